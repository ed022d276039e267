extension GGUFArchitecture {
  /// OLMo 2: norms after attention and feed-forward alone, and on all queries and keys together.
  static let olmo2 = GGUFArchitecture(
    name: "olmo2", family: .llama,
    configure: { keys, model in
      model.normPlaces = .after
      model.queryKeyNorm = .whole
      let window = try keys.integer("attention.sliding_window", default: 0)
      let base = try keys.number("rope.freq_base_swa", default: model.rotaryBase)
      guard window > 0 else { return }
      guard base == model.rotaryBase else {
        throw GGUFError.unsupported(
          "local layers with a rotary base of their own are not run for OLMo 2")
      }
      // What local layers do not have is the scaling.
      model.localRotary = LocalRotary(base: base)
      try readWindows(&keys, &model, window: window, period: 4)
    })

  /// OLMoE: experts, and norms on all queries and keys together.
  static let olmoe = GGUFArchitecture(
    name: "olmoe", family: .llama,
    configure: { keys, model in
      model.queryKeyNorm = .whole
      model.experts?.normalizesWeights = false
      try requireExperts(keys, model)
    })
}
