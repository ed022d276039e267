import Numerics

/// A model's run over a text: what it expects next, and how well it predicted the text itself.
public struct TextRun: Sendable, Equatable {
  /// What comes after the last token.
  public let prediction: Prediction
  /// −ln p of each token but the first, given those before it.
  public let losses: [Double]

  /// The mean of the losses; NaN where the text is one token.
  public var loss: Double { losses.reduce(0, +) / Double(losses.count) }

  init(losses: [Double], last: [Float]) throws {
    prediction = try Prediction(last)
    self.losses = losses
  }

  /// - Parameter normed: the stream after the final norm, `[tokens, width]`.
  init(_ model: Transformer, normed: Tensor, ids: [Int], pool: WorkerPool) throws {
    let (losses, last) = try model.lossesAndLastLogits(normed: normed, of: ids, pool: pool)
    try self.init(losses: losses, last: last)
  }

  /// - Parameter logits: `[tokens, vocabulary]`.
  init(_ logits: Tensor, ids: [Int], pool: WorkerPool) throws {
    prediction = try Prediction(logits.row(ids.count - 1))
    guard ids.count > 1 else {
      losses = []
      return
    }
    let predicting = logits.rows(0..<ids.count - 1)
    losses = try CrossEntropy(predicting, targets: Array(ids.dropFirst()), pool: pool)
      .losses.elements.map { Double($0) }
  }
}

extension Transformer {
  /// Runs over a text, with whatever the taps change.
  public func run(
    _ ids: [Int], taps: Taps? = nil, pool: WorkerPool = .default
  ) throws -> TextRun {
    guard !taps.wants(.logits) else {
      return try TextRun(try logits(ids, taps: taps, pool: pool), ids: ids, pool: pool)
    }
    let (losses, last) = try lossesAndLastLogits(ids, taps: taps, pool: pool)
    return try TextRun(losses: losses, last: last)
  }

  /// The last token's logits, and for each token but the first −ln p, given those before it.
  ///
  /// Logits are computed for some tokens at a time, so that a long text needs no table of all of them.
  /// Law: they have the bits of `logits(_:taps:)`, whose point `.logits` taps must not want.
  public func lossesAndLastLogits(
    _ ids: [Int], taps: Taps? = nil, pool: WorkerPool = .default
  ) throws -> (losses: [Double], last: [Float]) {
    let recorder = TapRecorder()
    let normed = recorder.taps([.finalNorm])
    let both = Taps((taps?.points ?? []).union(normed.points)) { point, tensor in
      try taps?.observe(point, &tensor)
      if point == .finalNorm { try normed.observe(point, &tensor) }
    }
    try run(ids, through: .finalNorm, taps: both, pool: pool)
    return try lossesAndLastLogits(
      normed: recorder.tensors.recorded(.finalNorm), of: ids, pool: pool)
  }

  /// The same from the stream after the final norm, `[tokens, width]`.
  func lossesAndLastLogits(
    normed stream: Tensor, of ids: [Int], pool: WorkerPool
  ) throws -> (losses: [Double], last: [Float]) {
    var losses: [Double] = []
    var last: [Float] = []
    for rows in chunks(of: ids.count) {
      let logits = try output(stream.rows(rows), pool: pool)
      let predicting = rows.clamped(to: 0..<ids.count - 1)
      if !predicting.isEmpty {
        let targets = predicting.map { ids[$0 + 1] }
        losses += try CrossEntropy(
          logits.rows(0..<predicting.count), targets: targets, pool: pool
        ).losses.elements.map { Double($0) }
      }
      if rows.upperBound == ids.count { last = logits.row(rows.count - 1) }
    }
    return (losses, last)
  }

  /// A text's tokens by as many as 64 MB of logits are for.
  func chunks(of count: Int) -> [Range<Int>] {
    let size = max(1, (16 << 20) / max(configuration.vocabularySize, 1))
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// Runs over a text and keeps what passes by some points.
  ///
  /// Throws `ModelError` if this model has no such point.
  func record(
    _ points: [TapPoint], of ids: [Int], pool: WorkerPool
  ) throws -> (logits: Tensor, tensors: [TapPoint: Tensor]) {
    let recorder = TapRecorder()
    let logits = try logits(ids, taps: recorder.taps(points), pool: pool)
    for point in points where recorder[point] == nil {
      throw ModelError.configuration("it has no \(point)")
    }
    return (logits, recorder.tensors)
  }
}

extension [TapPoint: Tensor] {
  /// A tensor that was recorded.
  func recorded(_ point: TapPoint) throws(ModelError) -> Tensor {
    guard let tensor = self[point] else { throw .configuration("it has no \(point)") }
    return tensor
  }
}
