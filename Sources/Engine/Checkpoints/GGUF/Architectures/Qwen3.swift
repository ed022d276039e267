extension GGUFArchitecture {
  /// Qwen 3: Llama with a norm on each head's queries and keys.
  static let qwen3 = GGUFArchitecture(
    name: "qwen3", family: .llama, ignored: ["attention.sliding_window"],
    configure: { _, model in model.queryKeyNorm = .head })

  /// Qwen 3 with experts.
  static let qwen3moe = GGUFArchitecture(
    name: "qwen3moe", family: .llama, ignored: ["attention.sliding_window"],
    configure: { keys, model in
      model.queryKeyNorm = .head
      let feedForward = model.experts?.width ?? 0
      model.setExperts(
        width: try keys.sameInteger(
          "expert_feed_forward_length",
          default: feedForward / max(model.experts?.used ?? 1, 1)))
      try requireExperts(keys, model)
    })
}
