import Bedrock

/// A byte-pair tokenizer as a model's file holds it: JSON under the key `tokenizer`.
///
/// Tokens are the 256 bytes in order, then what each merge makes, then the special tokens.
public struct TokenizerRecord: Sendable {
  /// The key under a file's metadata.
  public static let key = "tokenizer"

  public let name: String
  public let preTokenizer: PreTokenizer
  /// Which two tokens each merge joins, in the order of their ranks.
  public let merges: [(left: Int, right: Int)]
  public let specialTokens: [String]
  /// Whether the model has learned texts behind an end-of-text token, and wants one before its own.
  public let beginsWithEndOfText: Bool

  /// What a training learned.
  public init(
    name: String, _ vocabulary: TrainedVocabulary, specialTokens: [String],
    beginsWithEndOfText: Bool = false
  ) {
    self.beginsWithEndOfText = beginsWithEndOfText
    self.name = name
    preTokenizer = vocabulary.preTokenizer
    merges = vocabulary.merges.map { ($0.left, $0.right) }
    self.specialTokens = specialTokens
  }

  /// The record as JSON, merges flattened into one list.
  public var json: JSON {
    .object([
      ("name", .string(name)), ("pre_tokenizer", .string(preTokenizer.rawValue)),
      ("merges", .integers(merges.flatMap { [$0.left, $0.right] })),
      ("special_tokens", .strings(specialTokens)),
      ("begins_with_end_of_text", .bool(beginsWithEndOfText)),
    ])
  }

  /// Reads a record. Throws if a member is missing or a merge joins what does not exist yet.
  public init(json: JSON) throws(ModelError) {
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
    self.name = name
    self.preTokenizer = preTokenizer
    self.merges = merges
    beginsWithEndOfText = json["begins_with_end_of_text"]?.boolValue ?? false
    specialTokens = special.compactMap { $0 }
    guard specialTokens.count == special.count else {
      throw .configuration("a special token of the tokenizer is no text")
    }
  }

  /// The tokenizer.
  public func tokenizer() -> BytePairTokenizer {
    var tokens = (UInt8.min...UInt8.max).map { [$0] }
    let trained = merges.map { left, right in
      tokens.append(tokens[left] + tokens[right])
      return TrainedMerge(left: left, right: right, result: tokens.count - 1, count: 0)
    }
    return TrainedVocabulary(preTokenizer: preTokenizer, tokens: tokens, merges: trained)
      .tokenizer(name: name, specialTokens: specialTokens)
  }
}
