/// Models with LayerNorm, biases and a plain feed-forward like GPT-2's, and rotary positions.
extension GGUFArchitecture {
  /// GPT-NeoX and Pythia: attention and feed-forward side by side, unless the file says otherwise.
  static let gptneox = GGUFArchitecture(
    name: "gptneox", family: .llama, activation: .geluTanh, rotatesParts: true, norm: .layer,
    configure: { keys, model in
      makePlain(&model)
      model.isParallel = try keys.flag("use_parallel_residual", default: true)
    })

  /// StarCoder 2.
  static let starcoder2 = GGUFArchitecture(
    name: "starcoder2", family: .llama, activation: .geluTanh, norm: .layer,
    configure: { _, model in makePlain(&model) })

  /// Norms, biases and feed-forward as in GPT-2.
  private static func makePlain(_ model: inout ModelConfiguration) {
    model.norm = .layer
    model.normsHaveBias = true
    model.isGated = false
    model.biases.formUnion([.attentionOutputBias, .upBias, .downBias])
  }
}
