/// A place in a transformer whose tensor can be observed or replaced.
public enum TapPoint: Hashable, Sendable {
  /// What goes into the first layer, `[tokens, width]`: token and, if learned, position embeddings.
  case embedding
  case layer(Int, LayerTap)
  /// The last residual stream after the final norm, `[tokens, width]`.
  case finalNorm
  /// `[tokens, vocabulary]`, or one row where only the last token's were asked for.
  case logits
}

/// A place in a layer. A row or matrix is a token's unless something else is said.
public enum LayerTap: String, CaseIterable, Sendable {
  /// After the first norm, `[tokens, width]`.
  case attentionNorm = "attention_norm"
  /// Before rotation and after a norm of its own, `[tokens, heads, headWidth]`.
  case query
  /// Before rotation, `[tokens, keyValueHeads, headWidth]`.
  case key
  /// `[tokens, keyValueHeads, headWidth]`.
  case value
  /// After rotation; the same as `query` where positions are learned.
  case rotatedQuery = "rotated_query"
  case rotatedKey = "rotated_key"
  /// Scaled and not yet masked, `[heads, tokens, keys]`; keys are all tokens so far.
  case scores
  /// The softmax of the visible scores, in their shape; 0 where a key is not visible.
  case weights
  /// The weighted sums of values, before the output projection, `[tokens, heads, headWidth]`.
  case headOutputs = "head_outputs"
  /// What is added to the residual stream, after the output projection, `[tokens, width]`.
  case attentionOutput = "attention_output"
  /// The residual stream after the attention was added, `[tokens, width]`.
  case residualMiddle = "residual_middle"
  /// After the second norm, `[tokens, width]`.
  case feedForwardNorm = "feed_forward_norm"
  /// The gate before its activation, `[tokens, hiddenWidth]`; only where there is one.
  case gate
  /// What comes up: multiplied by the activated gate, or activated itself, `[tokens, hiddenWidth]`.
  case up
  /// The neurons' activations, what goes down again, `[tokens, hiddenWidth]`. With experts, the neurons
  /// of all stand side by side, times the expert's weight: 0 where a token did not go through it.
  case hidden
  /// What is added to the residual stream, `[tokens, width]`.
  case feedForwardOutput = "feed_forward_output"
  /// The residual stream after the layer, `[tokens, width]`.
  case residual
}

extension TapPoint {
  /// The layer that it lies in.
  var layer: Int? {
    if case .layer(let layer, _) = self { layer } else { nil }
  }

  /// Whether it lies before a layer's feed-forward.
  var isInAttention: Bool {
    guard case .layer(_, let tap) = self else { return false }
    switch tap {
    case .feedForwardNorm, .gate, .up, .hidden, .feedForwardOutput, .residual: return false
    default: return true
    }
  }
}

extension TapPoint: CustomStringConvertible {
  public var description: String {
    switch self {
    case .embedding: "embedding"
    case .layer(let layer, let tap): "layer \(layer) \(tap.rawValue)"
    case .finalNorm: "final_norm"
    case .logits: "logits"
    }
  }
}
