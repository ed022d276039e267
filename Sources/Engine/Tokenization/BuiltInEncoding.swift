import Vocabularies

/// The encodings that are part of the product: those of OpenAI's models, as published with
/// tiktoken.
public enum BuiltInEncoding: String, CaseIterable, Sendable {
  case o200kBase = "o200k_base"
  case cl100kBase = "cl100k_base"
  case r50kBase = "r50k_base"

  /// The encoding of a name; `gpt2` is another one for r50k_base.
  public init?(name: String) {
    guard let encoding = Self(rawValue: name == "gpt2" ? "r50k_base" : name) else { return nil }
    self = encoding
  }

  /// The encoding's tokenizer, made when first asked for and kept.
  public var tokenizer: BytePairTokenizer {
    switch self {
    case .o200kBase: Self.o200k
    case .cl100kBase: Self.cl100k
    case .r50kBase: Self.r50k
    }
  }

  private static let o200k = make(.o200kBase, .o200k, O200kBaseMerges.packed)
  private static let cl100k = make(.cl100kBase, .cl100k, CL100kBaseMerges.packed)
  private static let r50k = make(.r50kBase, .r50k, R50kBaseMerges.packed)

  private static func make(
    _ encoding: Self, _ preTokenizer: PreTokenizer, _ packed: StaticString
  ) -> BytePairTokenizer {
    let merges = PackedMerges(packed)
    return BytePairTokenizer(
      name: encoding.rawValue, preTokenizer: preTokenizer, vocabulary: Vocabulary(merges),
      merges: MergeTable(.packed(merges)), specialTokens: encoding.specialTokens)
  }

  private var specialTokens: [SpecialToken] {
    switch self {
    case .o200kBase:
      [
        SpecialToken(text: "<|endoftext|>", id: 199_999),
        SpecialToken(text: "<|endofprompt|>", id: 200_018),
      ]
    case .cl100kBase:
      [
        SpecialToken(text: "<|endoftext|>", id: 100_257),
        SpecialToken(text: "<|fim_prefix|>", id: 100_258),
        SpecialToken(text: "<|fim_middle|>", id: 100_259),
        SpecialToken(text: "<|fim_suffix|>", id: 100_260),
        SpecialToken(text: "<|endofprompt|>", id: 100_276),
      ]
    case .r50kBase:
      [SpecialToken(text: "<|endoftext|>", id: 50_256)]
    }
  }
}
