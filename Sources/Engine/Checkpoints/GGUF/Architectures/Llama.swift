extension GGUFArchitecture {
  /// Llama, Mistral and Mixtral, and whatever was converted to their shape. Files of Mistral's may name
  /// a window; llama.cpp lets every token see all.
  static let llama = GGUFArchitecture(
    name: "llama", family: .llama, layout: .interleaved,
    optionalBiases: [.attentionOutputBias, .gateBias, .upBias, .downBias],
    readsRotaryDivisors: true, rotatesParts: true, ignored: ["attention.sliding_window"])
}
