extension Parameter {
  /// What llama.cpp calls it.
  var nameInGGUF: String {
    switch self {
    case .tokenEmbedding: "token_embd.weight"
    case .positionEmbedding: "position_embd.weight"
    case .finalNorm: "output_norm.weight"
    case .finalNormBias: "output_norm.bias"
    case .output: "output.weight"
    case .outputBias: "output.bias"
    case .layer(let layer, let part): "blk.\(layer).\(part.nameInGGUF)"
    }
  }
}

extension LayerParameter {
  var nameInGGUF: String {
    switch self {
    case .attentionNorm: "attn_norm.weight"
    case .attentionNormBias: "attn_norm.bias"
    case .query: "attn_q.weight"
    case .queryBias: "attn_q.bias"
    case .key: "attn_k.weight"
    case .keyBias: "attn_k.bias"
    case .value: "attn_v.weight"
    case .valueBias: "attn_v.bias"
    case .attentionOutput: "attn_output.weight"
    case .attentionOutputBias: "attn_output.bias"
    case .feedForwardNorm: "ffn_norm.weight"
    case .feedForwardNormBias: "ffn_norm.bias"
    case .gate: "ffn_gate.weight"
    case .up: "ffn_up.weight"
    case .upBias: "ffn_up.bias"
    case .down: "ffn_down.weight"
    case .downBias: "ffn_down.bias"
    case .gateBias: "ffn_gate.bias"
    case .queryNorm: "attn_q_norm.weight"
    case .keyNorm: "attn_k_norm.weight"
    case .attentionPostNorm: "post_attention_norm.weight"
    case .feedForwardPostNorm: "post_ffw_norm.weight"
    case .router: "ffn_gate_inp.weight"
    case .expertGate: "ffn_gate_exps.weight"
    case .expertUp: "ffn_up_exps.weight"
    case .expertDown: "ffn_down_exps.weight"
    case .sharedRouter: "ffn_gate_inp_shexp.weight"
    case .sharedGate: "ffn_gate_shexp.weight"
    case .sharedUp: "ffn_up_shexp.weight"
    case .sharedDown: "ffn_down_shexp.weight"
    }
  }
}
