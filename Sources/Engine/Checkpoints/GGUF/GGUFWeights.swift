import Bedrock
import Numerics

/// The weights of a GGUF file, decoded when they are asked for.
///
/// That every tensor is there, in its shape and in a type that is read, is checked at the start, so
/// that nothing can go wrong later; a tensor that such a model does not have is an error. Rows of
/// queries and keys stay in the order of the file: the configuration's layout says which are pairs.
struct GGUFWeights: WeightSource {
  let configuration: ModelConfiguration
  private let file: GGUFFile
  /// Where each parameter's numbers lie.
  private let places: [Parameter: Place]

  /// Some rows of a tensor.
  private struct Place {
    let tensor: String
    /// Nil for all.
    let rows: Range<Int>?
  }

  init(_ file: GGUFFile) throws {
    self.file = file
    let architecture = try GGUFArchitecture(of: file)
    let configuration = try architecture.configuration(file)
    self.configuration = configuration
    var places: [Parameter: Place] = [:]
    var known: Set<String> = architecture.rotaryTensors
    for stored in architecture.tensors(of: configuration, in: file) {
      guard let entry = file.entry(stored.name) else {
        throw ModelError.missingTensor(stored.name)
      }
      let expected = configuration.shape(of: stored)
      guard entry.shape == expected || [1] + entry.shape == expected else {
        throw ModelError.wrongShape(name: stored.name, shape: entry.shape, expected: expected)
      }
      try entry.checkReadable()
      known.insert(stored.name)
      var first = 0
      for parameter in stored.parameters {
        let rows = configuration.shape(of: parameter)[0]
        let isWhole = stored.parameters.count == 1
        places[parameter] = Place(
          tensor: stored.name, rows: isWhole ? nil : first..<first + rows)
        first += rows
      }
    }
    for entry in file.entries where !known.contains(entry.name) {
      throw ModelError.unknownTensor(entry.name)
    }
    self.places = places
  }

  func tensor(of parameter: Parameter) throws -> Tensor? {
    guard let place = places[parameter] else { return nil }
    let whole = try file.tensor(place.tensor)
    let shape = configuration.shape(of: parameter)
    // Parts of one tensor are matrices or vectors, side by side along the axis of outputs.
    let part = place.rows.map { whole.part($0) } ?? whole
    return part.shape == shape ? part : try part.reshaped(shape)
  }
}

extension Tensor {
  /// Some positions of the first axis of a vector or matrix.
  fileprivate func part(_ range: Range<Int>) -> Tensor {
    rank == 1 ? Tensor(Array(elements[range])) : rows(range)
  }
}

extension GGUFWeights {
  func blocks(of parameter: Parameter) throws -> StoredBlocks? {
    guard let place = places[parameter], let entry = file.entry(place.tensor),
      let format = entry.type.blockFormat
    else { return nil }
    var range = entry.range
    if let rows = place.rows {
      // Every row is whole blocks.
      let size = entry.range.count / entry.shape[0]
      let first = entry.range.lowerBound + rows.lowerBound * size
      range = first..<first + rows.count * size
    }
    return StoredBlocks(
      format, shape: configuration.shape(of: parameter), bytes: file.bytes, range: range)
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

extension GGUFArchitecture {
  /// Tensors that the rotation was read from.
  fileprivate var rotaryTensors: Set<String> {
    var names: Set<String> = []
    if readsRotaryDivisors { names.insert("rope_freqs.weight") }
    if readsRotaryDivisors || name == "phi3" {
      names.formUnion(["rope_factors_long.weight", "rope_factors_short.weight"])
    }
    return names
  }

  /// The tensors that hold a model's parameters.
  fileprivate func tensors(
    of model: ModelConfiguration, in file: GGUFFile
  ) -> [StoredTensor] {
    model.namedTensors.flatMap { stored -> [StoredTensor] in
      guard let parameter = stored.parameters.first else { return [] }
      guard case .layer(let layer, let part) = parameter else {
        return [StoredTensor(parameter.nameInGGUF, parameter)]
      }
      return tensors(layer, part, in: file)
    }
  }

  /// The tensor that begins with a part of a layer; none where another one holds it, too.
  private func tensors(_ layer: Int, _ part: LayerParameter, in file: GGUFFile) -> [StoredTensor] {
    func joined(_ name: String, _ parts: [LayerParameter]) -> [StoredTensor] {
      guard part == parts[0] else { return [] }
      return [StoredTensor("blk.\(layer).\(name)", of: parts.map { .layer(layer, $0) })]
    }
    func isThere(_ name: String) -> Bool { file.entry("blk.\(layer).\(name)") != nil }
    switch part {
    case .query, .key, .value:
      if isThere("attn_qkv.weight") { return joined("attn_qkv.weight", [.query, .key, .value]) }
    case .queryBias, .keyBias, .valueBias:
      if isThere("attn_qkv.bias") {
        return joined("attn_qkv.bias", [.queryBias, .keyBias, .valueBias])
      }
    case .gate, .up:
      if fusesGate { return joined("ffn_up.weight", [.gate, .up]) }
    default: break
    }
    return [StoredTensor("blk.\(layer).\(part.nameInGGUF)", .layer(layer, part))]
  }
}
