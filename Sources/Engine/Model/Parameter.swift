/// What a tensor of weights is for.
public enum Parameter: Hashable, Sendable {
  /// A row for each token.
  case tokenEmbedding
  /// A row for each position (GPT-2).
  case positionEmbedding
  /// A part of a layer, layers counted from 0.
  case layer(Int, LayerParameter)
  case finalNorm
  case finalNormBias
  /// Added to the logits.
  case outputBias
  /// The map to logits, where it is not the token embedding.
  case output

  /// The layer that it belongs to, if it belongs to one.
  public var layer: Int? {
    if case .layer(let layer, _) = self { layer } else { nil }
  }
}

/// What a tensor of a layer's weights is for. Matrices are `[to, from]`: a map is y = x wᵀ + b.
public enum LayerParameter: String, CaseIterable, Sendable {
  case attentionNorm
  case attentionNormBias
  case query
  case queryBias
  case key
  case keyBias
  case value
  case valueBias
  case attentionOutput
  case attentionOutputBias
  case feedForwardNorm
  case feedForwardNormBias
  /// Weights of the norm of queries, and of that of keys.
  case queryNorm
  case keyNorm
  /// Of what the attention gives, before it is added.
  case attentionPostNorm
  /// Of what the feed-forward gives, before it is added.
  case feedForwardPostNorm
  /// The gate of a gated feed-forward.
  case gate
  case gateBias
  case up
  case upBias
  case down
  case downBias
  /// Scores of the experts.
  case router
  /// Maps of all experts, `[experts, to, from]`.
  case expertGate
  case expertUp
  case expertDown
  /// The score of the expert that all tokens go through, one row.
  case sharedRouter
  case sharedGate
  case sharedUp
  case sharedDown

  /// The biases of a layer's maps.
  static let biases: [LayerParameter] = [
    .queryBias, .keyBias, .valueBias, .attentionOutputBias, .upBias, .downBias,
  ]
}

extension ModelConfiguration {
  /// The parameters of such a model, in the order in which files hold them.
  public var parameters: [Parameter] { storedTensors.flatMap(\.parameters) }

  /// The shape of a parameter.
  public func shape(of parameter: Parameter) -> [Int] {
    switch parameter {
    case .tokenEmbedding, .output: [vocabularySize, width]
    case .positionEmbedding: [context, width]
    case .finalNorm, .finalNormBias: [width]
    case .outputBias: [vocabularySize]
    case .layer(_, let part): shape(of: part)
    }
  }

  private func shape(of part: LayerParameter) -> [Int] {
    switch part {
    case .attentionNorm, .attentionNormBias, .feedForwardNorm, .feedForwardNormBias: [width]
    case .attentionPostNorm, .feedForwardPostNorm: [width]
    case .queryNorm: [queryKeyNorm == .head ? headWidth : queryWidth]
    case .keyNorm: [queryKeyNorm == .head ? headWidth : keyValueWidth]
    case .query: [queryWidth, width]
    case .key, .value: [keyValueWidth, width]
    case .attentionOutput: [width, queryWidth]
    case .gate, .up: [hiddenWidth, width]
    case .down: [width, hiddenWidth]
    case .queryBias: [queryWidth]
    case .keyBias, .valueBias: [keyValueWidth]
    case .attentionOutputBias, .downBias: [width]
    case .upBias, .gateBias: [hiddenWidth]
    default: shape(ofExpert: part)
    }
  }

  private func shape(ofExpert part: LayerParameter) -> [Int] {
    guard let experts else { return [] }
    switch part {
    case .router: return [experts.count, width]
    case .expertGate, .expertUp: return [experts.count, experts.width, width]
    case .expertDown: return [experts.count, width, experts.width]
    case .sharedRouter: return [1, width]
    case .sharedGate, .sharedUp: return [experts.sharedWidth, width]
    case .sharedDown: return [width, experts.sharedWidth]
    default: return []
    }
  }

  /// How many numbers a model of this configuration consists of.
  public var parameterCount: Int {
    parameters.reduce(0) { $0 + shape(of: $1).reduce(1, *) }
  }
}
