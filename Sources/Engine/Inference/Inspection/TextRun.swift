import Numerics

/// A model's run over a text: what it expects next, and how well it predicted the text itself.
public struct TextRun: Sendable, Equatable {
  /// What comes after the last token.
  public let prediction: Prediction
  /// −ln p of each token but the first, given those before it.
  public let losses: [Double]

  /// The mean of the losses; NaN where the text is one token.
  public var loss: Double { losses.reduce(0, +) / Double(losses.count) }

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
    try TextRun(try logits(ids, taps: taps, pool: pool), ids: ids, pool: pool)
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
