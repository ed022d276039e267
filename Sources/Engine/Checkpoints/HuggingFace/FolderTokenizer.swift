import Bedrock

extension TokenizerRecord {
  /// The tokenizer of a folder: `tokenizer.json`, with what `tokenizer_config.json`,
  /// `generation_config.json` and `config.json` say of its ends and of conversations.
  public init(_ folder: ModelFolder) throws {
    let json = try folder.required("tokenizer.json")
    let source = try FolderTokenizer(json)
    let settings = try folder.json("tokenizer_config.json") ?? .null
    let all = source.tokenizer.namedTokens
    func id(_ text: String?) -> Int? { text.flatMap { text in all.first { $0.text == text }?.id } }
    func spelling(_ name: String) -> String? {
      settings[name]?.stringValue ?? settings[name]?["content"]?.stringValue
    }
    var ends: [Int] = []
    for file in ["generation_config.json", "config.json"] {
      guard let value = try folder.json(file)?["eos_token_id"] else { continue }
      ends += value.intValue.map { [$0] } ?? (value.arrayValue ?? []).compactMap(\.intValue)
    }
    if let end = id(spelling("eos_token")) { ends.append(end) }
    ends = ends.filter((0..<source.tokenizer.vocabularySize).contains)
    let start = spelling("bos_token") ?? ""
    let end = spelling("eos_token") ?? ""
    try self.init(
      source.tokenizer, startID: source.startID, finishID: source.finishID,
      endIDs: ends.enumerated().filter { !ends[..<$0.offset].contains($0.element) }.map(\.element),
      chat: try Self.template(folder, settings).map {
        ChatFormat(template: $0, startText: start, endText: end)
      })
  }

  /// The template of conversations: a file of its own, or the one among the settings.
  private static func template(_ folder: ModelFolder, _ settings: JSON) throws -> String? {
    if let text = try folder.text("chat_template.jinja") { return text }
    guard let value = settings["chat_template"], !value.isNull else { return nil }
    if let text = value.stringValue { return text }
    let named = (value.arrayValue ?? []).first { $0["name"]?.stringValue == "default" }
    return named?["template"]?.stringValue
  }
}

/// The tokenizer of a `tokenizer.json`.
///
/// Byte-pair models are read, over bytes or over characters with bytes to fall back on, with those
/// normalizers and pre-tokenizers that such models have; another part is an error that names it.
struct FolderTokenizer {
  let tokenizer: any Tokenizer
  /// The tokens that are put before a text and behind it.
  private(set) var startID: Int?
  private(set) var finishID: Int?

  init(_ json: JSON) throws {
    let parts = try FolderTokenizerParts(json)
    tokenizer = parts.isByteLevel ? try parts.bytePairs() : try parts.pieces()
    try readFrame(json["post_processor"] ?? .null)
  }

  /// Which tokens stand before a text and behind it.
  private mutating func readFrame(_ json: JSON) throws {
    switch json["type"]?.stringValue {
    case nil, "ByteLevel": return
    case "Sequence":
      for part in json["processors"]?.arrayValue ?? [] { try readFrame(part) }
    case "TemplateProcessing":
      var isBefore = true
      for part in json["single"]?.arrayValue ?? [] {
        guard let name = part["SpecialToken"]?["id"]?.stringValue else {
          isBefore = false
          continue
        }
        let ids = json["special_tokens"]?[name]?["ids"]?.arrayValue?.compactMap(\.intValue) ?? []
        guard ids.count == 1, isBefore ? startID == nil : finishID == nil else {
          throw FolderError.unsupported("several tokens before or behind a text are not added")
        }
        if isBefore { startID = ids[0] } else { finishID = ids[0] }
      }
    case let other?:
      throw FolderError.unsupported("the post-processor '\(other)' of 'tokenizer.json' is not run")
    }
  }
}

/// What a `tokenizer.json` says, part by part.
private struct FolderTokenizerParts {
  let model: JSON
  let added: [JSON]
  var stages: [PatternCutting.Stage] = []
  var composes = false
  var addsSpace = false
  var isByteLevel = false
  /// Whether spaces are written as `▁`, and where one is put before a text.
  var writesSpaces = false
  var prefix = SentencePieceTokenizer.Prefix.none

  init(_ json: JSON) throws {
    model = json["model"] ?? .null
    added = json["added_tokens"]?.arrayValue ?? []
    let type = model["type"]?.stringValue ?? (model["merges"] == nil ? "" : "BPE")
    guard type == "BPE" else {
      throw FolderError.unsupported(
        "the tokenizer is \(type.isEmpty ? "of no known kind" : type), and byte pairs ('BPE') are run"
      )
    }
    for name in ["continuing_subword_prefix", "end_of_word_suffix"] {
      guard (model[name]?.stringValue ?? "").isEmpty else {
        throw FolderError.unsupported("tokenizers with a '\(name)' are not run")
      }
    }
    if model["dropout"]?.isNull == false, model["dropout"]?.doubleValue != 0 {
      throw FolderError.unsupported("tokenizers with dropout are not run")
    }
    try normalizer(json["normalizer"] ?? .null)
    try preTokenizer(json["pre_tokenizer"] ?? .null)
    guard isByteLevel || writesSpaces else {
      throw FolderError.unsupported("the tokenizer works neither on bytes nor on '▁'")
    }
  }

  private mutating func normalizer(_ json: JSON) throws {
    switch json["type"]?.stringValue {
    case nil: return
    case "Sequence":
      for part in json["normalizers"]?.arrayValue ?? [] { try normalizer(part) }
    case "NFC": composes = true
    case "Prepend" where json["prepend"]?.stringValue == "\u{2581}": prefix = .always
    case "Replace"
    where json["pattern"]?["String"]?.stringValue == " "
      && json["content"]?.stringValue == "\u{2581}":
      writesSpaces = true
    case let other?:
      throw FolderError.unsupported("the normalizer '\(other)' of 'tokenizer.json' is not run")
    }
  }

  private mutating func preTokenizer(_ json: JSON) throws {
    switch json["type"]?.stringValue {
    case nil: return
    case "Sequence":
      for part in json["pretokenizers"]?.arrayValue ?? [] { try preTokenizer(part) }
    case "ByteLevel":
      isByteLevel = true
      addsSpace = addsSpace || json["add_prefix_space"]?.boolValue ?? true
      if json["use_regex"]?.boolValue ?? true {
        stages.append(
          try .init(
            #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#))
      }
    case "Digits":
      let each = json["individual_digits"]?.boolValue ?? false
      stages.append(try .init(each ? #"\p{N}"# : #"\p{N}+"#))
    case "Metaspace": try metaspace(json)
    case "Split": try split(json)
    case let other?:
      throw FolderError.unsupported("the pre-tokenizer '\(other)' of 'tokenizer.json' is not run")
    }
  }

  private mutating func metaspace(_ json: JSON) throws {
    guard json["replacement"]?.stringValue == "\u{2581}", json["split"]?.boolValue == false else {
      throw FolderError.unsupported("the pre-tokenizer 'Metaspace' that splits texts is not run")
    }
    writesSpaces = true
    switch json["prepend_scheme"]?.stringValue ?? "always" {
    case "always": prefix = .missing
    case "first": prefix = .first
    default: prefix = .none
    }
  }

  private mutating func split(_ json: JSON) throws {
    // Once spaces are '▁', there is nothing left to split at.
    let text = json["pattern"]?["String"]?.stringValue
    if writesSpaces, text == " " { return }
    var pattern = json["pattern"]?["Regex"]?.stringValue
    if let text { pattern = Self.escaped(text) }
    guard let pattern else {
      throw FolderError.unsupported("a 'Split' of 'tokenizer.json' has no pattern")
    }
    let behavior: PatternCutting.Behavior
    switch json["behavior"]?.stringValue {
    case "Isolated": behavior = .isolated
    case "MergedWithPrevious": behavior = .mergedWithPrevious
    case "MergedWithNext": behavior = .mergedWithNext
    case "Contiguous": behavior = .contiguous
    // What lies between matches is dropped; where a pattern leaves nothing out, that is nothing.
    case "Removed" where json["invert"]?.boolValue == true: behavior = .isolated
    case let other:
      throw FolderError.unsupported(
        "a 'Split' that is '\(other ?? "")' is not run ('tokenizer.json')")
    }
    guard json["invert"]?.boolValue != true || behavior == .isolated else {
      throw FolderError.unsupported("a 'Split' that is inverted is not run ('tokenizer.json')")
    }
    stages.append(try .init(pattern, behavior))
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80, !scalar.isLetterOrDigit { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  // MARK: - Vocabulary

  /// Tokens by id, those of the model and added ones.
  private func vocabulary() throws -> [[UInt8]?] {
    guard let members = model["vocab"]?.objectValue?.members else {
      throw FolderError.unreadable("tokenizer.json", problem: "'vocab' is missing")
    }
    var tokens: [[UInt8]?] = []
    func put(_ text: [UInt8], _ id: Int?) throws {
      guard let id, (0..<MergeTable.limit - 1).contains(id) else {
        throw FolderError.unreadable("tokenizer.json", problem: "a token has no valid id")
      }
      while tokens.count <= id { tokens.append(nil) }
      tokens[id] = text
    }
    for member in members { try put(Array(member.key.utf8), member.value.intValue) }
    for token in added {
      try put(Array((token["content"]?.stringValue ?? "").utf8), token["id"]?.intValue)
    }
    return tokens
  }

  /// The added tokens by id.
  private func addedTokens() throws -> [Int: (token: SpecialToken, isSpecial: Bool)] {
    var result: [Int: (SpecialToken, Bool)] = [:]
    for token in added {
      guard let id = token["id"]?.intValue, let text = token["content"]?.stringValue else {
        throw FolderError.unreadable("tokenizer.json", problem: "an added token cannot be read")
      }
      guard token["single_word"]?.boolValue != true else {
        throw FolderError.unsupported("added tokens that must be whole words are not run")
      }
      result[id] = (
        SpecialToken(
          text: text, id: id, takesSpaceBefore: token["lstrip"]?.boolValue ?? false,
          takesSpaceBehind: token["rstrip"]?.boolValue ?? false),
        token["special"]?.boolValue ?? false
      )
    }
    return result
  }

  /// The merges, each as two spellings.
  private func merges() throws -> [(left: [UInt8], right: [UInt8])] {
    try (model["merges"]?.arrayValue ?? []).map { merge in
      if let pair = merge.arrayValue?.compactMap(\.stringValue), pair.count == 2 {
        return (Array(pair[0].utf8), Array(pair[1].utf8))
      }
      let parts = (merge.stringValue ?? "").utf8.split(
        separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw FolderError.unreadable("tokenizer.json", problem: "a merge joins no two tokens")
      }
      return (Array(parts[0]), Array(parts[1]))
    }
  }

  func bytePairs() throws -> any Tokenizer {
    let named = try addedTokens()
    var builder = GPT2VocabularyBuilder()
    for (id, token) in try vocabulary().enumerated() {
      guard let token else {
        try builder.add([], .unused)
        continue
      }
      let own = named[id]
      try builder.add(
        token, own.map { $0.isSpecial ? .special : .added } ?? .normal,
        takesSpaceBefore: own?.token.takesSpaceBefore ?? false,
        takesSpaceBehind: own?.token.takesSpaceBehind ?? false)
    }
    var merger = builder.mergeBuilder()
    let space = UInt8(ascii: " ")
    for merge in try merges() { try merger.add(merge.left + [space] + merge.right) }
    return merger.tokenizer(
      name: "tokenizer.json", preTokenizer: .none,
      cutting: stages.isEmpty ? nil : PatternCutting(stages: stages), addsSpace: addsSpace,
      composes: composes, matchesWholePieces: model["ignore_merges"]?.boolValue ?? false)
  }

  func pieces() throws -> any Tokenizer {
    guard stages.isEmpty, !composes else {
      throw FolderError.unsupported("a tokenizer over '▁' that cuts texts besides is not run")
    }
    let named = try addedTokens()
    let tokens = try vocabulary()
    let falls = model["byte_fallback"]?.boolValue ?? false
    let unknown = model["unk_token"]?.stringValue
    var kinds: [Int] = []
    for (id, token) in tokens.enumerated() {
      if let own = named[id] {
        kinds.append(own.isSpecial ? 3 : 4)
      } else if let token {
        kinds.append(falls && PieceVocabulary.isByte(token) ? 6 : 1)
      } else {
        kinds.append(5)
      }
    }
    let vocabulary = PieceVocabulary(
      tokens.map { $0 ?? [] }, kinds: kinds, tokens: named.mapValues(\.token))
    var ids: [[UInt8]: Int] = [:]
    for (id, token) in tokens.enumerated() { if let token { ids[token] = id } }
    let order = try merges().map { merge in
      guard let left = ids[merge.left], let right = ids[merge.right] else {
        throw FolderError.unreadable("tokenizer.json", problem: "a merge joins no two tokens")
      }
      return (left: left, right: right)
    }
    return SentencePieceTokenizer(
      name: "tokenizer.json", spellings: vocabulary.spellings, order: .merges(order),
      byteIDs: falls ? vocabulary.byteIDs : Array(repeating: nil, count: 256),
      unknownID: unknown.flatMap { ids[Array($0.utf8)] }, specialTokens: vocabulary.special,
      addedTokens: vocabulary.added, prefix: prefix)
  }
}

extension Unicode.Scalar {
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(value) || (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value)
  }
}
