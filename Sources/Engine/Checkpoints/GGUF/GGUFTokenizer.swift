import Bedrock

extension TokenizerRecord {
  /// The tokenizer that a GGUF file's metadata tell.
  ///
  /// Throws if it is none by byte pairs (`tokenizer.ggml.model` is `gpt2` then), if its cutting of
  /// texts into pieces is not known, or if its lists make no sense.
  public init(_ file: GGUFFile) throws {
    guard let model = try file.text("tokenizer.ggml.model") else {
      throw GGUFError.metadata("tokenizer.ggml.model", problem: "is missing")
    }
    guard model == "gpt2" else {
      throw GGUFError.unsupported(
        "tokenizers by byte pairs ('gpt2') are read from GGUF files, and this one's is '\(model)'")
    }
    let cutting = try GGUFCutting(try file.text("tokenizer.ggml.pre") ?? "default")
    let tokens = try file.strings("tokenizer.ggml.tokens")
    let kinds = try file.tokenKinds(count: tokens.count)
    var vocabulary = GPT2VocabularyBuilder()
    var id = 0
    try file.forEachString(tokens) { token in
      try vocabulary.add(Array(token), kinds[id])
      id += 1
    }
    var merges = vocabulary.mergeBuilder()
    try file.forEachString(try file.strings("tokenizer.ggml.merges")) { try merges.add(Array($0)) }
    let tokenizer = merges.tokenizer(
      name: try file.text("general.name") ?? "gguf", preTokenizer: cutting.preTokenizer,
      matchesWholePieces: cutting.matchesWholePieces)
    let begins = try file.flag("tokenizer.ggml.add_bos_token", default: cutting.addsStart)
    self.init(
      tokenizer, startID: begins ? try file.tokenID("bos", below: tokens.count) : nil,
      endIDs: try file.endIDs(tokenizer))
  }
}

/// How a text is cut into pieces, by the name that llama.cpp gave the rule.
private struct GGUFCutting {
  let preTokenizer: PreTokenizer
  /// Whether a piece that is a token becomes it whatever the merges say.
  var matchesWholePieces = false
  /// Whether a start token stands before a text where the file does not say.
  var addsStart = false

  private static let smollm = [
    "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b",
  ]
  private static let gpt2 = [
    "gpt-2", "phi-2", "jina-es", "jina-de", "jina-v2-es", "jina-v2-de", "mpt", "olmo", "jais",
  ]

  init(_ name: String) throws(GGUFError) {
    if Self.smollm.contains(name) {
      preTokenizer = .smollm
    } else if Self.gpt2.contains(name) {
      preTokenizer = .r50k
    } else {
      let known = (Self.smollm + Self.gpt2).joined(separator: ", ")
      throw .unsupported(
        "the pre-tokenizer '\(name)' of the GGUF file ('tokenizer.ggml.pre') is not known; known are "
          + known)
    }
  }
}

extension GGUFFile {
  fileprivate func strings(_ key: String) throws(GGUFError) -> GGUFArray {
    guard let value = self[key] else { throw .metadata(key, problem: "is missing") }
    guard case .array(let array) = value, array.elementType == .string else {
      throw .metadata(key, problem: "is no list of texts")
    }
    return array
  }

  /// What each token is for: `tokenizer.ggml.token_type`, and normal where that is missing.
  fileprivate func tokenKinds(count: Int) throws(GGUFError) -> [GPT2VocabularyBuilder.Kind] {
    let key = "tokenizer.ggml.token_type"
    guard let value = self[key] else { return Array(repeating: .normal, count: count) }
    guard case .array(let array) = value, array.count == count, let types = integers(array) else {
      throw .metadata(key, problem: "is no list of \(count) whole numbers")
    }
    return types.map { type in
      switch type {
      case 2, 3: .special
      case 4: .added
      case 5: .unused
      default: .normal
      }
    }
  }

  /// The id of the token of a purpose, such as `bos`; nil where the file names none.
  fileprivate func tokenID(_ purpose: String, below count: Int) throws(GGUFError) -> Int? {
    let key = "tokenizer.ggml.\(purpose)_token_id"
    guard self[key] != nil else { return nil }
    let id = try integer(key)
    guard id < count else {
      throw .metadata(key, problem: "is \(id), and there are \(count) tokens")
    }
    return id
  }

  /// The tokens that end a text: the file's end of text first, then the ends of a turn and of a
  /// message, and `<|endoftext|>`.
  fileprivate func endIDs(_ tokenizer: BytePairTokenizer) throws(GGUFError) -> [Int] {
    var ids: [Int] = []
    for purpose in ["eos", "eot", "eom"] {
      if let id = try tokenID(purpose, below: tokenizer.vocabularySize) { ids.append(id) }
    }
    if let end = tokenizer.specialTokens.first(where: { $0.text == TinyWorld.endOfText }) {
      ids.append(end.id)
    }
    return ids.enumerated().filter { !ids[..<$0.offset].contains($0.element) }.map(\.element)
  }
}
