import Bedrock
import Notebook

/// Published models whose sizes a lab can name.
enum KnownArchitectures {
  struct Entry: Sendable {
    /// As a lab writes it.
    let name: String
    let architecture: Architecture
    /// The number of parameters that its published weights have.
    let published: Int
  }

  static let names = all.map(\.name)

  static func named(_ name: String) -> Entry? { all.first { $0.name == name } }

  /// Sizes from the published `config.json` of each, totals from its published weights.
  static let all: [Entry] = [
    gpt2("gpt2", "GPT-2 small", width: 768, layers: 12, heads: 12, 124_439_808),
    gpt2("gpt2-medium", "GPT-2 medium", width: 1024, layers: 24, heads: 16, 354_823_168),
    gpt2("gpt2-large", "GPT-2 large", width: 1280, layers: 36, heads: 20, 774_030_080),
    gpt2("gpt2-xl", "GPT-2 XL", width: 1600, layers: 48, heads: 25, 1_557_611_200),
    Entry(
      name: "smollm2-135m",
      architecture: Architecture(
        name: "SmolLM2-135M", width: 576, layers: 30, heads: 9, keyValueHeads: 3,
        hiddenWidth: 1536, vocabulary: 49_152, context: 8192, tiesEmbeddings: true),
      published: 134_515_008),
    qwen,
    Entry(
      name: "llama-3.2-1b",
      architecture: Architecture(
        name: "Llama-3.2-1B", width: 2048, layers: 16, heads: 32, keyValueHeads: 8,
        hiddenWidth: 8192, vocabulary: 128_256, context: 131_072, tiesEmbeddings: true),
      published: 1_235_814_400),
    Entry(
      name: "llama-2-7b",
      architecture: Architecture(
        name: "Llama-2-7B", width: 4096, layers: 32, heads: 32, hiddenWidth: 11_008,
        vocabulary: 32_000, context: 4096),
      published: 6_738_415_616),
    Entry(
      name: "mistral-7b",
      architecture: Architecture(
        name: "Mistral-7B", width: 4096, layers: 32, heads: 32, keyValueHeads: 8,
        hiddenWidth: 14_336, vocabulary: 32_000, context: 32_768),
      published: 7_241_732_096),
    Entry(
      name: "llama-3-8b",
      architecture: Architecture(
        name: "Llama-3-8B", width: 4096, layers: 32, heads: 32, keyValueHeads: 8,
        hiddenWidth: 14_336, vocabulary: 128_256, context: 8192),
      published: 8_030_261_248),
    Entry(
      name: "llama-2-70b",
      architecture: Architecture(
        name: "Llama-2-70B", width: 8192, layers: 80, heads: 64, keyValueHeads: 8,
        hiddenWidth: 28_672, vocabulary: 32_000, context: 4096),
      published: 68_976_648_192),
    Entry(
      name: "llama-3-70b",
      architecture: Architecture(
        name: "Llama-3-70B", width: 8192, layers: 80, heads: 64, keyValueHeads: 8,
        hiddenWidth: 28_672, vocabulary: 128_256, context: 8192),
      published: 70_553_706_496),
    Entry(
      name: "llama-3.1-405b",
      architecture: Architecture(
        name: "Llama-3.1-405B", width: 16_384, layers: 126, heads: 128, keyValueHeads: 8,
        hiddenWidth: 53_248, vocabulary: 128_256, context: 131_072),
      published: 405_853_388_800),
  ]

  private static var qwen: Entry {
    var architecture = Architecture(
      name: "Qwen2.5-0.5B", width: 896, layers: 24, heads: 14, keyValueHeads: 2,
      hiddenWidth: 4864, vocabulary: 151_936, context: 32_768, tiesEmbeddings: true)
    architecture.hasQueryKeyValueBiases = true
    return Entry(name: "qwen2.5-0.5b", architecture: architecture, published: 494_032_768)
  }

  private static func gpt2(
    _ name: String, _ title: String, width: Int, layers: Int, heads: Int, _ published: Int
  ) -> Entry {
    var architecture = Architecture(
      name: title, width: width, layers: layers, heads: heads, hiddenWidth: 4 * width,
      vocabulary: 50_257, context: 1024, tiesEmbeddings: true)
    architecture.isGated = false
    architecture.isLlamaLike = false
    architecture.hasBiases = true
    return Entry(name: name, architecture: architecture, published: published)
  }
}

extension ParameterType where T == [String] {
  /// Names of published models: one, or a list. A name with a point in it is put in quotes.
  static var architectures: Self {
    let strings = ParameterType<[String]>.strings
    return ParameterType(
      name: "published model, or list of them",
      allowed: KnownArchitectures.names.joined(separator: " | "), placeholder: [],
      text: strings.text, fingerprint: strings.fingerprint,
      decode: { atom, evaluator in
        if case .list(let elements, _) = atom {
          return try elements.map { try name($0, evaluator) }
        }
        if case .path(let path) = atom, path.steps.isEmpty,
          KnownArchitectures.named(path.root.text) != nil
        {
          return [path.root.text]
        }
        if case .path(let path) = atom, evaluator.environment[path.root.text] != nil,
          case .list(let values) = try evaluator.evaluate(atom)
        {
          return try values.map { value in
            guard case .string(let text) = value else {
              throw ParameterMismatch("must be a list of names, but holds \(value.typeName)")
            }
            return try known(text)
          }
        }
        return [try name(atom, evaluator)]
      })
  }

  private static func name(_ atom: Atom, _ evaluator: Evaluator) throws -> String {
    if case .path(let path) = atom, path.steps.isEmpty,
      evaluator.environment[path.root.text] == nil
    {
      return try known(path.root.text)
    }
    guard case .string(let text) = try evaluator.evaluate(atom) else {
      throw ParameterMismatch("must be a name", at: atom.span)
    }
    return try known(text)
  }

  private static func known(_ name: String) throws -> String {
    guard KnownArchitectures.named(name) == nil else { return name }
    let suggestion = EditDistance.suggestion(for: name, among: KnownArchitectures.names)
    throw ParameterMismatch(
      "names no published model that is known here: '\(name)'"
        + (suggestion.map { "; did you mean '\($0)'?" } ?? ""), suggestion: suggestion)
  }
}
