import Bedrock
import Numerics

/// The weights of a folder of Hugging Face's, read when they are asked for.
///
/// That every tensor is there and has its shape is checked at the start; one that such a model does not
/// have is an error.
struct FolderWeights: WeightSource {
  let configuration: ModelConfiguration
  private let shards: [Safetensors]
  /// In which file each tensor lies.
  private let places: [String: Int]
  private let sources: [Parameter: Source]

  /// How a parameter is made of tensors.
  private struct Source {
    /// The tensors, more than one where each is an expert's.
    let tensors: [String]
    /// Which of several parts, by their sizes along the axis of outputs.
    var part = 0
    var sizes: [Int] = []
    var isTransposed = false
    var addsOne = false
  }

  init(_ folder: ModelFolder) throws {
    let json = try folder.required("config.json")
    let (architecture, configuration) = try FolderArchitecture.configuration(json)
    self.configuration = configuration
    let files = try folder.shards()
    shards = files.map(\.file)
    var places: [String: Int] = [:]
    for (index, shard) in shards.enumerated() {
      for entry in shard.entries { places[entry.name] = index }
    }
    self.places = places
    sources =
      try architecture.map { try Self.sources($0, configuration, places) }
      ?? Self.gpt2Sources(configuration, places)
    try check()
  }

  private func entry(_ name: String) -> Safetensors.Entry? {
    places[name].flatMap { shards[$0][name] }
  }

  private func check() throws {
    var known: Set<String> = []
    for parameter in configuration.parameters {
      guard let source = sources[parameter] else {
        throw ModelError.missingTensor(configuration.name(of: parameter))
      }
      let expected = shape(of: parameter, source)
      for name in source.tensors {
        guard let entry = entry(name) else { throw ModelError.missingTensor(name) }
        guard entry.shape == expected else {
          throw ModelError.wrongShape(name: name, shape: entry.shape, expected: expected)
        }
        guard TensorFormat(rawValue: entry.format) != nil else {
          throw SafetensorsError.unsupportedFormat(name, format: entry.format)
        }
        known.insert(name)
      }
    }
    for shard in shards {
      for entry in shard.entries where !known.contains(entry.name) {
        guard isPassedOver(entry.name) else { throw ModelError.unknownTensor(entry.name) }
      }
    }
  }

  /// Tensors that are no weights, or that repeat others.
  private func isPassedOver(_ name: String) -> Bool {
    if name == "lm_head.weight" { return configuration.tiesEmbeddings }
    let endings = [".attn.bias", ".attn.masked_bias", "rotary_emb.inv_freq"]
    return endings.contains { name.utf8.reversed().starts(with: $0.utf8.reversed()) }
  }

  /// The shape of each of a parameter's tensors.
  private func shape(of parameter: Parameter, _ source: Source) -> [Int] {
    var shape = configuration.shape(of: parameter)
    if source.tensors.count > 1 { shape.removeFirst() }
    if !source.sizes.isEmpty {
      // Parts lie side by side on the axis of outputs: the first, or behind that of experts.
      shape[shape.count == 3 ? 1 : 0] = source.sizes.reduce(0, +)
    }
    return source.isTransposed ? shape.reversed() : shape
  }

  func tensor(of parameter: Parameter) throws -> Tensor? {
    guard let source = sources[parameter] else { return nil }
    let shape = configuration.shape(of: parameter)
    var parts: [Tensor] = []
    for name in source.tensors {
      guard let index = places[name] else { throw ModelError.missingTensor(name) }
      let tensor = try shards[index].tensor(name)
      parts.append(source.isTransposed ? tensor.transposedMatrix() : tensor)
    }
    var whole = parts.count == 1 ? parts[0] : Tensor.joiningRows(parts)
    if !source.sizes.isEmpty { whole = Self.part(of: whole, source) }
    if source.addsOne {
      whole.withMutableElements { elements in
        for index in elements.indices { elements[index] += 1 }
      }
    }
    return whole.shape == shape ? whole : try whole.reshaped(shape)
  }

  private static func part(of whole: Tensor, _ source: Source) -> Tensor {
    let first = source.sizes[..<source.part].reduce(0, +)
    let count = source.sizes[source.part]
    let (groups, rows) = whole.rank == 3 ? (whole.shape[0], whole.shape[1]) : (1, whole.shape[0])
    let width = whole.rank == 1 ? 1 : whole.width
    var result = Tensor(zeros: [groups * count, width])
    whole.withElements { from in
      result.withMutableElements { to in
        for group in 0..<groups {
          let start = (group * rows + first) * width
          for index in 0..<count * width {
            to[group * count * width + index] = from[start + index]
          }
        }
      }
    }
    return result
  }
}

// MARK: - Names

extension FolderWeights {
  private static func sources(
    _ architecture: FolderArchitecture, _ model: ModelConfiguration, _ places: [String: Int]
  ) throws -> [Parameter: Source] {
    var sources: [Parameter: Source] = [:]
    // Files of the bare model leave out what all names begin with.
    let isBare = places["embed_tokens.weight"] != nil
    for stored in model.namedTensors {
      guard let parameter = stored.parameters.first else { continue }
      let prefix = "model."
      let name =
        isBare && stored.name.utf8.starts(with: prefix.utf8)
        ? String(decoding: stored.name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
        : stored.name
      var source = Source(tensors: [name])
      if case .layer(let layer, let part) = parameter {
        if let own = architecture.names[part] {
          let start = "\(isBare ? "" : prefix)layers.\(layer)."
          source = Source(
            tensors: own.tensors(behind: start, experts: model.experts?.count ?? 0),
            part: own.part, sizes: own.parts.map { model.outputs(of: $0) })
        }
        source.addsOne = architecture.normsAddOne && part.isNormWeight
      } else if parameter == .finalNorm {
        source.addsOne = architecture.normsAddOne
      }
      sources[parameter] = source
    }
    return sources
  }

  /// GPT-2's maps are transposed, and queries, keys and values are one.
  private static func gpt2Sources(
    _ model: ModelConfiguration, _ places: [String: Int]
  ) -> [Parameter: Source] {
    var sources: [Parameter: Source] = [:]
    let prefix = "transformer."
    let isBare = places["wte.weight"] != nil
    for stored in model.storedTensors {
      let name =
        isBare && stored.name.utf8.starts(with: prefix.utf8)
        ? String(decoding: stored.name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
        : stored.name
      let sizes = stored.parameters.map { model.shape(of: $0)[0] }
      for (index, parameter) in stored.parameters.enumerated() {
        sources[parameter] = Source(
          tensors: [name], part: index, sizes: sizes.count > 1 ? sizes : [],
          isTransposed: stored.isTransposed)
      }
    }
    return sources
  }
}

extension FolderTensor {
  /// The tensors' whole names.
  fileprivate func tensors(behind start: String, experts: Int) -> [String] {
    guard let star = name.utf8.firstIndex(of: UInt8(ascii: "*")) else { return [start + name] }
    let (before, after) = (name[..<star], name[name.utf8.index(after: star)...])
    return (0..<experts).map { "\(start)\(before)\($0)\(after)" }
  }
}

extension ModelConfiguration {
  /// How many numbers a part of a layer gives, which is the axis that joined tensors are cut along.
  fileprivate func outputs(of part: LayerParameter) -> Int {
    let shape = shape(of: .layer(0, part))
    return shape.count == 3 ? shape[1] : shape.first ?? 0
  }
}

extension LayerParameter {
  fileprivate var isNormWeight: Bool {
    switch self {
    case .attentionNorm, .feedForwardNorm, .queryNorm, .keyNorm, .attentionPostNorm,
      .feedForwardPostNorm:
      true
    default: false
    }
  }
}
