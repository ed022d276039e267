extension GGUFArchitecture {
  static let gpt2 = GGUFArchitecture(
    name: "gpt2", family: .gpt2, activation: .geluTanh)
}
