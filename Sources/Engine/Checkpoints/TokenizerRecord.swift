import Bedrock

/// A tokenizer as a model's file holds it: JSON under the key `tokenizer`.
///
/// There are three forms. In a *grown* one tokens are the 256 bytes in order, then what each merge
/// makes, then the special tokens: pairs of ids say it all. A *listed* one, as GGUF files bring it,
/// has its tokens in any order. One of *pieces* joins characters and not bytes (SentencePiece).
public struct TokenizerRecord: Sendable {
  /// The key under a file's metadata.
  public static let key = "tokenizer"

  private enum Form: Sendable {
    /// Which two tokens each merge joins, in the order of their ranks.
    case grown(preTokenizer: PreTokenizer, merges: [(left: Int, right: Int)], special: [String])
    case listed(BytePairTokenizer)
    case pieces(SentencePieceTokenizer)
  }

  public let name: String
  private let form: Form
  /// The token that the model wants before a text.
  public let startID: Int?
  /// The token that the model wants behind a text.
  public private(set) var finishID: Int?
  /// The tokens at which a text is over; the first is the one that ends a text in training.
  public let endIDs: [Int]
  /// How the model's makers write a conversation, if the file tells.
  public var chat: ChatFormat?

  /// What a training learned.
  ///
  /// - Parameter beginsWithEndOfText: whether the model has learned texts behind an end-of-text token,
  ///   and wants one before its own.
  public init(
    name: String, _ vocabulary: TrainedVocabulary, specialTokens: [String],
    beginsWithEndOfText: Bool = false
  ) {
    self.init(
      name: name, preTokenizer: vocabulary.preTokenizer,
      merges: vocabulary.merges.map { ($0.left, $0.right) }, special: specialTokens,
      beginsWithEndOfText: beginsWithEndOfText)
  }

  /// A tokenizer whose tokens stand in an order of their own.
  public init(_ tokenizer: BytePairTokenizer, startID: Int?, endIDs: [Int]) {
    name = tokenizer.name
    form = .listed(tokenizer)
    self.startID = startID
    self.endIDs = endIDs
  }

  /// A tokenizer of pieces or of listed tokens, and what a file says beside it.
  ///
  /// - Parameters:
  ///   - finishID: the token that the model wants behind a text.
  ///   - chat: how a conversation is written.
  public init(
    _ tokenizer: any Tokenizer, startID: Int?, finishID: Int?, endIDs: [Int], chat: ChatFormat?
  ) throws(ModelError) {
    switch tokenizer {
    case let tokenizer as BytePairTokenizer: form = .listed(tokenizer)
    case let tokenizer as SentencePieceTokenizer: form = .pieces(tokenizer)
    default: throw .configuration("the tokenizer '\(tokenizer.name)' cannot be kept in a file")
    }
    name = tokenizer.name
    self.startID = startID
    self.finishID = finishID
    self.endIDs = endIDs
    self.chat = chat
  }

  private init(
    name: String, preTokenizer: PreTokenizer, merges: [(left: Int, right: Int)],
    special: [String], beginsWithEndOfText: Bool
  ) {
    self.name = name
    form = .grown(preTokenizer: preTokenizer, merges: merges, special: special)
    let end = special.firstIndex(of: TinyWorld.endOfText).map { 256 + merges.count + $0 }
    endIDs = end.map { [$0] } ?? []
    startID = beginsWithEndOfText ? end : nil
  }

  /// Whether it was learned by a training of this program, and does not come from another's file.
  public var isOwn: Bool { if case .grown = form { true } else { false } }

  /// The record as JSON, merges flattened into one list.
  public var json: JSON {
    switch form {
    case .listed(let tokenizer):
      return adding(to: ListedTokenizer.json(of: tokenizer, startID: startID, endIDs: endIDs))
    case .pieces(let tokenizer):
      return adding(to: tokenizer.json(startID: startID, endIDs: endIDs))
    case .grown(let preTokenizer, let merges, let special):
      return .object([
        ("name", .string(name)), ("pre_tokenizer", .string(preTokenizer.rawValue)),
        ("merges", .integers(merges.flatMap { [$0.left, $0.right] })),
        ("special_tokens", .strings(special)),
        ("begins_with_end_of_text", .bool(startID != nil)),
      ])
    }
  }

  /// An object with what only some tokenizers have.
  private func adding(to json: JSON) -> JSON {
    guard case .object(let object) = json else { return json }
    var members = object.members.map { ($0.key, $0.value) }
    if let finishID { members.append(("finish_id", .integer(finishID))) }
    if let chat { members.append(("chat", chat.json)) }
    return .object(members)
  }

  /// The bytes that a token may have.
  private static let longestToken = 1 << 16

  /// Reads a record. Throws if a member is missing or a merge joins what does not exist yet.
  public init(json: JSON) throws(ModelError) {
    if json["pieces"] != nil || json["tokens"] != nil {
      let parts: (any Tokenizer, Int?, [Int])
      if json["pieces"] != nil {
        parts = try SentencePieceTokenizer.read(json)
      } else {
        let listed = try ListedTokenizer(json: json)
        parts = (listed.tokenizer, listed.startID, listed.endIDs)
      }
      let all = 0..<parts.0.vocabularySize
      var chat: ChatFormat?
      if let format = json["chat"] { chat = try ChatFormat(json: format) }
      try self.init(
        parts.0, startID: parts.1,
        finishID: json["finish_id"]?.intValue.flatMap { all.contains($0) ? $0 : nil },
        endIDs: parts.2, chat: chat)
      return
    }
    guard let name = json["name"]?.stringValue,
      let preTokenizer = (json["pre_tokenizer"]?.stringValue).flatMap(PreTokenizer.init),
      let numbers = json["merges"]?.arrayValue?.map(\.intValue), numbers.count % 2 == 0,
      let special = json["special_tokens"]?.arrayValue?.map(\.stringValue)
    else { throw .configuration("the tokenizer cannot be read") }
    var merges: [(left: Int, right: Int)] = []
    var lengths = Array(repeating: 1, count: 256)
    for rank in 0..<numbers.count / 2 {
      guard let left = numbers[2 * rank], let right = numbers[2 * rank + 1],
        (0..<256 + rank).contains(left), (0..<256 + rank).contains(right)
      else { throw .configuration("merge \(rank) of the tokenizer joins no tokens") }
      // A token may be twice as long as the longest before it; a few dozen of those are no text.
      lengths.append(lengths[left] + lengths[right])
      guard lengths[lengths.count - 1] <= Self.longestToken else {
        throw .configuration(
          "merge \(rank) of the tokenizer makes a token of more than \(Self.longestToken) bytes")
      }
      merges.append((left, right))
    }
    let texts = special.compactMap { $0 }
    guard texts.count == special.count else {
      throw .configuration("a special token of the tokenizer is no text")
    }
    self.init(
      name: name, preTokenizer: preTokenizer, merges: merges, special: texts,
      beginsWithEndOfText: json["begins_with_end_of_text"]?.boolValue ?? false)
  }

  /// The tokenizer.
  public func tokenizer() -> any Tokenizer {
    switch form {
    case .listed(let tokenizer): return tokenizer
    case .pieces(let tokenizer): return tokenizer
    case .grown(let preTokenizer, let merges, let special):
      var tokens = (UInt8.min...UInt8.max).map { [$0] }
      let trained = merges.map { left, right in
        tokens.append(tokens[left] + tokens[right])
        return TrainedMerge(left: left, right: right, result: tokens.count - 1, count: 0)
      }
      return TrainedVocabulary(preTokenizer: preTokenizer, tokens: tokens, merges: trained)
        .tokenizer(name: name, specialTokens: special)
    }
  }
}
