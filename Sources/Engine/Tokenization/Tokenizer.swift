/// Text to token ids and back.
///
/// Laws: decoding what was encoded gives the same bytes, for every text; the same text gives the
/// same ids on every machine. Ids count from 0.
public protocol Tokenizer: Sendable {
  /// The name it is known by, such as `o200k_base`.
  var name: String { get }

  /// One more than the largest id, special tokens included: the width of a model's logits.
  var vocabularySize: Int { get }

  /// The tokens that stand for no text of their own, such as `<|endoftext|>`, by ascending id.
  var specialTokens: [SpecialToken] { get }

  /// Tokens that their spelling becomes in every text, by ascending id.
  var addedTokens: [SpecialToken] { get }

  /// The ids of a text.
  ///
  /// - Parameter allowSpecial: whether the spelling of a special token becomes that token. If not,
  ///   which is the default and the safe choice for text of unknown origin, it is text like any
  ///   other.
  func encode(_ text: String, allowSpecial: Bool) -> [Int]

  /// The ids of a text in UTF-8.
  ///
  /// A byte that is not part of well-formed UTF-8 is taken for a symbol of its own, so every input
  /// has ids and decodes to itself.
  func encode(utf8: UnsafeBufferPointer<UInt8>, allowSpecial: Bool) -> [UInt32]

  /// The bytes that a token stands for, a special token's own spelling included, or nil if the id
  /// names no token.
  func bytes(of id: Int) -> [UInt8]?

  /// The bytes that a sequence of tokens stands for.
  ///
  /// They are UTF-8 when the ids came from a text; a single token may be part of a character. An id
  /// that names no token adds nothing: `bytes(of:)` tells whether one does.
  func decode(_ ids: [Int]) -> [UInt8]

  /// The id of the token that stands for exactly these bytes, special tokens not included.
  func id(ofBytes bytes: [UInt8]) -> Int?
}

extension Tokenizer {
  /// The ids of a text, with special tokens' spellings taken as plain text.
  public func encode(_ text: String) -> [Int] { encode(text, allowSpecial: false) }

  /// The ids of a text in UTF-8, with special tokens' spellings taken as plain text.
  public func encode(_ utf8: [UInt8], allowSpecial: Bool = false) -> [UInt32] {
    utf8.withUnsafeBufferPointer { encode(utf8: $0, allowSpecial: allowSpecial) }
  }
}

/// A token with a meaning instead of a text, such as the end of a document.
public struct SpecialToken: Hashable, Sendable {
  /// How it is written where special tokens are allowed in a text.
  public let text: String
  /// Its id.
  public let id: Int
  /// Whether white space before it, or behind it, goes with it.
  public let takesSpaceBefore: Bool
  public let takesSpaceBehind: Bool

  public init(
    text: String, id: Int, takesSpaceBefore: Bool = false, takesSpaceBehind: Bool = false
  ) {
    self.text = text
    self.id = id
    self.takesSpaceBefore = takesSpaceBefore
    self.takesSpaceBehind = takesSpaceBehind
  }
}
