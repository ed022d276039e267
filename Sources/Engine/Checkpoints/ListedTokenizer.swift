import Bedrock

/// A tokenizer whose tokens stand in an order of their own, as JSON.
///
/// `tokens` in GPT-2's spelling, special and added ones where they have one; `merges` as triples of
/// ids: left, right, result; `special_tokens` and `added_tokens` as objects with id and text.
struct ListedTokenizer {
  let tokenizer: BytePairTokenizer
  let startID: Int?
  let endIDs: [Int]

  static func json(of tokenizer: BytePairTokenizer, startID: Int?, endIDs: [Int]) -> JSON {
    let tokens = (0..<tokenizer.vocabulary.count).map { id in
      GPT2Alphabet.spelling(of: tokenizer.vocabulary[id] ?? [])
    }
    let merges = (0..<tokenizer.merges.count).flatMap { rank in
      let merge = tokenizer.merges[rank]
      return [merge.left, merge.right, merge.result]
    }
    var members: [(String, JSON)] = [
      ("name", .string(tokenizer.name)),
      ("pre_tokenizer", tokenizer.cutting?.json ?? .string(tokenizer.preTokenizer.rawValue)),
      ("tokens", .strings(tokens)), ("merges", .integers(merges)),
      ("special_tokens", list(tokenizer.specialTokens)),
      ("added_tokens", list(tokenizer.addedTokens)),
      ("matches_whole_pieces", .bool(tokenizer.matchesWholePieces)),
      ("start_id", startID.map { .integer($0) } ?? .null), ("end_ids", .integers(endIDs)),
    ]
    if tokenizer.addsSpace { members.append(("adds_space", .bool(true))) }
    if tokenizer.composes { members.append(("composes", .bool(true))) }
    return .object(members)
  }

  static func list(_ tokens: [SpecialToken]) -> JSON {
    .array(
      tokens.map { token in
        var members: [(String, JSON)] = [
          ("id", .integer(token.id)), ("text", .string(token.text)),
        ]
        if token.takesSpaceBefore { members.append(("takes_space_before", .bool(true))) }
        if token.takesSpaceBehind { members.append(("takes_space_behind", .bool(true))) }
        return .object(members)
      })
  }

  init(json: JSON) throws(ModelError) {
    let unreadable = ModelError.configuration("the tokenizer cannot be read")
    let cutting = try PatternCutting(json: json["pre_tokenizer"] ?? .null)
    let named = (json["pre_tokenizer"]?.stringValue).flatMap(PreTokenizer.init)
    guard let name = json["name"]?.stringValue,
      let preTokenizer = cutting == nil ? named : PreTokenizer.none,
      let spellings = json["tokens"]?.arrayValue, let numbers = json["merges"]?.arrayValue,
      numbers.count % 3 == 0, spellings.count < MergeTable.limit,
      numbers.count / 3 < MergeTable.limit
    else { throw unreadable }
    var tokens: [[UInt8]] = []
    for spelling in spellings {
      guard let bytes = spelling.stringValue.flatMap(GPT2Alphabet.bytes) else { throw unreadable }
      tokens.append(bytes)
    }
    let known = 0..<tokens.count
    let ids = numbers.compactMap(\.intValue)
    guard ids.count == numbers.count, ids.allSatisfy(known.contains) else { throw unreadable }
    let merges = stride(from: 0, to: ids.count, by: 3).map {
      MergeTable.Merge(left: ids[$0], right: ids[$0 + 1], result: ids[$0 + 2])
    }
    tokenizer = BytePairTokenizer(
      name: name, preTokenizer: preTokenizer, cutting: cutting,
      addsSpace: json["adds_space"]?.boolValue ?? false,
      composes: json["composes"]?.boolValue ?? false, vocabulary: Vocabulary(tokens: tokens),
      merges: MergeTable(merges), specialTokens: try Self.tokens(json["special_tokens"]),
      addedTokens: try Self.tokens(json["added_tokens"]),
      matchesWholePieces: json["matches_whole_pieces"]?.boolValue ?? false)
    let all = 0..<tokenizer.vocabularySize
    startID = json["start_id"]?.intValue.flatMap { all.contains($0) ? $0 : nil }
    endIDs = (json["end_ids"]?.arrayValue ?? []).compactMap(\.intValue).filter(all.contains)
  }

  static func tokens(_ json: JSON?) throws(ModelError) -> [SpecialToken] {
    var tokens: [SpecialToken] = []
    for element in json?.arrayValue ?? [] {
      guard let id = element["id"]?.intValue, let text = element["text"]?.stringValue,
        (0..<MergeTable.limit).contains(id)
      else { throw .configuration("a special token of the tokenizer cannot be read") }
      tokens.append(
        SpecialToken(
          text: text, id: id,
          takesSpaceBefore: element["takes_space_before"]?.boolValue ?? false,
          takesSpaceBehind: element["takes_space_behind"]?.boolValue ?? false))
    }
    return tokens
  }
}
