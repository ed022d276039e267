import Bedrock
import Numerics

/// The weights of a GGUF file of the architecture `llama`, decoded when they are asked for.
///
/// That every tensor is there, in its shape and in a type that is read, is checked at the start, so
/// that nothing can go wrong later. Rows of queries and keys stay in the order of the file, in which
/// rotary pairs are neighbours: the configuration's layout is `interleaved`.
struct GGUFWeights: WeightSource {
  let configuration: ModelConfiguration
  private let file: GGUFFile

  init(_ file: GGUFFile) throws {
    self.file = file
    configuration = try ModelConfiguration(file)
    var known: Set<String> = ["rope_freqs.weight"]
    for parameter in configuration.parameters {
      let name = parameter.nameInGGUF
      guard let entry = file.entry(name) else { throw ModelError.missingTensor(name) }
      let expected = configuration.shape(of: parameter)
      guard entry.shape == expected else {
        throw ModelError.wrongShape(name: name, shape: entry.shape, expected: expected)
      }
      try entry.checkReadable()
      known.insert(name)
    }
    for entry in file.entries where !known.contains(entry.name) {
      throw ModelError.unknownTensor(entry.name)
    }
  }

  func tensor(of parameter: Parameter) throws -> Tensor? {
    let name = parameter.nameInGGUF
    return file.entry(name) == nil ? nil : try file.tensor(name)
  }
}

extension GGUFWeights {
  func blocks(of parameter: Parameter) throws -> StoredBlocks? {
    guard let entry = file.entry(parameter.nameInGGUF), let format = entry.type.blockFormat
    else { return nil }
    return StoredBlocks(format, shape: entry.shape, bytes: file.bytes, range: entry.range)
  }
}

extension GGUFTensorType {
  /// The blocks that products are computed from; nil for what is spread out first.
  package var blockFormat: PackedFormat? {
    switch self {
    case .q4_0: .q4_0
    case .q4_1: .q4_1
    case .q5_0: .q5_0
    case .q5_1: .q5_1
    case .q8_0: .q8_0
    case .q2_K: .q2_K
    case .q3_K: .q3_K
    case .q4_K: .q4_K
    case .q5_K: .q5_K
    case .q6_K: .q6_K
    case .f16: .f16
    case .bf16: .bf16
    default: nil
    }
  }
}

extension GGUFFile.Entry {
  fileprivate func checkReadable() throws(GGUFError) {
    guard type.isReadable else {
      throw .unsupported(
        "the tensor '\(name)' is stored as \(type.name), which is not read;"
          + " \(GGUFTensorType.readableNames) are")
    }
  }
}

extension GGUFFile {
  /// A tensor's numbers as floats. Throws if there is none of this name or its type is not read.
  public func tensor(_ name: String) throws -> Tensor {
    guard let entry = entry(name) else { throw ModelError.missingTensor(name) }
    try entry.checkReadable()
    var result = Tensor(zeros: entry.shape)
    bytes.withUnsafeBytes { raw in
      let source = UnsafeRawBufferPointer(rebasing: raw[entry.range])
      result.withMutableElements { elements in entry.type.decode(source, into: &elements) }
    }
    return result
  }
}

extension Parameter {
  /// What llama.cpp calls it.
  var nameInGGUF: String {
    switch self {
    case .tokenEmbedding: "token_embd.weight"
    case .positionEmbedding: "position_embd.weight"
    case .finalNorm: "output_norm.weight"
    case .finalNormBias: "output_norm.bias"
    case .output: "output.weight"
    case .layer(let layer, let part): "blk.\(layer).\(part.nameInGGUF)"
    }
  }
}

extension LayerParameter {
  fileprivate var nameInGGUF: String {
    switch self {
    case .attentionNorm: "attn_norm.weight"
    case .attentionNormBias: "attn_norm.bias"
    case .query: "attn_q.weight"
    case .queryBias: "attn_q.bias"
    case .key: "attn_k.weight"
    case .keyBias: "attn_k.bias"
    case .value: "attn_v.weight"
    case .valueBias: "attn_v.bias"
    case .attentionOutput: "attn_output.weight"
    case .attentionOutputBias: "attn_output.bias"
    case .feedForwardNorm: "ffn_norm.weight"
    case .feedForwardNormBias: "ffn_norm.bias"
    case .gate: "ffn_gate.weight"
    case .up: "ffn_up.weight"
    case .upBias: "ffn_up.bias"
    case .down: "ffn_down.weight"
    case .downBias: "ffn_down.bias"
    }
  }
}
