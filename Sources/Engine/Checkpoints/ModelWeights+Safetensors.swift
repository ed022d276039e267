import Bedrock
import Numerics

extension ModelWeights {
  /// The key under which a file's metadata hold the configuration, in the words of `config.json`.
  public static let configurationKey = "config"

  /// The weights as a safetensors file, with their configuration among its metadata.
  public func safetensors(
    format: TensorFormat = .f32, metadata: [(key: String, value: String)] = []
  ) -> [UInt8] {
    Safetensors.encode(
      storedTensors(), metadata: configuration.ownMetadata + metadata, format: format)
  }

  /// The tensors under their names in files.
  public func storedTensors() -> [(name: String, tensor: Tensor)] {
    var first = 0
    return configuration.storedTensors.map { stored in
      let parts = Array(tensors[first..<first + stored.parameters.count])
      first += parts.count
      let joined = parts.count == 1 ? parts[0] : Tensor.joiningRows(parts)
      return (stored.name, stored.isTransposed ? joined.transposedMatrix() : joined)
    }
  }

  /// The weights of a file, with the configuration given or else that among its metadata.
  ///
  /// Names may lack GPT-2's leading `transformer.`, as in files of the bare model. Throws if a tensor
  /// is missing, unknown or has another shape; tables that are no weights (masks, rotary frequencies,
  /// the state of a training) are passed over, and so is an output projection where it is tied.
  public init(
    _ file: Safetensors, configuration: ModelConfiguration? = nil
  ) throws {
    let configuration = try configuration ?? Self.configuration(of: file)
    try configuration.validate()
    var tensors: [Tensor] = []
    var known: Set<String> = []
    for stored in configuration.storedTensors {
      let name = Self.name(of: stored, in: file)
      guard let entry = file[name] else { throw ModelError.missingTensor(stored.name) }
      let expected = configuration.shape(of: stored)
      guard entry.shape == expected else {
        throw ModelError.wrongShape(name: name, shape: entry.shape, expected: expected)
      }
      known.insert(name)
      let tensor = try file.tensor(name)
      let matrix = stored.isTransposed ? tensor.transposedMatrix() : tensor
      tensors += matrix.splitRows(stored.parameters.map { configuration.shape(of: $0) })
    }
    for entry in file.entries where !known.contains(entry.name) {
      guard Self.isPassedOver(entry.name, configuration) else {
        throw ModelError.unknownTensor(entry.name)
      }
    }
    try self.init(configuration: configuration, tensors: tensors)
  }

  /// The configuration among a file's metadata.
  public static func configuration(of file: Safetensors) throws -> ModelConfiguration {
    guard let text = file.metadataValue(configurationKey) else {
      throw ModelError.configuration("the file has none, and none was given")
    }
    return try ModelConfiguration(json: JSON(parsing: text))
  }

  private static func name(of stored: StoredTensor, in file: Safetensors) -> String {
    let prefix = "transformer."
    guard file[stored.name] == nil, stored.name.utf8.starts(with: prefix.utf8) else {
      return stored.name
    }
    return String(decoding: stored.name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }

  private static func isPassedOver(_ name: String, _ configuration: ModelConfiguration) -> Bool {
    if name.utf8.starts(with: "training.".utf8) { return true }
    if name == "lm_head.weight" { return configuration.tiesEmbeddings }
    let endings = [".attn.bias", ".attn.masked_bias", "rotary_emb.inv_freq"]
    return endings.contains { name.utf8.reversed().starts(with: $0.utf8.reversed()) }
  }
}

extension ModelConfiguration {
  /// What a file's metadata say of the model.
  fileprivate var ownMetadata: [(key: String, value: String)] {
    [
      (key: "format", value: "pt"),
      (key: ModelWeights.configurationKey, value: json.serialized()),
    ]
  }

  /// What stands before the numbers in a safetensors file of such a model.
  func safetensorsHeader(
    format: TensorFormat, metadata: [(key: String, value: String)]
  ) -> [UInt8] {
    Safetensors.header(
      storedTensors.map { stored in
        let shape = shape(of: stored)
        return (stored.name, shape, format)
      }, metadata: ownMetadata + metadata)
  }
}
