import Bedrock
import Numerics

/// The configuration of models that are no plain builds, in words of our own beside Llama's.
extension ModelConfiguration {
  /// The `model_type` of such a configuration.
  static let buildType = "swiftlab"

  var buildJSON: JSON {
    var members: [(String, JSON)] = [("model_type", .string(Self.buildType))] + llamaMembers
    members += [
      ("family", .string(family.rawValue)), ("norm", .string(norm.rawValue)),
      ("norm_places", .integer(normPlaces.rawValue)),
      ("query_key_norm", .string(queryKeyNorm.rawValue)),
      ("biases", .strings(LayerParameter.allCases.filter(biases.contains).map(\.rawValue))),
      ("norms_have_bias", .bool(normsHaveBias)), ("output_has_bias", .bool(outputHasBias)),
      ("gated", .bool(isGated)), ("parallel", .bool(isParallel)),
      ("scales", scales.json),
    ]
    if let rotaryWidth { members.append(("rotary_width", .integer(rotaryWidth))) }
    if let local = localRotary {
      members.append(("local_rope_theta", .double(local.base)))
      members.append(("local_rope_factor", .double(local.factor)))
    }
    if let long = longRotary {
      members.append(("long_rope_scaling", long.scaling.json ?? .null))
      members.append(("original_context", .integer(long.originalContext)))
    }
    if !layerAttention.isEmpty {
      members.append(("windows", .integers(layerAttention.map { $0.window ?? 0 })))
      members.append(("rotations", .strings(layerAttention.map(\.rotation.rawValue))))
    }
    if let experts { members.append(("experts", experts.json)) }
    return .object(members)
  }

  static func readBuild(_ reader: ConfigurationReader) throws(ModelError) -> Self {
    var model = try readLlama(reader)
    model.family = try reader.choice("family")
    model.norm = try reader.choice("norm")
    model.normPlaces = NormPlaces(rawValue: try reader.integer("norm_places"))
    model.queryKeyNorm = try reader.choice("query_key_norm")
    for name in reader.json["biases"]?.arrayValue ?? [] {
      guard let part = name.stringValue.flatMap(LayerParameter.init(rawValue:)) else {
        throw .configuration("'biases' names no map")
      }
      model.biases.insert(part)
    }
    model.normsHaveBias = try reader.flag("norms_have_bias", default: false)
    model.outputHasBias = try reader.flag("output_has_bias", default: false)
    model.isGated = try reader.flag("gated", default: true)
    model.isParallel = try reader.flag("parallel", default: false)
    model.scales = try ModelScales(ConfigurationReader(json: reader.json["scales"] ?? .null))
    if reader.json["rotary_width"] != nil { model.rotaryWidth = try reader.integer("rotary_width") }
    if reader.json["local_rope_theta"] != nil {
      model.localRotary = LocalRotary(
        base: try reader.number("local_rope_theta", default: 10_000),
        factor: try reader.number("local_rope_factor", default: 1))
    }
    if reader.json["original_context"] != nil {
      model.longRotary = LongRotary(
        originalContext: try reader.integer("original_context"),
        scaling: try RotaryScaling(json: reader.json["long_rope_scaling"] ?? .null))
    }
    model.layerAttention = try readAttention(reader)
    if let json = reader.json["experts"] {
      model.experts = try ExpertRouting(ConfigurationReader(json: json))
    }
    return model
  }

  private static func readAttention(
    _ reader: ConfigurationReader
  ) throws(ModelError) -> [LayerAttention] {
    let windows = reader.json["windows"]?.arrayValue ?? []
    let rotations = reader.json["rotations"]?.arrayValue ?? []
    guard windows.count == rotations.count else {
      throw .configuration("there are \(windows.count) windows and \(rotations.count) rotations")
    }
    var result: [LayerAttention] = []
    for (window, rotation) in zip(windows, rotations) {
      guard let window = window.intValue,
        let rotation = rotation.stringValue.flatMap(LayerAttention.Rotation.init(rawValue:))
      else { throw .configuration("a layer's window or rotation cannot be read") }
      result.append(LayerAttention(window: window == 0 ? nil : window, rotation: rotation))
    }
    return result
  }
}

extension ConfigurationReader {
  fileprivate func choice<T: RawRepresentable<String>>(_ name: String) throws(ModelError) -> T {
    guard let value = json[name]?.stringValue.flatMap(T.init(rawValue:)) else {
      throw .configuration("'\(name)' is missing or not known")
    }
    return value
  }

  fileprivate func optionalFloat(_ name: String) throws(ModelError) -> Float? {
    json[name] == nil ? nil : Float(try number(name, default: 0))
  }
}

extension ModelScales {
  fileprivate var json: JSON {
    var members: [(String, JSON)] = [
      ("embedding", .float(embedding)), ("residual", .float(residual)),
      ("logit_divisor", .float(logitDivisor)),
    ]
    for (name, value) in [
      ("attention", attention), ("attention_cap", attentionCap), ("logit_cap", logitCap),
    ] {
      if let value { members.append((name, .float(value))) }
    }
    return .object(members)
  }

  fileprivate init(_ reader: ConfigurationReader) throws(ModelError) {
    embedding = Float(try reader.number("embedding", default: 1))
    residual = Float(try reader.number("residual", default: 1))
    logitDivisor = Float(try reader.number("logit_divisor", default: 1))
    attention = try reader.optionalFloat("attention")
    attentionCap = try reader.optionalFloat("attention_cap")
    logitCap = try reader.optionalFloat("logit_cap")
  }
}

extension ExpertRouting {
  fileprivate var json: JSON {
    .object([
      ("count", .integer(count)), ("used", .integer(used)), ("width", .integer(width)),
      ("shared_width", .integer(sharedWidth)), ("gates_shared", .bool(gatesShared)),
      ("normalizes_weights", .bool(normalizesWeights)), ("scale", .float(scale)),
    ])
  }

  fileprivate init(_ reader: ConfigurationReader) throws(ModelError) {
    self.init(
      count: try reader.integer("count"), used: try reader.integer("used"),
      width: try reader.integer("width"),
      sharedWidth: try reader.integer("shared_width", default: 0),
      gatesShared: try reader.flag("gates_shared", default: false),
      normalizesWeights: try reader.flag("normalizes_weights", default: true),
      scale: Float(try reader.number("scale", default: 1)))
  }
}
