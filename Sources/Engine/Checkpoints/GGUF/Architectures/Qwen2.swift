extension GGUFArchitecture {
  /// Qwen 2 and 2.5: Llama with biases on queries, keys and values.
  static let qwen2 = GGUFArchitecture(
    name: "qwen2", family: .llama, ignored: ["attention.sliding_window"])

  /// Qwen 2 with experts, of which one is shared by all tokens.
  static let qwen2moe = GGUFArchitecture(
    name: "qwen2moe", family: .llama, ignored: ["attention.sliding_window"],
    configure: { keys, model in
      let feedForward = model.experts?.width ?? 0
      model.setExperts(
        width: try keys.sameInteger(
          "expert_feed_forward_length",
          default: feedForward / max(model.experts?.used ?? 1, 1)),
        sharedWidth: try keys.integer(
          "expert_shared_feed_forward_length", default: feedForward), gatesShared: true)
      model.experts?.normalizesWeights = false
      try requireExperts(keys, model)
    })

  /// Throws where a mixture of experts has none.
  static func requireExperts(_ keys: GGUFKeys, _ model: ModelConfiguration) throws {
    guard model.experts != nil else {
      throw GGUFError.metadata(
        "\(keys.architecture).expert_count", problem: "is missing or 0")
    }
  }
}
