import Numerics
import Synchronization

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
    // What comes after a position changes nothing at it.
    let (stream, tensors) = try model.recordStreams(points, of: Array(ids[...position]), pool: pool)
    let streams = try points.map { try tensors.recorded($0).rows(position..<position + 1) }
    let read = try model.readOut(try Tensor.stackingRows(streams), pool: pool)
    predictions = try points.indices.map { try Prediction(read.row($0)) }
    logits = try model.output(stream.rows(position..<position + 1), pool: pool).elements
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
    let (stream, tensors) = try model.recordStreams(points, of: ids, pool: pool)
    let chunks = model.chunks(of: ids.count)
    var final = [Int](repeating: 0, count: ids.count)
    for rows in chunks {
      let logits = try model.output(stream.rows(rows), pool: pool)
      for row in rows { final[row] = logits.largestColumn(ofRow: row - rows.lowerBound) }
    }
    var (probabilities, best) = ([[Double]](), [[Int]]())
    for point in points {
      let recorded = try tensors.recorded(point)
      var (chances, choices) = ([Double](), [Int]())
      for rows in chunks {
        let read = try model.readOut(recorded.rows(rows), pool: pool)
        let wanted = Array(final[rows])
        let found = try read.probabilities(of: wanted, pool: pool)
        chances += found
        choices += wanted.indices.map { read.largestColumn(ofRow: $0) }
      }
      probabilities.append(chances)
      best.append(choices)
    }
    (self.probabilities, self.best) = (probabilities, best)
  }
}

extension Tensor {
  /// The column of a row's largest number, the first of equals.
  fileprivate func largestColumn(ofRow row: Int) -> Int {
    let (first, width) = (row * width, width)
    return withElements { elements in
      var best = 0
      for column in 0..<width where elements[first + column] > elements[first + best] {
        best = column
      }
      return best
    }
  }

  /// The probability of one column in each row's softmax, with the bits of `Prediction`.
  fileprivate func probabilities(of columns: [Int], pool: WorkerPool) throws -> [Double] {
    let result = Mutex([Double](repeating: 0, count: columns.count))
    try pool.forEach(columns.count) { row in
      let chance = try Softmax.probability(of: columns[row], in: self.row(row))
      result.withLock { $0[row] = chance }
    }
    return result.withLock { $0 }
  }
}

extension Transformer {
  /// Runs over a text as far as the final norm, and keeps what passes by some points.
  ///
  /// - Returns: the stream after the final norm, and the points' tensors.
  func recordStreams(
    _ points: [TapPoint], of ids: [Int], pool: WorkerPool
  ) throws -> (normed: Tensor, tensors: [TapPoint: Tensor]) {
    let recorder = TapRecorder()
    try run(ids, through: .finalNorm, taps: recorder.taps(points + [.finalNorm]), pool: pool)
    return (try recorder.tensors.recorded(.finalNorm), recorder.tensors)
  }

  /// The residual stream before the first layer and after each.
  var depths: [TapPoint] {
    [.embedding] + (0..<configuration.layers).map { .layer($0, .residual) }
  }

  /// Logits from rows of the residual stream: the final norm, then the output map.
  func readOut(_ stream: Tensor, pool: WorkerPool) throws -> Tensor {
    try output(try finalNorm(stream, pool: pool), pool: pool)
  }
}
