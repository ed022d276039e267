import Numerics

extension ModelConfiguration {
  /// Throws if what distinguishes it from the plain builds makes no model.
  func validateBuild() throws(ModelError) {
    guard layerAttention.isEmpty || layerAttention.count == layers else {
      throw .configuration(
        "it tells the attention of \(layerAttention.count) layers, and has \(layers)")
    }
    for attention in layerAttention {
      if let window = attention.window, window < 1 {
        throw .configuration("the window of attention is \(window)")
      }
      guard attention.rotation != .local || localRotary != nil else {
        throw .configuration("a layer's rotation is local, and there is none")
      }
      guard isRotary || attention.rotation == .none else {
        throw .configuration("a layer rotates, but positions are learned")
      }
    }
    if let localRotary {
      try requirePositive(localRotary.base, "base of the local rotation")
      try requirePositive(localRotary.factor, "factor of the local rotation")
    }
    try validateScales()
    try validateExperts()
  }

  private func validateScales() throws(ModelError) {
    for (name, scale) in [
      ("embedding scale", scales.embedding), ("residual scale", scales.residual),
      ("divisor of logits", scales.logitDivisor), ("attention scale", scales.attention ?? 1),
    ] where !scale.isFinite || scale == 0 {
      throw .configuration("the \(name) is \(scale)")
    }
    for (name, cap) in [("scores", scales.attentionCap), ("logits", scales.logitCap)] {
      if let cap { try requirePositive(Double(cap), "cap of \(name)") }
    }
  }

  private func validateExperts() throws(ModelError) {
    guard let experts else { return }
    for (name, size) in [
      ("number of experts", experts.count), ("width of an expert", experts.width),
    ]
    where size < 1 || size > 1 << 24 {
      throw .configuration("the \(name) is \(size)")
    }
    guard (0...1 << 24).contains(experts.sharedWidth) else {
      throw .configuration("the width of the shared expert is \(experts.sharedWidth)")
    }
    guard (1...experts.count).contains(experts.used) else {
      throw .configuration("a token goes through \(experts.used) of \(experts.count) experts")
    }
    guard hiddenWidth == experts.hiddenWidth else {
      throw .configuration("the hidden width is \(hiddenWidth), and the experts have others")
    }
    guard isGated else { throw .configuration("experts without gates are not run") }
  }

  private func requirePositive(_ number: Double, _ name: String) throws(ModelError) {
    guard number > 0, number.isFinite else { throw .configuration("the \(name) is \(number)") }
  }
}
