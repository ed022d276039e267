import Numerics

/// The forward pass of a transformer over a batch of sequences, written on a tape.
///
/// Law: its logits have the bits of `Transformer`'s.
public struct TrainingGraph: Sendable {
  public let configuration: ModelConfiguration
  private let rotary: RotaryEmbedding?
  private let positions: [Parameter: Int]
  /// Which parameters are matrices of linear maps.
  let maps: [Int]

  /// Throws if the configuration makes no model.
  public init(_ configuration: ModelConfiguration) throws {
    try configuration.validate()
    guard configuration.isPlain else {
      throw ModelError.configuration(
        "only models built like Llama's or GPT-2's are trained, and this one is built differently")
    }
    self.configuration = configuration
    rotary = try configuration.rotaryEmbedding()
    let parameters = configuration.parameters
    positions = Dictionary(uniqueKeysWithValues: zip(parameters, parameters.indices))
    let output = positions[.output] ?? positions[.tokenEmbedding] ?? 0
    maps = zip(parameters.indices, configuration.parameterKinds).compactMap { index, kind in
      kind == .matrix || index == output ? index : nil
    }
  }

  /// The mean loss of predicting each token's target, one number.
  ///
  /// - Parameters:
  ///   - ids: the tokens of `batch` sequences of the same length, one after the other.
  ///   - targets: for each token the one to be predicted, or `CrossEntropy.ignored`.
  ///   - tape: with the model's parameters.
  public func loss(
    _ ids: [Int], targets: [Int], batch: Int, on tape: inout Tape
  ) throws -> Variable {
    try losses(ids, targets: targets, batch: batch, on: &tape).loss
  }

  /// The mean loss, and the loss of each token.
  ///
  /// - Parameter count: what the sum is divided by; the number of targets that count, unless this is
  ///   a part of a batch with more of them.
  func losses(
    _ ids: [Int], targets: [Int], batch: Int, count: Int? = nil, on tape: inout Tape
  ) throws -> (loss: Variable, losses: Tensor) {
    let normed = try finalNorm(ids, batch: batch, on: &tape)
    return try tape.crossEntropy(
      projecting: normed, outputMatrix(tape), targets: targets, count: count)
  }

  /// The logits of each token, `[ids.count, vocabulary]`.
  public func logits(_ ids: [Int], batch: Int, on tape: inout Tape) throws -> Variable {
    try tape.linear(try finalNorm(ids, batch: batch, on: &tape), outputMatrix(tape))
  }

  /// The logits of tokens by their embeddings `[tokens, width]`, `[tokens, vocabulary]`.
  func logits(embedded x: Variable, batch: Int, on tape: inout Tape) throws -> Variable {
    let stream = try placed(x, batch: batch, on: &tape)
    return try tape.linear(
      try finalNorm(stream: stream, batch: batch, on: &tape), outputMatrix(tape))
  }

  private func outputMatrix(_ tape: Tape) -> Variable {
    tape.parameter(positions[.output] ?? positions[.tokenEmbedding] ?? 0)
  }

  /// The residual stream after the last layer and the final norm.
  private func finalNorm(
    _ ids: [Int], batch: Int, on tape: inout Tape
  ) throws -> Variable {
    try check(ids, batch: batch)
    let x = try tape.embedding(try parameter(.tokenEmbedding, tape), ids)
    return try finalNorm(stream: try placed(x, batch: batch, on: &tape), batch: batch, on: &tape)
  }

  private func finalNorm(
    stream: Variable, batch: Int, on tape: inout Tape
  ) throws -> Variable {
    var x = stream
    for layer in 0..<configuration.layers {
      x = try taking(try attention(x, layer, batch: batch, on: &tape), into: x, on: &tape)
      x = try taking(try feedForward(x, layer, on: &tape), into: x, on: &tape)
    }
    return try norm(x, .finalNorm, .finalNormBias, on: &tape)
  }

  private func taking(
    _ share: Variable, into x: Variable, on tape: inout Tape
  ) throws -> Variable {
    configuration.isResidual ? try tape.add(x, share) : share
  }

  /// Embeddings with those of their places, where a model has such.
  private func placed(_ x: Variable, batch: Int, on tape: inout Tape) throws -> Variable {
    guard let table = optional(.positionEmbedding, tape) else { return x }
    let length = x.value.rowCount / batch
    let places = try tape.embedding(table, (0..<x.value.rowCount).map { $0 % length })
    return try tape.add(x, places)
  }

  private func attention(
    _ x: Variable, _ layer: Int, batch: Int, on tape: inout Tape
  ) throws -> Variable {
    let shape = HeadShape(
      batch: batch, heads: configuration.heads, keyValueHeads: configuration.keyValueHeads,
      headWidth: configuration.headWidth)
    let normed = try norm(
      x, .layer(layer, .attentionNorm), .layer(layer, .attentionNormBias), on: &tape)
    var q = try map(normed, layer, .query, .queryBias, on: &tape)
    var k = try map(normed, layer, .key, .keyBias, on: &tape)
    let v = try map(normed, layer, .value, .valueBias, on: &tape)
    if let rotary {
      q = try tape.rotate(q, rotary, shape, heads: shape.heads)
      k = try tape.rotate(k, rotary, shape, heads: shape.keyValueHeads)
    }
    let sums = try tape.attention(q, k, v, shape, scale: configuration.attentionScale)
    return try map(sums, layer, .attentionOutput, .attentionOutputBias, on: &tape)
  }

  private func feedForward(_ x: Variable, _ layer: Int, on tape: inout Tape) throws -> Variable {
    let normed = try norm(
      x, .layer(layer, .feedForwardNorm), .layer(layer, .feedForwardNormBias), on: &tape)
    let down = try parameter(.layer(layer, .down), tape)
    if configuration.isGated {
      let gate = try tape.linear(normed, try parameter(.layer(layer, .gate), tape))
      let up = try map(normed, layer, .up, .upBias, on: &tape)
      return try tape.linear(gating: gate, up, configuration.activation, down)
    }
    let up = try map(normed, layer, .up, .upBias, on: &tape)
    return try tape.linear(
      activating: up, configuration.activation, down, bias: optional(.layer(layer, .downBias), tape)
    )
  }
}

extension TrainingGraph {
  private func parameter(_ parameter: Parameter, _ tape: Tape) throws(ModelError) -> Variable {
    guard let variable = optional(parameter, tape) else {
      throw .missingTensor("\(parameter)")
    }
    return variable
  }

  private func optional(_ parameter: Parameter, _ tape: Tape) -> Variable? {
    positions[parameter].map { tape.parameter($0) }
  }

  private func map(
    _ x: Variable, _ layer: Int, _ weight: LayerParameter, _ bias: LayerParameter,
    on tape: inout Tape
  ) throws -> Variable {
    try tape.linear(
      x, try parameter(.layer(layer, weight), tape), bias: optional(.layer(layer, bias), tape))
  }

  private func norm(
    _ x: Variable, _ weight: Parameter, _ bias: Parameter, on tape: inout Tape
  ) throws -> Variable {
    guard configuration.hasNorms else { return x }
    return try tape.norm(
      x, weight: try parameter(weight, tape), bias: optional(bias, tape),
      epsilon: configuration.normEpsilon)
  }

  private func check(_ ids: [Int], batch: Int) throws(ModelError) {
    guard batch > 0, !ids.isEmpty, ids.count % batch == 0 else { throw .noTokens }
    guard ids.count / batch <= configuration.context else {
      throw .contextExceeded(tokens: ids.count / batch, context: configuration.context)
    }
    for id in ids where id < 0 || id >= configuration.vocabularySize {
      throw .unknownToken(id, vocabularySize: configuration.vocabularySize)
    }
  }
}
