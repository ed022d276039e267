import Bedrock

/// A byte-pair tokenizer as a model's file holds it: JSON under the key `tokenizer`.
///
/// There are two forms. In a *grown* one tokens are the 256 bytes in order, then what each merge
/// makes, then the special tokens: pairs of ids say it all. A *listed* one, as GGUF files bring it,
/// has its tokens in any order.
public struct TokenizerRecord: Sendable {
  /// The key under a file's metadata.
  public static let key = "tokenizer"

  private enum Form: Sendable {
    /// Which two tokens each merge joins, in the order of their ranks.
    case grown(preTokenizer: PreTokenizer, merges: [(left: Int, right: Int)], special: [String])
    case listed(BytePairTokenizer)
  }

  public let name: String
  private let form: Form
  /// The token that the model wants before a text.
  public let startID: Int?
  /// The tokens at which a text is over; the first is the one that ends a text in training.
  public let endIDs: [Int]

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

  /// The record as JSON, merges flattened into one list.
  public var json: JSON {
    switch form {
    case .listed(let tokenizer):
      return ListedTokenizer.json(of: tokenizer, startID: startID, endIDs: endIDs)
    case .grown(let preTokenizer, let merges, let special):
      return .object([
        ("name", .string(name)), ("pre_tokenizer", .string(preTokenizer.rawValue)),
        ("merges", .integers(merges.flatMap { [$0.left, $0.right] })),
        ("special_tokens", .strings(special)),
        ("begins_with_end_of_text", .bool(startID != nil)),
      ])
    }
  }

  /// Reads a record. Throws if a member is missing or a merge joins what does not exist yet.
  public init(json: JSON) throws(ModelError) {
    if json["tokens"] != nil {
      let listed = try ListedTokenizer(json: json)
      self.init(listed.tokenizer, startID: listed.startID, endIDs: listed.endIDs)
      return
    }
    guard let name = json["name"]?.stringValue,
      let preTokenizer = (json["pre_tokenizer"]?.stringValue).flatMap(PreTokenizer.init),
      let numbers = json["merges"]?.arrayValue?.map(\.intValue), numbers.count % 2 == 0,
      let special = json["special_tokens"]?.arrayValue?.map(\.stringValue)
    else { throw .configuration("the tokenizer cannot be read") }
    var merges: [(left: Int, right: Int)] = []
    for rank in 0..<numbers.count / 2 {
      guard let left = numbers[2 * rank], let right = numbers[2 * rank + 1],
        (0..<256 + rank).contains(left), (0..<256 + rank).contains(right)
      else { throw .configuration("merge \(rank) of the tokenizer joins no tokens") }
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
  public func tokenizer() -> BytePairTokenizer {
    switch form {
    case .listed(let tokenizer): return tokenizer
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
