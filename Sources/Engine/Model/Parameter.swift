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
  /// The gate of a gated feed-forward.
  case gate
  case up
  case upBias
  case down
  case downBias

  /// Whether it is the weight or bias of a norm.
  var isNorm: Bool {
    switch self {
    case .attentionNorm, .attentionNormBias, .feedForwardNorm, .feedForwardNormBias: true
    default: false
    }
  }
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
    case .layer(_, let part): shape(of: part)
    }
  }

  private func shape(of part: LayerParameter) -> [Int] {
    switch part {
    case .attentionNorm, .attentionNormBias, .feedForwardNorm, .feedForwardNormBias: [width]
    case .query: [queryWidth, width]
    case .key, .value: [keyValueWidth, width]
    case .attentionOutput: [width, queryWidth]
    case .gate, .up: [hiddenWidth, width]
    case .down: [width, hiddenWidth]
    case .queryBias: [queryWidth]
    case .keyBias, .valueBias: [keyValueWidth]
    case .attentionOutputBias, .downBias: [width]
    case .upBias: [hiddenWidth]
    }
  }

  /// How many numbers a model of this configuration consists of.
  public var parameterCount: Int {
    parameters.reduce(0) { $0 + shape(of: $1).reduce(1, *) }
  }
}
