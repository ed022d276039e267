import Bedrock

/// SentencePiece tokenizers among a file's metadata: `pieces` in hexadecimal digits, since a token need
/// be no text, with `scores` or `merges`.
extension SentencePieceTokenizer {
  func json(startID: Int?, endIDs: [Int]) -> JSON {
    var members: [(String, JSON)] = [
      ("name", .string(name)), ("pieces", .strings(spellings.map { Self.hex($0) })),
      ("byte_ids", .array(byteIDs.map { $0.map { .integer($0) } ?? .null })),
      ("unknown_id", unknownID.map { .integer($0) } ?? .null),
      ("special_tokens", ListedTokenizer.list(specialTokens)),
      ("added_tokens", ListedTokenizer.list(addedTokens)), ("prefix", .string(prefix.rawValue)),
      ("start_id", startID.map { .integer($0) } ?? .null), ("end_ids", .integers(endIDs)),
    ]
    switch order {
    case .scores(let scores): members.append(("scores", .numbers(scores)))
    case .merges(let merges):
      members.append(("merges", .integers(merges.flatMap { [$0.left, $0.right] })))
    }
    return .object(members)
  }

  static func read(_ json: JSON) throws(ModelError) -> (any Tokenizer, Int?, [Int]) {
    let unreadable = ModelError.configuration("the tokenizer cannot be read")
    guard let name = json["name"]?.stringValue, let pieces = json["pieces"]?.arrayValue,
      let bytes = json["byte_ids"]?.arrayValue, bytes.count == 256,
      let prefix = (json["prefix"]?.stringValue).flatMap(Prefix.init)
    else { throw unreadable }
    var spellings: [[UInt8]] = []
    for piece in pieces {
      guard let spelling = piece.stringValue.flatMap(Self.bytes) else { throw unreadable }
      spellings.append(spelling)
    }
    let known = 0..<spellings.count
    let order: Order
    if let scores = json["scores"]?.arrayValue?.compactMap(\.doubleValue) {
      guard scores.count == spellings.count else { throw unreadable }
      order = .scores(scores.map { Float($0) })
    } else {
      let ids = (json["merges"]?.arrayValue ?? []).compactMap(\.intValue)
      guard ids.count % 2 == 0, ids.allSatisfy(known.contains) else { throw unreadable }
      order = .merges(stride(from: 0, to: ids.count, by: 2).map { (ids[$0], ids[$0 + 1]) })
    }
    func id(_ json: JSON?) -> Int? { json?.intValue.flatMap { known.contains($0) ? $0 : nil } }
    let tokenizer = SentencePieceTokenizer(
      name: name, spellings: spellings, order: order, byteIDs: bytes.map(id),
      unknownID: id(json["unknown_id"]),
      specialTokens: try ListedTokenizer.tokens(json["special_tokens"]),
      addedTokens: try ListedTokenizer.tokens(json["added_tokens"]), prefix: prefix)
    let all = 0..<tokenizer.vocabularySize
    let ends = (json["end_ids"]?.arrayValue ?? []).compactMap(\.intValue).filter(all.contains)
    let start = json["start_id"]?.intValue.flatMap { all.contains($0) ? $0 : nil }
    return (tokenizer, start, ends)
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func bytes(_ hex: String) -> [UInt8]? {
    let digits = Array(hex.utf8)
    guard digits.count % 2 == 0 else { return nil }
    var result: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)
      else { return nil }
      result.append(byte)
    }
    return result
  }
}

extension PatternCutting {
  var json: JSON {
    if let name { return .object([("cutting", .string(name))]) }
    return .object([
      (
        "stages",
        .array(
          stages.map {
            .object([("pattern", .string($0.pattern)), ("behavior", .string($0.behavior.rawValue))])
          })
      )
    ])
  }

  /// Reads what `json` writes; nil for something else.
  init?(json: JSON) throws(ModelError) {
    do {
      if let name = json["cutting"]?.stringValue {
        guard let named = NamedCutting.named(name) else {
          throw ModelError.configuration("the cutting '\(name)' is not known")
        }
        self = try named.cutting()
        return
      }
      guard let list = json["stages"]?.arrayValue else { return nil }
      var stages: [Stage] = []
      for stage in list {
        guard let pattern = stage["pattern"]?.stringValue,
          let behavior = (stage["behavior"]?.stringValue).flatMap(Behavior.init)
        else { throw ModelError.configuration("a stage of the cutting cannot be read") }
        stages.append(try Stage(pattern, behavior))
      }
      self.init(stages: stages)
    } catch let error as ModelError {
      throw error
    } catch {
      throw .configuration("\(error)")
    }
  }
}
