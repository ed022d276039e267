import Bedrock
import Numerics

/// Metadata values of the kind that is wanted.
extension GGUFFile {
  /// A whole number from 0; `fallback` where the key is missing.
  func integer(_ key: String, default fallback: Int? = nil) throws(GGUFError) -> Int {
    guard let value = self[key] else {
      if let fallback { return fallback }
      throw .metadata(key, problem: "is missing")
    }
    guard case .integer(let number) = value, number >= 0, let number = Int(exactly: number) else {
      throw .metadata(key, problem: "is no whole number from 0")
    }
    return number
  }

  func number(_ key: String, default fallback: Double? = nil) throws(GGUFError) -> Double {
    switch self[key] {
    case .float(let number)?: return Double(number)
    case .double(let number)?: return number
    case .integer(let number)?: return Double(number)
    case nil:
      guard let fallback else { throw .metadata(key, problem: "is missing") }
      return fallback
    default: throw .metadata(key, problem: "is no number")
    }
  }

  func flag(_ key: String, default fallback: Bool) throws(GGUFError) -> Bool {
    switch self[key] {
    case .bool(let flag)?: return flag
    case nil: return fallback
    default: throw .metadata(key, problem: "is neither true nor false")
    }
  }

  public func text(_ key: String) throws(GGUFError) -> String? {
    switch self[key] {
    case .string(let text)?: return text
    case nil: return nil
    default: throw .metadata(key, problem: "is no text")
    }
  }
}

extension ModelConfiguration {
  /// The configuration that a GGUF file's metadata tell.
  ///
  /// Throws if the architecture is another than `llama`, or has what this engine does not.
  init(_ file: GGUFFile) throws {
    guard let architecture = try file.text("general.architecture") else {
      throw GGUFError.metadata("general.architecture", problem: "is missing")
    }
    guard architecture == "llama" else {
      throw GGUFError.unsupported(
        "GGUF files of the architecture 'llama' are run, and this one is '\(architecture)'")
    }
    guard let embedding = file.entry("token_embd.weight") else {
      throw ModelError.missingTensor("token_embd.weight")
    }
    guard try file.integer("llama.expert_count", default: 0) == 0 else {
      throw GGUFError.unsupported("mixtures of experts are not run")
    }
    let width = try file.integer("llama.embedding_length")
    let heads = try file.integer("llama.attention.head_count")
    let headWidth = try file.integer(
      "llama.attention.key_length", default: width / max(heads, 1))
    guard try file.integer("llama.attention.value_length", default: headWidth) == headWidth,
      try file.integer("llama.rope.dimension_count", default: headWidth) == headWidth
    else {
      throw GGUFError.unsupported(
        "values of another width than keys, or keys that are rotated in part, are not run")
    }
    self = .llama(
      vocabularySize: embedding.shape[0], width: width,
      layers: try file.integer("llama.block_count"), heads: heads,
      keyValueHeads: try file.integer("llama.attention.head_count_kv", default: heads),
      headWidth: headWidth, hiddenWidth: try file.integer("llama.feed_forward_length"),
      context: try file.integer("llama.context_length"), activation: .silu,
      normEpsilon: Float(try file.number("llama.attention.layer_norm_rms_epsilon")),
      tiesEmbeddings: file.entry("output.weight") == nil,
      rotaryBase: try file.number("llama.rope.freq_base", default: 10_000),
      rotaryLayout: .interleaved, rotaryScaling: try RotaryScaling(file, headWidth: headWidth))
    try validate()
    guard layers <= file.entries.count else {
      throw GGUFError.metadata(
        "llama.block_count", problem: "is \(layers): too many for the tensors")
    }
  }
}

extension RotaryScaling {
  /// The scaling that the metadata tell: none, linear, or a divisor for each frequency in the tensor
  /// `rope_freqs.weight`, as Llama 3.1's files have it.
  fileprivate init(_ file: GGUFFile, headWidth: Int) throws {
    let type = try file.text("llama.rope.scaling.type") ?? "none"
    let factor = try file.number("llama.rope.scaling.factor", default: 1)
    if file.entry("rope_freqs.weight") != nil {
      let divisors = try file.tensor("rope_freqs.weight").elements
      guard divisors.count == headWidth / 2, divisors.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        throw GGUFError.tensor(
          "rope_freqs.weight", problem: "it holds no divisor for each of \(headWidth / 2) pairs")
      }
      self = .divisors(divisors.map { Double($0) })
      return
    }
    switch type {
    case "none": self = .none
    case "linear" where factor > 0 && factor.isFinite:
      self = factor == 1 ? .none : .linear(factor: factor)
    default:
      throw GGUFError.unsupported("rotary scaling of the type '\(type)' is not run; 'linear' is")
    }
  }
}
