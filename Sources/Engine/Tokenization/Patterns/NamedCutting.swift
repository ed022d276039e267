/// The cuttings that llama.cpp knows by name (`tokenizer.ggml.pre`), with what goes with each.
///
/// The patterns are llama.cpp's own, in which every class of letters is that of all letters and only
/// ASCII has cases; two classes that it writes with a look ahead are written as sets here.
struct NamedCutting: Sendable {
  let names: [String]
  /// The patterns, each cutting what those before it left.
  let patterns: [String]
  /// Whether a piece that is a token becomes it whatever the merges say.
  var matchesWholePieces = false
  /// Whether a start token stands before a text where the file does not say.
  var addsStart = false

  static func named(_ name: String) -> NamedCutting? { all.first { $0.names.contains(name) } }

  /// The cutting. The patterns are constants that a test reads.
  func cutting() throws(PatternError) -> PatternCutting {
    var stages: [PatternCutting.Stage] = []
    for pattern in patterns {
      stages.append(try PatternCutting.Stage(pattern, .isolated, dialect: .llama))
    }
    return PatternCutting(name: names[0], stages: stages)
  }

  static let all: [NamedCutting] = [
    NamedCutting(
      names: ["default"],
      patterns: [#"[\p{P}\$\+<=>\^~\|]+"#, Part.gpt2, #"\p{N}+"#, "[0-9][0-9][0-9]"]),
    NamedCutting(
      names: [
        "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2",
        "jina-v5-nano",
      ], patterns: [Part.llama3(digits: #"\p{N}{1,3}"#)], matchesWholePieces: true,
      addsStart: true),
    NamedCutting(
      names: ["dbrx", "smaug-bpe", "chatglm-bpe"],
      patterns: [Part.llama3(digits: #"\p{N}{1,3}"#)]),
    NamedCutting(
      names: ["glm4", "glm5"], patterns: [Part.llama3(digits: #"\p{N}{1,3}"#)],
      matchesWholePieces: true),
    NamedCutting(
      names: [
        "qwen2", "deepseek-r1-qwen", "kormo", "f2llmv2", "megrez", "stablelm2", "hunyuan",
        "solar-open", "grok-2",
      ], patterns: [Part.llama3(digits: #"\p{N}"#)]),
    NamedCutting(
      names: ["laguna"], patterns: [#"[^\n]+|[\n]+"#, Part.llama3(digits: #"\p{N}"#)]),
    NamedCutting(
      names: ["minicpm5"], patterns: [#"\p{N}{1,3}"#, Part.llama3(digits: #"\p{N}+"#)],
      matchesWholePieces: true),
    NamedCutting(
      names: ["qwen35"],
      patterns: [
        Part.contractions + #"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}"#
          + #"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
      ]),
    NamedCutting(
      names: ["ufakzeka"],
      patterns: [
        #"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
      ]),
    NamedCutting(
      names: ["jais-2"],
      patterns: [
        Part.contractions + #"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"#
          + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|"#
          + [512, 256, 128, 64, 32, 16, 8, 4].map { #"\s{\#($0)}(?!\S)|"# }.joined()
          + #"\s{1,2}(?!\S)|\s{1}"#
      ]),
    NamedCutting(
      names: ["seed-coder"],
      patterns: [
        Part.contractions + #"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1}"#
          + #"| ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+(?!\S)|\s+"#
      ]),
    NamedCutting(
      names: ["bailingmoe", "bailingmoe2", "llada-moe"],
      patterns: [
        #"'(?:[sSdDmMtT]|[lL][lL]|[vV][eE]|[rR][eE])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"#
          + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"#
      ]),
    NamedCutting(
      names: ["exaone-moe"],
      patterns: [
        Part.contractions
          + #"|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}"#
          + #"| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+"#
      ]),
    NamedCutting(
      names: ["gpt-4o", "llama4", "kanana2", "talkie", "minimax-m2"],
      patterns: [Part.words(Part.contractions + "?", digits: #"\p{N}{1,3}"#)]),
    NamedCutting(
      names: ["tekken"], patterns: [Part.words("", digits: #"\p{N}"#)],
      matchesWholePieces: true, addsStart: true),
    NamedCutting(
      names: ["deepseek-llm"],
      patterns: [
        "[\r\n]", #"\s?["# + Part.deepSeekLetters + "]+",
        "\\s?[!-/:-~\u{FF01}-\u{FF0F}\u{FF1A}-\u{FF5E}\u{2018}-\u{201F}\u{3001}-\u{3002}]+",
        #"\s+$"#, Part.deepSeekScripts,
        #"\p{N}+"#,
      ]),
    NamedCutting(
      names: ["deepseek-coder"],
      patterns: [
        "[\r\n]", #"\s?\p{L}+"#, #"\s?\p{P}+"#,
        Part.deepSeekScripts, #"\p{N}"#,
      ]),
    NamedCutting(
      names: ["deepseek-v3", "hunyuan-dense", "joyai-llm", "hy_v4"],
      patterns: [
        #"\p{N}{1,3}"#, Part.chineseAndJapanese,
        Part.symbolWords + #"| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#,
      ]),
    NamedCutting(
      names: ["spark2_5"],
      patterns: [
        #"\p{N}{1,3}"#, Part.chineseAndJapanese,
        Part.symbolWords + #"| ?[\p{P}\p{S}]+|[\r\n]|\s+(?!\S)|\s+"#, #"\p{N}"#,
      ]),
    NamedCutting(
      names: ["youtu"],
      patterns: [
        "[\u{AC00}-\u{D7A3}\u{3131}-\u{318E}]+"
          + "|[\u{FF01}\u{2026}\u{201C}\u{201D}\u{2018}\u{2019}\u{2014}\u{FF1A}\u{FF1B}\u{FF0C}"
          + "\u{3001}-\u{303F}\u{FE30}-\u{FE4F}]+|[\u{3105}-\u{312F}]+|" + Part.chineseAndJapanese,
        Part.words(Part.contractions + "?", digits: #"\p{N}"#, letters: #"[\p{L}\p{M}]"#),
      ], matchesWholePieces: true),
    NamedCutting(
      names: ["falcon"],
      patterns: [#"[\p{P}\$\+<=>\^~\|`]+"#, Part.gpt2, "[0-9][0-9][0-9]"]),
    NamedCutting(
      names: ["poro-chat", "bloom", "gpt3-finnish"], patterns: [Part.poro]),
    NamedCutting(names: ["viking"], patterns: [Part.poro, #"\p{N}"#]),
  ]
}

/// Parts that several patterns share.
private enum Part {
  static let contractions =
    "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"

  static let gpt2 =
    #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

  static func llama3(digits: String) -> String {
    contractions + #"|[^\r\n\p{L}\p{N}]?\p{L}+|"# + digits
      + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  }

  /// Words that are cut where capitals begin, with `end` after each; or that are runs of `letters`.
  static func words(_ end: String, digits: String, letters: String? = nil) -> String {
    let (capitals, small) = (letters ?? #"[^\P{L}a-z]"#, letters ?? #"[^\P{L}A-Z]"#)
    let lead = #"[^\r\n\p{L}\p{N}]?"#
    return "\(lead)\(capitals)*\(small)+\(end)|\(lead)\(capitals)+\(small)*\(end)|\(digits)"
      + #"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  }

  static let symbolWords =
    ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"##

  static let chineseAndJapanese =
    "[\u{4E00}-\u{9FA5}\u{3040}-\u{309F}\u{30A0}-\u{30FF}]+"

  /// Beyond U+0800, without white space: what llama.cpp looks at has a tab in the place of each.
  static let deepSeekScripts =
    "[\u{4E00}-\u{9FA5}\u{800}-\u{167F}\u{1681}-\u{1FFF}\u{200B}-\u{2027}\u{202A}-\u{202E}"
    + "\u{2030}-\u{205E}\u{2060}-\u{2FFF}\u{3001}-\u{4E00}\u{AC00}-\u{D7FF}]+"

  static let poro =
    " ?[^(\\s|.,!?\u{2026}\u{3002}\u{FF0C}\u{3001}\u{964}\u{6D4}\u{60C})]+"

  /// The letters with cases, as DeepSeek's pattern lists them.
  static let deepSeekLetters = """
    A-Za-z\u{B5}\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{1BA}\u{1BC}-\u{1BF}\u{1C4}-\u{293}\
    \u{295}-\u{2AF}\u{370}-\u{373}\u{376}\u{377}\u{37B}-\u{37D}\u{37F}\u{386}\
    \u{388}-\u{38A}\u{38C}\u{38E}-\u{3A1}\u{3A3}-\u{3F5}\u{3F7}-\u{481}\u{48A}-\u{52F}\
    \u{531}-\u{556}\u{10A0}-\u{10C5}\u{13A0}-\u{13F5}\u{13F8}-\u{13FD}\u{1C90}-\u{1CBA}\
    \u{1CBD}-\u{1CBF}\u{1D00}-\u{1D2B}\u{1D6B}-\u{1D77}\u{1D79}-\u{1D9A}\
    \u{1E00}-\u{1F15}\u{1F18}-\u{1F1D}\u{1F20}-\u{1F45}\u{1F48}-\u{1F4D}\
    \u{1F50}-\u{1F57}\u{1F59}\u{1F5B}\u{1F5D}\u{1F5F}-\u{1F7D}\u{1F80}-\u{1FB4}\
    \u{1FB6}-\u{1FBC}\u{1FBE}\u{1FC2}-\u{1FC4}\u{1FC6}-\u{1FCC}\u{1FD0}-\u{1FD3}\
    \u{1FD6}-\u{1FDB}\u{1FE0}-\u{1FEC}\u{1FF2}-\u{1FF4}\u{1FF6}-\u{1FFC}\u{2102}\u{2107}\
    \u{210A}-\u{2113}\u{2115}\u{2119}-\u{211D}\u{2124}\u{2126}\u{2128}\u{212A}-\u{212D}\
    \u{212F}-\u{2134}\u{2139}\u{213C}-\u{213F}\u{2145}-\u{2149}\u{214E}\u{2183}\u{2184}\
    \u{2C00}-\u{2C7B}\u{2C7E}-\u{2CE4}\u{2CEB}-\u{2CEE}\u{2CF2}\u{2CF3}\u{A640}-\u{A66D}\
    \u{A680}-\u{A69B}\u{A722}-\u{A76F}\u{A771}-\u{A787}\u{A78B}-\u{A78E}\
    \u{AB70}-\u{ABBF}\u{FB00}-\u{FB06}\u{FB13}-\u{FB17}\u{FF21}-\u{FF3A}\
    \u{FF41}-\u{FF5A}\u{10400}-\u{1044F}\u{104B0}-\u{104D3}\u{104D8}-\u{104FB}\
    \u{10C80}-\u{10CB2}\u{10CC0}-\u{10CF2}\u{118A0}-\u{118DF}\u{1E900}-\u{1E943}
    """
}
