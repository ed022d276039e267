/// The keys that tell of the tokenizer, and which of them were read.
///
/// Law: as with `GGUFKeys`, every key of the namespace is asked for, known to mean nothing, or an error.
struct GGUFTokenizerKeys {
  let file: GGUFFile
  private var asked: Set<String> = []

  init(_ file: GGUFFile) { self.file = file }

  private mutating func key(_ name: String) -> String {
    asked.insert(name)
    return "tokenizer." + name
  }

  /// Says of a key that it means nothing to this kind of tokenizer.
  mutating func pass(_ name: String) { asked.insert(name) }

  mutating func text(_ name: String) throws(GGUFError) -> String? { try file.text(key(name)) }

  mutating func flag(_ name: String, default fallback: Bool) throws(GGUFError) -> Bool {
    try file.flag(key(name), default: fallback)
  }

  mutating func require(
    _ name: String, toBe value: Bool, else problem: String
  ) throws(GGUFError) {
    guard try flag(name, default: value) == value else {
      throw .unsupported("\(problem) ('tokenizer.\(name)')")
    }
  }

  mutating func strings(_ name: String) throws(GGUFError) -> GGUFArray {
    let key = key(name)
    guard let value = file[key] else { throw .metadata(key, problem: "is missing") }
    guard case .array(let array) = value, array.elementType == .string else {
      throw .metadata(key, problem: "is no list of texts")
    }
    return array
  }

  /// What each token is for, by llama.cpp's numbers; 1, a usual one, where that is missing.
  mutating func tokenTypes(count: Int) throws(GGUFError) -> [Int] {
    let key = key("ggml.token_type")
    guard let value = file[key] else { return Array(repeating: 1, count: count) }
    guard case .array(let array) = value, array.count == count, let types = file.integers(array)
    else { throw .metadata(key, problem: "is no list of \(count) whole numbers") }
    return types
  }

  /// What each token is for.
  mutating func tokenKinds(count: Int) throws(GGUFError) -> [GPT2VocabularyBuilder.Kind] {
    try tokenTypes(count: count).map { type in
      switch type {
      case 2, 3: .special
      case 4: .added
      case 5: .unused
      default: .normal
      }
    }
  }

  /// A score for each token.
  mutating func scores(count: Int) throws(GGUFError) -> [Float] {
    let key = key("ggml.scores")
    guard case .array(let array)? = file[key], array.count >= count,
      let scores = file.floats(array)
    else { throw .metadata(key, problem: "is no list of \(count) numbers") }
    return scores
  }

  /// The id of the token of a purpose, such as `bos`; nil where the file names none.
  mutating func tokenID(_ purpose: String, below count: Int) throws(GGUFError) -> Int? {
    let key = key("ggml.\(purpose)_token_id")
    guard let value = file[key] else { return nil }
    // Some converters write -1, or its unsigned form, for none.
    if case .integer(let number) = value, number < 0 || number == Int64(UInt32.max) { return nil }
    let id = try file.integer(key)
    guard id < count else {
      throw .metadata(key, problem: "is \(id), and there are \(count) tokens")
    }
    return id
  }

  /// The tokens that end a text: the file's end of text first, then the ends of a turn and of a
  /// message, and then those whose names llama.cpp takes for such.
  mutating func endIDs(_ tokenizer: any Tokenizer, eos: Int?) throws(GGUFError) -> [Int] {
    var ids: [Int] = eos.map { [$0] } ?? []
    for purpose in ["eot", "eom"] {
      if let id = try tokenID(purpose, below: tokenizer.vocabularySize) { ids.append(id) }
    }
    for text in EndTokens.texts {
      ids += tokenizer.namedTokens.filter { $0.text == text }.map(\.id)
    }
    return ids.enumerated().filter { !ids[..<$0.offset].contains($0.element) }.map(\.element)
  }

  /// Throws for the first key of the namespace that was neither asked for nor is known to mean
  /// nothing.
  func finish() throws(GGUFError) {
    let prefix = "tokenizer."
    for (key, _) in file.metadata where key.utf8.starts(with: prefix.utf8) {
      let name = String(decoding: key.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
      let isTemplate = name.utf8.starts(with: "chat_template.".utf8)
      guard asked.contains(name) || isTemplate || GGUFSilence.tokenizer[name] != nil else {
        throw .unsupported(
          "the file says '\(key)', and what that does to a tokenizer is not known here")
      }
    }
  }
}

extension GGUFFile {
  /// The numbers of an array of floats or whole numbers; nil for another array.
  fileprivate func floats(_ array: GGUFArray) -> [Float]? {
    guard array.elementType == .float32 else { return integers(array)?.map { Float($0) } }
    return bytes.withUnsafeBytes { raw in
      (0..<array.count).map { index in
        let word = raw.loadUnaligned(
          fromByteOffset: array.range.lowerBound + 4 * index, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: word))
      }
    }
  }
}
