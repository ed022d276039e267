extension ModelConfiguration {
  /// A tensor for each parameter, under Llama's names and such as go with them.
  var namedTensors: [StoredTensor] {
    var tensors = [StoredTensor("model.embed_tokens.weight", .tokenEmbedding)]
    if positions == .learned {
      tensors.append(StoredTensor("model.embed_positions.weight", .positionEmbedding))
    }
    for layer in 0..<layers {
      for part in layerParts {
        tensors.append(StoredTensor("model.layers.\(layer).\(part.name)", .layer(layer, part)))
      }
    }
    if hasNorms { tensors.append(StoredTensor("model.norm.weight", .finalNorm)) }
    if hasNorms, normsHaveBias { tensors.append(StoredTensor("model.norm.bias", .finalNormBias)) }
    if !tiesEmbeddings { tensors.append(StoredTensor("lm_head.weight", .output)) }
    if outputHasBias { tensors.append(StoredTensor("lm_head.bias", .outputBias)) }
    return tensors
  }

  /// The parameters of each layer, in the order of the computation.
  var layerParts: [LayerParameter] {
    var parts = norm(.beforeAttention, .attentionNorm, .attentionNormBias)
    parts += map(.query, .queryBias) + map(.key, .keyBias) + map(.value, .valueBias)
    if hasNorms, queryKeyNorm != .none { parts += [.queryNorm, .keyNorm] }
    parts += map(.attentionOutput, .attentionOutputBias)
    if hasNorms, normPlaces.contains(.afterAttention) { parts.append(.attentionPostNorm) }
    parts += norm(.beforeFeedForward, .feedForwardNorm, .feedForwardNormBias)
    parts += feedForwardParts
    if hasNorms, normPlaces.contains(.afterFeedForward) { parts.append(.feedForwardPostNorm) }
    return parts
  }

  private var feedForwardParts: [LayerParameter] {
    guard let experts else {
      return (isGated ? map(.gate, .gateBias) : []) + map(.up, .upBias) + map(.down, .downBias)
    }
    var parts: [LayerParameter] = [.router, .expertGate, .expertUp, .expertDown]
    if experts.gatesShared { parts.append(.sharedRouter) }
    if experts.sharedWidth > 0 { parts += [.sharedGate, .sharedUp, .sharedDown] }
    return parts
  }

  private func map(_ weight: LayerParameter, _ bias: LayerParameter) -> [LayerParameter] {
    biases.contains(bias) ? [weight, bias] : [weight]
  }

  private func norm(
    _ place: NormPlaces, _ weight: LayerParameter, _ bias: LayerParameter
  ) -> [LayerParameter] {
    guard hasNorms, normPlaces.contains(place) else { return [] }
    return normsHaveBias ? [weight, bias] : [weight]
  }
}

extension LayerParameter {
  /// The name of its tensor within a layer.
  fileprivate var name: String {
    switch self {
    case .attentionNorm: "input_layernorm.weight"
    case .attentionNormBias: "input_layernorm.bias"
    case .query: "self_attn.q_proj.weight"
    case .queryBias: "self_attn.q_proj.bias"
    case .key: "self_attn.k_proj.weight"
    case .keyBias: "self_attn.k_proj.bias"
    case .value: "self_attn.v_proj.weight"
    case .valueBias: "self_attn.v_proj.bias"
    case .queryNorm: "self_attn.q_norm.weight"
    case .keyNorm: "self_attn.k_norm.weight"
    case .attentionOutput: "self_attn.o_proj.weight"
    case .attentionOutputBias: "self_attn.o_proj.bias"
    case .attentionPostNorm: "self_attn.post_norm.weight"
    case .feedForwardNorm: "post_attention_layernorm.weight"
    case .feedForwardNormBias: "post_attention_layernorm.bias"
    case .gate: "mlp.gate_proj.weight"
    case .gateBias: "mlp.gate_proj.bias"
    case .up: "mlp.up_proj.weight"
    case .upBias: "mlp.up_proj.bias"
    case .down: "mlp.down_proj.weight"
    case .downBias: "mlp.down_proj.bias"
    case .feedForwardPostNorm: "mlp.post_norm.weight"
    case .router: "mlp.router.weight"
    case .expertGate: "mlp.experts.gate_proj.weight"
    case .expertUp: "mlp.experts.up_proj.weight"
    case .expertDown: "mlp.experts.down_proj.weight"
    case .sharedRouter: "mlp.shared_expert_gate.weight"
    case .sharedGate: "mlp.shared_expert.gate_proj.weight"
    case .sharedUp: "mlp.shared_expert.up_proj.weight"
    case .sharedDown: "mlp.shared_expert.down_proj.weight"
    }
  }
}
