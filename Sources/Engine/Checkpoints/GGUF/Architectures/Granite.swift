extension GGUFArchitecture {
  /// IBM's Granite: Llama with factors on embeddings, scores, what is added, and logits.
  static let granite = named(granite: "granite")
  static let granitemoe = named(granite: "granitemoe")

  private static func named(granite name: String) -> GGUFArchitecture {
    GGUFArchitecture(
      name: name, family: .llama, layout: .interleaved,
      optionalBiases: [.attentionOutputBias, .gateBias, .upBias, .downBias],
      readsRotaryDivisors: true,
      configure: { keys, model in
        model.scales.logitDivisor = Float(try keys.number("logit_scale"))
        model.scales.residual = try scale(&keys, "residual_scale") ?? 1
        model.scales.embedding = try scale(&keys, "embedding_scale") ?? 1
        model.scales.attention = try scale(&keys, "attention.scale")
        if try !keys.flag("rope.scaling.finetuned", default: true) {
          model.layerAttention = Array(
            repeating: LayerAttention(rotation: .none), count: max(model.layers, 0))
        }
        let shared = try keys.integer("expert_shared_feed_forward_length", default: 0)
        if let experts = model.experts {
          model.setExperts(width: experts.width, sharedWidth: shared)
        }
      })
  }

  /// A factor; 0 stands for none.
  private static func scale(_ keys: inout GGUFKeys, _ name: String) throws -> Float? {
    let scale = try keys.number(name, default: 0)
    return scale == 0 ? nil : Float(scale)
  }
}
