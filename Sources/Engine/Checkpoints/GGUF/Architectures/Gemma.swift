import Bedrock

/// Google's models: GELU gates, embeddings times √width, and later norms after each part.
extension GGUFArchitecture {
  static let gemma = GGUFArchitecture(
    name: "gemma", family: .llama, activation: .geluTanh, rotatesParts: true,
    configure: { _, model in
      model.scales.embedding = Float(model.width).squareRoot()
      model.tiesEmbeddings = true
    })

  /// Gemma 2: caps on scores and logits, and a window in every other layer.
  static let gemma2 = GGUFArchitecture(
    name: "gemma2", family: .llama, activation: .geluTanh, rotatesParts: true,
    configure: { keys, model in
      model.scales.embedding = Float(model.width).squareRoot()
      model.tiesEmbeddings = true
      model.normPlaces = [.before, .after]
      model.scales.attentionCap = try cap(&keys, "attn_logit_softcapping", default: 50)
      model.scales.logitCap = try cap(&keys, "final_logit_softcapping", default: 30)
      if model.layers == 46 { model.scales.attention = headScale(model) }
      let window = try keys.integer("attention.sliding_window", default: 4096)
      let base = try keys.number("rope.freq_base_swa", default: model.rotaryBase)
      guard base == model.rotaryBase else {
        throw GGUFError.unsupported(
          "local layers with a rotary base of their own are not run for Gemma 2")
      }
      try readWindows(&keys, &model, window: window, period: 2)
    })

  /// Gemma 3: norms on queries and keys, and five local layers, with a rotation of their own, to each
  /// that sees all.
  static let gemma3 = GGUFArchitecture(
    name: "gemma3", family: .llama, activation: .geluTanh, rotatesParts: true,
    configure: { keys, model in
      model.scales.embedding = Float(model.width).squareRoot()
      model.normPlaces = [.before, .after]
      model.queryKeyNorm = .head
      if model.layers == 62 { model.scales.attention = headScale(model) }
      let limit = try keys.number("final_logit_softcapping", default: 0)
      model.scales.logitCap = limit == 0 ? nil : Float(limit)
      let window = try keys.integer("attention.sliding_window", default: 0)
      let base = try keys.number("rope.freq_base_swa", default: 10_000)
      guard window > 0 else { return }
      model.localRotary = LocalRotary(base: base)
      try readWindows(&keys, &model, window: window, period: 6)
    })

  /// The largest models scale scores by the width of the stream and not by that of their heads.
  private static func headScale(_ model: ModelConfiguration) -> Float {
    1 / Float(model.width / max(model.heads, 1)).squareRoot()
  }

  private static func cap(
    _ keys: inout GGUFKeys, _ name: String, default fallback: Double
  ) throws -> Float {
    Float(try keys.number(name, default: fallback))
  }

  /// Windows in some layers: those that the file lists, or all but every so many.
  static func readWindows(
    _ keys: inout GGUFKeys, _ model: inout ModelConfiguration, window: Int, period: Int
  ) throws {
    let name = "attention.sliding_window_pattern"
    let local: [Bool]
    if let flags = try keys.flags(name) {
      local = flags
    } else {
      let period = try keys.integer(name, default: period)
      local = (0..<max(model.layers, 0)).map { period == 0 || $0 % period < period - 1 }
    }
    let rotation: LayerAttention.Rotation = model.localRotary == nil ? .global : .local
    model.layerAttention = local.map {
      $0 ? LayerAttention(window: window, rotation: rotation) : LayerAttention()
    }
  }
}
