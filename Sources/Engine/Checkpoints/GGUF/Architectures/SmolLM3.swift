extension GGUFArchitecture {
  /// SmolLM 3: Llama, with no positions in every fourth layer.
  static let smollm3 = GGUFArchitecture(
    name: "smollm3", family: .llama, layout: .interleaved,
    configure: { _, model in
      model.layerAttention = (0..<max(model.layers, 0)).map {
        LayerAttention(rotation: ($0 + 1) % 4 == 0 ? .none : .global)
      }
    })
}
