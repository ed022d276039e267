import Numerics

/// What a model would say if it stopped after each layer: the final norm and the output map applied
/// to the residual stream on the way (nostalgebraist 2020, "interpreting GPT: the logit lens").
///
/// The norm is computed anew at each depth. Law: after the last layer the lens is the logits, bit for
/// bit.
public struct LogitLens: Sendable {
  /// A prediction for each depth: of the embedding, then after each layer from the first.
  public let predictions: [Prediction]
  /// The position whose stream is looked at.
  public let position: Int
  /// The model's own logits at that position.
  public let logits: [Float]

  /// Looks at one position of a text.
  ///
  /// - Precondition: a position of the text.
  public init(
    _ model: Transformer, ids: [Int], position: Int, pool: WorkerPool = .default
  ) throws {
    precondition(ids.indices.contains(position), "expected a position of \(ids.count) tokens")
    self.position = position
    let points = model.depths
    let (logits, tensors) = try model.record(points, of: ids, pool: pool)
    let streams = try points.map { try tensors.recorded($0).rows(position..<position + 1) }
    let read = try model.readOut(try Tensor.stackingRows(streams), pool: pool)
    predictions = try points.indices.map { try Prediction(read.row($0)) }
    self.logits = logits.row(position)
  }
}

/// The lens over all positions of a text, for one token at each.
public struct LensMap: Sendable {
  /// The probability of the model's own final choice at each position, by depth and position.
  public let probabilities: [[Double]]
  /// The most likely token at each depth and position.
  public let best: [[Int]]

  public init(_ model: Transformer, ids: [Int], pool: WorkerPool = .default) throws {
    let points = model.depths
    let (logits, tensors) = try model.record(points, of: ids, pool: pool)
    let final = try ids.indices.map { try Prediction(logits.row($0)).best }
    var (probabilities, best) = ([[Double]](), [[Int]]())
    for point in points {
      let read = try model.readOut(try tensors.recorded(point), pool: pool)
      let row = try ids.indices.map { try Prediction(read.row($0)) }
      probabilities.append(zip(row, final).map { $0.probability(of: $1) })
      best.append(row.map(\.best))
    }
    (self.probabilities, self.best) = (probabilities, best)
  }
}

extension Transformer {
  /// The residual stream before the first layer and after each.
  var depths: [TapPoint] {
    [.embedding] + (0..<configuration.layers).map { .layer($0, .residual) }
  }

  /// Logits from rows of the residual stream: the final norm, then the output map.
  func readOut(_ stream: Tensor, pool: WorkerPool) throws -> Tensor {
    try output(try finalNorm(stream, pool: pool), pool: pool)
  }
}
