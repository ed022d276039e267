import Bedrock

/// The kinds of models that folders hold, each as what distinguishes it from Llama.
extension FolderArchitecture {
  static let llama = FolderArchitecture(name: "llama")

  static let mistral = FolderArchitecture(
    name: "mistral",
    configure: { keys, model in
      try readWindows(keys, &model, size: try optional(keys, "sliding_window")) { _ in true }
    })

  static let mixtral = FolderArchitecture(
    name: "mixtral",
    names: experts(
      in: "block_sparse_moe.experts.*.", gate: "w1", up: "w3", down: "w2",
      router: "block_sparse_moe.gate.weight"),
    configure: { keys, model in
      try readExperts(
        keys, &model, count: "num_local_experts", width: "intermediate_size", normalizes: true)
      try readWindows(keys, &model, size: try optional(keys, "sliding_window")) { _ in true }
    })

  static let qwen2 = FolderArchitecture(
    name: "qwen2",
    configure: { keys, model in
      model.biases.formUnion([.queryBias, .keyBias, .valueBias])
      try readQwenWindows(keys, &model)
    })

  static let qwen2moe = FolderArchitecture(
    name: "qwen2_moe",
    names: experts(
      in: "mlp.experts.*.", gate: "gate_proj", up: "up_proj", down: "down_proj",
      router: "mlp.gate.weight"),
    configure: { keys, model in
      if try keys.flag("qkv_bias", default: true) {
        model.biases.formUnion([.queryBias, .keyBias, .valueBias])
      }
      try readExperts(
        keys, &model, count: "num_experts", width: "moe_intermediate_size",
        shared: "shared_expert_intermediate_size",
        normalizes: try keys.flag("norm_topk_prob", default: false))
      try readQwenWindows(keys, &model)
    })

  static let qwen3 = FolderArchitecture(
    name: "qwen3",
    configure: { keys, model in
      model.queryKeyNorm = .head
      try readQwenWindows(keys, &model)
    })

  static let qwen3moe = FolderArchitecture(
    name: "qwen3_moe",
    names: experts(
      in: "mlp.experts.*.", gate: "gate_proj", up: "up_proj", down: "down_proj",
      router: "mlp.gate.weight"),
    configure: { keys, model in
      model.queryKeyNorm = .head
      try readExperts(
        keys, &model, count: "num_experts", width: "moe_intermediate_size",
        normalizes: try keys.flag("norm_topk_prob", default: false))
      try readQwenWindows(keys, &model)
    })

  static let gemma = FolderArchitecture(
    name: "gemma", activation: .geluTanh, normsAddOne: true,
    configure: { keys, model in
      try readGemma(keys, &model)
      if keys.json["head_dim"] == nil { model.headWidth = 256 }
    })

  static let gemma2 = FolderArchitecture(
    name: "gemma2", activation: .geluTanh, normsAddOne: true, names: postNorms,
    configure: { keys, model in
      try readGemma(keys, &model)
      model.normPlaces = [.before, .after]
      model.scales.attentionCap = try cap(keys, "attn_logit_softcapping", default: 50)
      model.scales.logitCap = try cap(keys, "final_logit_softcapping", default: 30)
      try readAttentionScale(keys, &model)
      let window = keys.json["sliding_window"] == nil ? 4096 : try optional(keys, "sliding_window")
      try readWindows(keys, &model, size: window) { $0 % 2 == 0 }
    })

  static let gemma3 = FolderArchitecture(
    name: "gemma3_text", activation: .geluTanh, normsAddOne: true, names: postNorms,
    configure: { keys, model in
      try readGemma(keys, &model)
      model.normPlaces = [.before, .after]
      model.queryKeyNorm = .head
      model.scales.attentionCap = try cap(keys, "attn_logit_softcapping")
      model.scales.logitCap = try cap(keys, "final_logit_softcapping")
      try readAttentionScale(keys, &model)
      if keys.json["rope_theta"] == nil, keys.json["rope_parameters"] == nil {
        model.rotaryBase = 1_000_000
      }
      if model.localRotary == nil {
        model.localRotary = LocalRotary(
          base: try keys.number("rope_local_base_freq", default: 10_000))
      }
      guard !(try keys.flag("use_bidirectional_attention", default: false)) else {
        throw FolderError.unsupported("models whose tokens see what follows them are not run")
      }
      let period = try keys.integer("sliding_window_pattern", default: 6)
      let window = keys.json["sliding_window"] == nil ? 4096 : try optional(keys, "sliding_window")
      try readWindows(keys, &model, size: window) { period > 0 && ($0 + 1) % period != 0 }
      if model.layerAttention.isEmpty { model.localRotary = nil }
    })

  static let phi3 = FolderArchitecture(
    name: "phi3",
    names: [
      .query: FolderTensor("self_attn.qkv_proj.weight", part: 0, of: [.query, .key, .value]),
      .key: FolderTensor("self_attn.qkv_proj.weight", part: 1, of: [.query, .key, .value]),
      .value: FolderTensor("self_attn.qkv_proj.weight", part: 2, of: [.query, .key, .value]),
      .gate: FolderTensor("mlp.gate_up_proj.weight", part: 0, of: [.gate, .up]),
      .up: FolderTensor("mlp.gate_up_proj.weight", part: 1, of: [.gate, .up]),
    ],
    configure: { keys, model in
      try readWindows(keys, &model, size: try optional(keys, "sliding_window")) { _ in true }
    })

  static let smollm3 = FolderArchitecture(
    name: "smollm3",
    configure: { keys, model in
      if try keys.flag("use_sliding_window", default: false) {
        try readWindows(keys, &model, size: try optional(keys, "sliding_window")) { _ in true }
      }
      let interval = try keys.integer("no_rope_layer_interval", default: 4)
      let told = keys.json["no_rope_layers"]?.arrayValue?.compactMap(\.intValue)
      if let told, told.count != model.layers {
        throw FolderError.unsupported(
          "'no_rope_layers' tells \(told.count) layers, and the model has \(model.layers)")
      }
      model.layerAttention = (0..<max(model.layers, 0)).map { layer in
        let rotates = told.map { $0[layer] != 0 } ?? (interval < 1 || (layer + 1) % interval != 0)
        return LayerAttention(
          window: model.attention(inLayer: layer).window, rotation: rotates ? .global : .none)
      }
    })

  static let granite = FolderArchitecture(
    name: "granite", configure: { keys, model in try readFactors(keys, &model) })

  static let granitemoe = FolderArchitecture(
    name: "granitemoe",
    names: [
      .router: FolderTensor("block_sparse_moe.router.layer.weight"),
      .expertGate: FolderTensor(
        "block_sparse_moe.input_linear.weight", part: 0, of: [.expertGate, .expertUp]),
      .expertUp: FolderTensor(
        "block_sparse_moe.input_linear.weight", part: 1, of: [.expertGate, .expertUp]),
      .expertDown: FolderTensor("block_sparse_moe.output_linear.weight"),
    ],
    configure: { keys, model in
      try readFactors(keys, &model)
      try readExperts(
        keys, &model, count: "num_local_experts", width: "intermediate_size", normalizes: true)
    })

  static let olmo2 = FolderArchitecture(
    name: "olmo2",
    names: [
      .attentionPostNorm: FolderTensor("post_attention_layernorm.weight"),
      .feedForwardPostNorm: FolderTensor("post_feedforward_layernorm.weight"),
    ],
    configure: { _, model in
      model.normPlaces = .after
      model.queryKeyNorm = .whole
    })

  static let olmoe = FolderArchitecture(
    name: "olmoe",
    names: experts(
      in: "mlp.experts.*.", gate: "gate_proj", up: "up_proj", down: "down_proj",
      router: "mlp.gate.weight"),
    configure: { keys, model in
      model.queryKeyNorm = .whole
      if let clip = keys.json["clip_qkv"], !clip.isNull {
        throw FolderError.unsupported(
          "queries, keys and values with a clamp are not run ('clip_qkv')")
      }
      try readExperts(
        keys, &model, count: "num_experts", width: "intermediate_size",
        normalizes: try keys.flag("norm_topk_prob", default: false))
    })
}

// MARK: - What several have in common

extension FolderArchitecture {
  private static let postNorms: [LayerParameter: FolderTensor] = [
    .attentionPostNorm: FolderTensor("post_attention_layernorm.weight"),
    .feedForwardNorm: FolderTensor("pre_feedforward_layernorm.weight"),
    .feedForwardPostNorm: FolderTensor("post_feedforward_layernorm.weight"),
  ]

  private static func experts(
    in folder: String, gate: String, up: String, down: String, router: String
  ) -> [LayerParameter: FolderTensor] {
    [
      .router: FolderTensor(router), .expertGate: FolderTensor("\(folder)\(gate).weight"),
      .expertUp: FolderTensor("\(folder)\(up).weight"),
      .expertDown: FolderTensor("\(folder)\(down).weight"),
    ]
  }

  private static func readExperts(
    _ keys: ConfigurationReader, _ model: inout ModelConfiguration, count: String, width: String,
    shared: String? = nil, normalizes: Bool
  ) throws {
    guard try keys.integer("decoder_sparse_step", default: 1) == 1,
      keys.json["mlp_only_layers"]?.arrayValue?.isEmpty ?? true
    else {
      throw FolderError.unsupported("models that have experts in some layers only are not run")
    }
    // The one name or the other, as the version of transformers had it.
    let other = ["num_experts", "num_local_experts"].first { keys.json[$0] != nil } ?? count
    let size = try keys.integer(width)
    model.experts = ExpertRouting(
      count: try keys.integer(other), used: try keys.integer("num_experts_per_tok"), width: size,
      normalizesWeights: normalizes)
    model.setExperts(
      width: size, sharedWidth: try shared.map { try keys.integer($0) } ?? 0,
      gatesShared: shared != nil)
  }

  private static func readQwenWindows(
    _ keys: ConfigurationReader, _ model: inout ModelConfiguration
  ) throws {
    guard try keys.flag("use_sliding_window", default: false) else { return }
    let first = try keys.integer("max_window_layers", default: 28)
    try readWindows(keys, &model, size: try optional(keys, "sliding_window")) { $0 >= first }
  }

  private static func readGemma(
    _ keys: ConfigurationReader, _ model: inout ModelConfiguration
  ) throws {
    model.activation = try keys.activation("hidden_activation", default: .geluTanh)
    model.scales.embedding = Float(model.width).squareRoot()
    model.tiesEmbeddings = try keys.flag("tie_word_embeddings", default: true)
  }

  private static func readAttentionScale(
    _ keys: ConfigurationReader, _ model: inout ModelConfiguration
  ) throws {
    let scalar = try keys.number("query_pre_attn_scalar", default: 256)
    guard scalar > 0, scalar.isFinite else {
      throw FolderError.unsupported("'query_pre_attn_scalar' is \(scalar)")
    }
    if scalar != Double(model.headWidth) {
      model.scales.attention = 1 / Float(scalar).squareRoot()
    }
  }

  private static func cap(
    _ keys: ConfigurationReader, _ name: String, default fallback: Double? = nil
  ) throws -> Float? {
    guard let value = keys.json[name] else { return fallback.map { Float($0) } }
    return value.isNull ? nil : Float(try keys.number(name, default: 0))
  }

  private static func readFactors(
    _ keys: ConfigurationReader, _ model: inout ModelConfiguration
  ) throws {
    model.scales.embedding = Float(try keys.number("embedding_multiplier", default: 1))
    model.scales.residual = Float(try keys.number("residual_multiplier", default: 1))
    model.scales.attention = Float(try keys.number("attention_multiplier", default: 1))
    model.scales.logitDivisor = Float(try keys.number("logits_scaling", default: 1))
  }
}
