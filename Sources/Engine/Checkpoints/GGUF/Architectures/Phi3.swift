extension GGUFArchitecture {
  /// Phi-3 and Phi-4: queries, keys and values in one tensor, gate and up in another, and a rotation
  /// for long texts. llama.cpp lets every token see all, whatever window the file names.
  static let phi3 = GGUFArchitecture(
    name: "phi3", family: .llama, rotatesParts: true, fusesGate: true,
    ignored: ["attention.sliding_window"])
}
