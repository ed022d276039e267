import Bedrock

extension TokenizerRecord {
  /// The tokenizer that a GGUF file's metadata tell.
  ///
  /// Throws if it is of a kind that is not run, if its cutting of texts into pieces is not known, if its
  /// lists make no sense, or if the file says something of it that is not known here.
  public init(_ file: GGUFFile) throws {
    var keys = GGUFTokenizerKeys(file)
    let source = try GGUFTokenizer(&keys)
    let tokenizer = source.tokenizer
    let count = tokenizer.vocabularySize
    let bos = try keys.tokenID("bos", below: count) ?? source.defaults.bos
    let eos = try keys.tokenID("eos", below: count) ?? source.defaults.eos
    let begins = try keys.flag("ggml.add_bos_token", default: source.defaults.addsStart)
    let ends = try keys.flag("ggml.add_eos_token", default: false)
    let endIDs = try keys.endIDs(tokenizer, eos: eos)
    let template = try keys.text("chat_template")
    try keys.finish()
    func needed(_ id: Int?, _ purpose: String) throws(GGUFError) -> Int {
      guard let id, id < count else {
        throw .metadata(
          "tokenizer.ggml.\(purpose)_token_id",
          problem: "is missing, and the file wants that token with every text")
      }
      return id
    }
    func spelling(_ id: Int?) -> String {
      id.flatMap { tokenizer.bytes(of: $0) }.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    try self.init(
      tokenizer, startID: begins ? try needed(bos, "bos") : nil,
      finishID: ends ? try needed(eos, "eos") : nil, endIDs: endIDs,
      chat: template.map {
        ChatFormat(template: $0, startText: spelling(bos), endText: spelling(eos))
      })
  }
}

/// The tokenizer of a GGUF file.
private struct GGUFTokenizer {
  /// What llama.cpp takes where the file says nothing.
  struct Defaults {
    var bos: Int?
    var eos: Int?
    var addsStart = false
  }

  let tokenizer: any Tokenizer
  let defaults: Defaults

  init(_ keys: inout GGUFTokenizerKeys) throws {
    guard let model = try keys.text("ggml.model") else {
      throw GGUFError.metadata("tokenizer.ggml.model", problem: "is missing")
    }
    switch model {
    case "gpt2": self = try Self.bytePairs(&keys)
    case "llama": self = try Self.pieces(&keys)
    case "bert":
      throw GGUFError.unsupported(
        "the file's tokenizer is WordPiece ('bert'), as encoders have it, and is not run")
    case "t5":
      throw GGUFError.unsupported(
        "the file's tokenizer is SentencePiece's unigram model ('t5'), which is not run; that of"
          + " 'llama' is")
    default:
      throw GGUFError.unsupported(
        "the file's tokenizer is of the kind '\(model)'; 'gpt2' (byte pairs) and 'llama'"
          + " (SentencePiece) are run")
    }
  }

  private init(tokenizer: any Tokenizer, defaults: Defaults) {
    self.tokenizer = tokenizer
    self.defaults = defaults
  }

  private static func bytePairs(_ keys: inout GGUFTokenizerKeys) throws -> GGUFTokenizer {
    let cutting = try GGUFCutting(try keys.text("ggml.pre") ?? "default")
    let tokens = try keys.strings("ggml.tokens")
    let kinds = try keys.tokenKinds(count: tokens.count)
    keys.pass("ggml.scores")
    keys.pass("ggml.unknown_token_id")
    var vocabulary = GPT2VocabularyBuilder()
    var id = 0
    try keys.file.forEachString(tokens) { token in
      try vocabulary.add(Array(token), kinds[id])
      id += 1
    }
    var merges = vocabulary.mergeBuilder()
    try keys.file.forEachString(try keys.strings("ggml.merges")) { try merges.add(Array($0)) }
    // Where texts begin is said for SentencePiece alone.
    keys.pass("ggml.add_space_prefix")
    keys.pass("ggml.remove_extra_whitespaces")
    return GGUFTokenizer(
      tokenizer: merges.tokenizer(
        name: try keys.file.text("general.name") ?? "gguf", preTokenizer: cutting.preTokenizer,
        cutting: cutting.patterns, matchesWholePieces: cutting.matchesWholePieces),
      defaults: Defaults(addsStart: cutting.addsStart))
  }

  private static func pieces(_ keys: inout GGUFTokenizerKeys) throws -> GGUFTokenizer {
    let tokens = try keys.strings("ggml.tokens")
    let kinds = try keys.tokenTypes(count: tokens.count)
    let scores = try keys.scores(count: tokens.count)
    var spellings: [[UInt8]] = []
    keys.file.forEachString(tokens) { spellings.append(Array($0)) }
    let parts = PieceVocabulary(spellings, kinds: kinds)
    // llama.cpp cuts nothing here, whatever the file says of a cutting, and has no merges.
    keys.pass("ggml.pre")
    keys.pass("ggml.merges")
    try keys.require(
      "ggml.remove_extra_whitespaces", toBe: false,
      else: "tokenizers that drop white space are not run")
    let isPrefixed = try keys.flag("ggml.add_space_prefix", default: true)
    let unknown = try keys.tokenID("unknown", below: tokens.count) ?? 0
    return GGUFTokenizer(
      tokenizer: SentencePieceTokenizer(
        name: try keys.file.text("general.name") ?? "gguf", spellings: parts.spellings,
        order: .scores(scores), byteIDs: parts.byteIDs, unknownID: unknown,
        specialTokens: parts.special, addedTokens: parts.added,
        prefix: isPrefixed ? .always : .none),
      defaults: Defaults(bos: 1, eos: 2, addsStart: true))
  }
}

/// How a text is cut into pieces, by the name that llama.cpp gave the rule.
struct GGUFCutting {
  let preTokenizer: PreTokenizer
  var patterns: PatternCutting?
  /// Whether a piece that is a token becomes it whatever the merges say.
  var matchesWholePieces = false
  /// Whether a start token stands before a text where the file does not say.
  var addsStart = false

  private static let smollm = [
    "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b", "mellum2",
  ]
  private static let gpt2 = [
    "gpt-2", "phi-2", "jina-es", "jina-de", "jina-v2-es", "jina-v2-de", "mpt", "olmo", "jais",
    "gigachat", "a.x-4.0", "mellum", "modern-bert", "trillion", "granite-docling", "exaone4",
    "jina-v1-en", "jina-v2-code", "roberta-bpe",
  ]

  /// All names that are known.
  static var names: [String] { gpt2 + smollm + NamedCutting.all.flatMap(\.names) }

  init(_ name: String) throws {
    if Self.smollm.contains(name) {
      preTokenizer = .smollm
    } else if Self.gpt2.contains(name) {
      preTokenizer = .r50k
    } else if let named = NamedCutting.named(name) {
      preTokenizer = .none
      patterns = try named.cutting()
      matchesWholePieces = named.matchesWholePieces
      addsStart = named.addsStart
    } else {
      let known = Self.names.joined(separator: ", ")
      throw GGUFError.unsupported(
        "the pre-tokenizer '\(name)' of the GGUF file ('tokenizer.ggml.pre') is not known; known are "
          + known)
    }
  }
}
