import Bedrock
import Numerics

/// Rotary positions as `config.json` tells them: `rope_theta` and `rope_scaling`, or both together under
/// `rope_parameters`, which since transformers 5 may be told for each type of layer.
extension FolderArchitecture {
  func readRotation(_ keys: ConfigurationReader, _ model: inout ModelConfiguration) throws {
    let parameters = keys.json["rope_parameters"] ?? .null
    let byType = parameters["full_attention"] ?? .null
    let own = byType.isNull ? parameters : byType
    let older = keys.json["rope_scaling"] ?? .null
    let scaling = own.isNull ? older : own
    model.rotaryBase =
      try number(own, "rope_theta") ?? keys.number("rope_theta", default: 10_000)
    if let base = try number(parameters["sliding_attention"] ?? .null, "rope_theta") {
      model.localRotary = LocalRotary(base: base)
      let local = try RotaryScaling(json: parameters["sliding_attention"] ?? .null)
      guard local == .none else {
        throw FolderError.unsupported("scaling of the rotation in local layers is not run")
      }
    }
    let share =
      try number(own, "partial_rotary_factor")
      ?? keys.number("partial_rotary_factor", default: 1)
    if share != 1 {
      let rotated = Double(model.headWidth) * share
      guard rotated >= 2, rotated <= Double(model.headWidth) else {
        throw FolderError.unsupported("'partial_rotary_factor' is \(share)")
      }
      model.rotaryWidth = Int(rotated)
    }
    try read(scaling, keys, &model)
  }

  private func number(_ json: JSON, _ name: String) throws -> Double? {
    guard let value = json[name], !value.isNull else { return nil }
    return try ConfigurationReader(json: json).number(name, default: 0)
  }

  private func read(
    _ scaling: JSON, _ keys: ConfigurationReader, _ model: inout ModelConfiguration
  ) throws {
    guard !scaling.isNull, let type = (scaling["rope_type"] ?? scaling["type"])?.stringValue else {
      return
    }
    switch type {
    case "longrope", "su": try readLong(scaling, keys, &model)
    case "dynamic":
      // Up to the context that the model was trained with, this is no scaling at all.
      throw FolderError.unsupported("rotary scaling of the type 'dynamic' is not run")
    case "yarn":
      var json = scaling
      if json["original_max_position_embeddings"] == nil, case .object(var object) = json {
        object["original_max_position_embeddings"] = .integer(model.context)
        json = .object(object)
      }
      model.rotaryScaling = try RotaryScaling(json: json)
    default: model.rotaryScaling = try RotaryScaling(json: scaling)
    }
  }

  private func readLong(
    _ scaling: JSON, _ keys: ConfigurationReader, _ model: inout ModelConfiguration
  ) throws {
    let short = try scaling.positives("short_factor")
    let long = try scaling.positives("long_factor")
    let pairs = (model.rotaryWidth ?? model.headWidth) / 2
    guard short.count == pairs, long.count == pairs else {
      throw FolderError.unsupported(
        "the factors of the long rotation are not \(pairs), one for each pair")
    }
    let told =
      try FolderArchitecture.optional(keys, "original_max_position_embeddings")
      ?? FolderArchitecture.optional(
        ConfigurationReader(json: scaling), "original_max_position_embeddings")
    let original = told ?? model.context
    guard original > 0 else {
      throw FolderError.unsupported("'original_max_position_embeddings' is \(original)")
    }
    let factor =
      told == nil
      ? try number(scaling, "factor") ?? 1 : Double(model.context) / Double(original)
    var magnitude = 1.0
    if let own = try number(scaling, "attention_factor") {
      magnitude = own
    } else if factor > 1 {
      magnitude = Elementary.sqrt(
        1 + Elementary.log(factor) / Elementary.log(Double(original)))
    }
    let then: RotaryScaling = magnitude == 1 ? .none : .magnified(magnitude)
    model.rotaryScaling = .divisors(short, then: then)
    model.longRotary = LongRotary(
      originalContext: original, scaling: .divisors(long, then: then))
  }
}
