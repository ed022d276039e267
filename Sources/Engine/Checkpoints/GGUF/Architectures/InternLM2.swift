extension GGUFArchitecture {
  /// InternLM 2: Llama under another name.
  static let internlm2 = GGUFArchitecture(name: "internlm2", family: .llama, layout: .interleaved)

  /// EXAONE 3: Llama with its pairs half a head apart.
  static let exaone = GGUFArchitecture(name: "exaone", family: .llama, readsRotaryDivisors: true)
}
