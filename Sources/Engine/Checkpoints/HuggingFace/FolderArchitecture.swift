import Bedrock
import Numerics

/// How a folder's `config.json` tells a model of one kind.
struct FolderArchitecture: Sendable {
  /// What `model_type` says.
  let name: String
  /// The GGUF architecture whose file here names the same model.
  var activation = Activation.silu
  /// Whether norms multiply by 1 + weight, as Gemma's do.
  var normsAddOne = false
  /// Other names than Llama's for the parts of a layer.
  var names: [LayerParameter: FolderTensor] = [:]
  var configure:
    @Sendable (_ keys: ConfigurationReader, _ model: inout ModelConfiguration) throws -> Void = {
      _, _ in
    }

  static let all: [FolderArchitecture] = [
    .llama, .mistral, .mixtral, .qwen2, .qwen2moe, .qwen3, .qwen3moe, .gemma, .gemma2, .gemma3,
    .phi3, .smollm3, .granite, .granitemoe, .olmo2, .olmoe,
  ]

  /// The names of all kinds that are run.
  package static var names: [String] { all.map(\.name) + ["gpt2"] }
}

/// Where a parameter's numbers lie in a folder's files.
struct FolderTensor: Sendable {
  /// Behind the layer's own name; `*` stands for the number of an expert.
  let name: String
  /// Which of several parts along the axis of outputs it is, counted from 0.
  var part = 0
  var parts: [LayerParameter] = []

  init(_ name: String, part: Int = 0, of parts: [LayerParameter] = []) {
    self.name = name
    self.part = part
    self.parts = parts
  }
}

extension FolderArchitecture {
  /// The model that a `config.json` tells.
  static func configuration(_ json: JSON) throws -> (FolderArchitecture?, ModelConfiguration) {
    guard let type = json["model_type"]?.stringValue else {
      throw FolderError.unreadable("config.json", problem: "'model_type' is missing")
    }
    if type == "gpt2" { return (nil, try gpt2(ConfigurationReader(json: json))) }
    guard let known = all.first(where: { $0.name == type }) else {
      throw FolderError.unsupported(
        "models of the type '\(type)' are not run; those of \(names.joined(separator: ", ")) are")
    }
    return (known, try known.configuration(ConfigurationReader(json: json)))
  }

  private static func gpt2(_ keys: ConfigurationReader) throws -> ModelConfiguration {
    for (name, value) in [
      ("scale_attn_by_inverse_layer_idx", false), ("scale_attn_weights", true),
    ] where try keys.flag(name, default: value) != value {
      throw FolderError.unsupported("GPT-2 with other factors on scores is not run ('\(name)')")
    }
    return try ModelConfiguration(json: keys.json)
  }

  private func configuration(_ keys: ConfigurationReader) throws -> ModelConfiguration {
    let width = try keys.integer("hidden_size")
    let heads = try keys.integer("num_attention_heads")
    var model = ModelConfiguration.llama(
      vocabularySize: try keys.integer("vocab_size"), width: width,
      layers: try keys.integer("num_hidden_layers"), heads: heads,
      keyValueHeads: try keys.integer("num_key_value_heads", default: heads),
      headWidth: try keys.integer("head_dim", default: width / max(heads, 1)),
      hiddenWidth: try keys.integer("intermediate_size", default: 1),
      context: try keys.integer("max_position_embeddings"),
      activation: try keys.activation("hidden_act", default: activation),
      normEpsilon: Float(try keys.number("rms_norm_eps", default: 1e-6)),
      tiesEmbeddings: try keys.flag("tie_word_embeddings", default: false))
    if try keys.flag("attention_bias", default: false) {
      model.biases.formUnion([.queryBias, .keyBias, .valueBias, .attentionOutputBias])
    }
    if try keys.flag("mlp_bias", default: false) {
      model.biases.formUnion([.gateBias, .upBias, .downBias])
    }
    try readRotation(keys, &model)
    try configure(keys, &model)
    try model.validate()
    return model
  }

  /// The window of layers that `layer_types` calls sliding; nil where it says nothing.
  static func layerTypes(
    _ keys: ConfigurationReader, _ model: ModelConfiguration
  ) throws -> [Bool]? {
    guard let types = keys.json["layer_types"]?.arrayValue else { return nil }
    guard types.count == model.layers else {
      throw FolderError.unsupported(
        "'layer_types' tells \(types.count) layers, and the model has \(model.layers)")
    }
    return try types.map { type in
      switch type.stringValue {
      case "full_attention": return false
      case "sliding_attention": return true
      default:
        throw FolderError.unsupported(
          "layers of the type '\(type.stringValue ?? "")' are not run ('layer_types')")
      }
    }
  }

  /// Gives layers windows. Where `layer_types` says nothing, `fallback` tells which layers have one.
  static func readWindows(
    _ keys: ConfigurationReader, _ model: inout ModelConfiguration, size: Int?,
    _ fallback: (Int) -> Bool
  ) throws {
    let types = try layerTypes(keys, model) ?? (0..<max(model.layers, 0)).map(fallback)
    guard types.contains(true), let size else { return }
    guard size > 0 else { throw FolderError.unsupported("'sliding_window' is \(size)") }
    let rotation: LayerAttention.Rotation = model.localRotary == nil ? .global : .local
    model.layerAttention = types.map {
      $0 ? LayerAttention(window: size, rotation: rotation) : LayerAttention()
    }
  }

  /// A whole number, or nil for `null` or none.
  static func optional(_ keys: ConfigurationReader, _ name: String) throws -> Int? {
    guard let value = keys.json[name], !value.isNull else { return nil }
    return try keys.integer(name)
  }
}
