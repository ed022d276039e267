import Bedrock
import Numerics

extension ModelConfiguration {
  /// The configuration in the words of Hugging Face's `config.json`, and besides `rope_layout`, which
  /// those always imply to be `half`, and what a model lacks that theirs have: `positions`, `norms` and
  /// `residual`.
  public var json: JSON {
    guard isPlain else { return buildJSON }
    switch family {
    case .llama: return llamaJSON
    case .gpt2: return gpt2JSON
    }
  }

  private var llamaJSON: JSON { .object([("model_type", "llama")] + llamaMembers) }

  var llamaMembers: [(String, JSON)] {
    var members: [(String, JSON)] = [
      ("vocab_size", .integer(vocabularySize)),
      ("hidden_size", .integer(width)), ("num_hidden_layers", .integer(layers)),
      ("num_attention_heads", .integer(heads)), ("num_key_value_heads", .integer(keyValueHeads)),
      ("head_dim", .integer(headWidth)), ("intermediate_size", .integer(hiddenWidth)),
      ("max_position_embeddings", .integer(context)),
      ("hidden_act", .string(Self.activationName(activation))),
      ("rms_norm_eps", .float(normEpsilon)), ("tie_word_embeddings", .bool(tiesEmbeddings)),
      ("rope_theta", .double(rotaryBase)), ("rope_layout", .string(rotaryLayout.rawValue)),
    ]
    if let scaling = rotaryScaling.json { members.append(("rope_scaling", scaling)) }
    if positions != .rotary { members.append(("positions", .string(positions.rawValue))) }
    if !hasNorms { members.append(("norms", .bool(false))) }
    if !isResidual { members.append(("residual", .bool(false))) }
    return members
  }

  private var gpt2JSON: JSON {
    .object([
      ("model_type", "gpt2"), ("vocab_size", .integer(vocabularySize)),
      ("n_embd", .integer(width)), ("n_layer", .integer(layers)), ("n_head", .integer(heads)),
      ("n_inner", .integer(hiddenWidth)), ("n_positions", .integer(context)),
      ("activation_function", .string(Self.activationName(activation))),
      ("layer_norm_epsilon", .float(normEpsilon)), ("tie_word_embeddings", .bool(tiesEmbeddings)),
    ])
  }

  /// Reads a `config.json`. Throws if a member is missing or its value makes no model.
  public init(json: JSON) throws(ModelError) {
    let reader = ConfigurationReader(json: json)
    switch json["model_type"]?.stringValue {
    case "llama": self = try Self.readLlama(reader)
    case "gpt2": self = try Self.readGPT2(reader)
    case Self.buildType: self = try Self.readBuild(reader)
    case let other?: throw .configuration("the model type '\(other)' is not known")
    case nil: throw .configuration("'model_type' is missing")
    }
    try validate()
  }

  static func readLlama(_ reader: ConfigurationReader) throws(ModelError) -> Self {
    let width = try reader.integer("hidden_size")
    let heads = try reader.integer("num_attention_heads")
    for name in ["attention_bias", "mlp_bias"] where try reader.flag(name, default: false) {
      throw .configuration("'\(name)' is not supported")
    }
    var layout = RotaryEmbedding.Layout.half
    if let name = reader.json["rope_layout"]?.stringValue {
      guard let known = RotaryEmbedding.Layout(rawValue: name) else {
        throw .configuration("the rotary layout '\(name)' is not known")
      }
      layout = known
    }
    var configuration = ModelConfiguration.llama(
      vocabularySize: try reader.integer("vocab_size"), width: width,
      layers: try reader.integer("num_hidden_layers"), heads: heads,
      keyValueHeads: try reader.integer("num_key_value_heads", default: heads),
      headWidth: try reader.integer("head_dim", default: width / max(heads, 1)),
      hiddenWidth: try reader.integer("intermediate_size"),
      context: try reader.integer("max_position_embeddings"),
      activation: try reader.activation("hidden_act", default: .silu),
      normEpsilon: Float(try reader.number("rms_norm_eps", default: 1e-6)),
      tiesEmbeddings: try reader.flag("tie_word_embeddings", default: false),
      rotaryBase: try reader.number("rope_theta", default: 10_000), rotaryLayout: layout,
      rotaryScaling: try RotaryScaling(json: reader.json["rope_scaling"] ?? .null))
    configuration.positions = try reader.positions()
    configuration.hasNorms = try reader.flag("norms", default: true)
    configuration.isResidual = try reader.flag("residual", default: true)
    return configuration
  }

  private static func readGPT2(_ reader: ConfigurationReader) throws(ModelError) -> Self {
    let width = try reader.integer("n_embd")
    return .gpt2(
      vocabularySize: try reader.integer("vocab_size"), width: width,
      layers: try reader.integer("n_layer"), heads: try reader.integer("n_head"),
      hiddenWidth: try reader.integer("n_inner", default: 4 * min(width, 1 << 40)),
      context: try reader.integer("n_positions"),
      activation: try reader.activation("activation_function", default: .geluTanh),
      normEpsilon: Float(try reader.number("layer_norm_epsilon", default: 1e-5)),
      tiesEmbeddings: try reader.flag("tie_word_embeddings", default: true))
  }

  /// Hugging Face's name for an activation.
  static func activationName(_ activation: Activation) -> String {
    switch activation {
    case .geluTanh: "gelu_new"
    case .geluErf: "gelu"
    default: activation.rawValue
    }
  }
}
