import Numerics

/// What a model's prediction of a row of tokens costs, all of them counted.
public struct HeldOutLoss: Sendable, Equatable {
  /// The sum of −ln p.
  public let nats: Double
  /// The tokens that were predicted: all but the first.
  public let count: Int

  public var mean: Double { nats / Double(max(count, 1)) }

  /// Reads the tokens in windows of the context's length, one after the other; the first token of a
  /// window is predicted from the window before it.
  public init(
    _ tokens: some RandomAccessCollection<UInt32>, configuration: ModelConfiguration,
    tensors: [Tensor], context: Int, batch: Int = 16, pool: WorkerPool = .default
  ) throws {
    let graph = try TrainingGraph(configuration)
    let all = tokens.map { Int($0) }
    let count = max(all.count - 1, 0)
    var (nats, next) = (0.0, 0)
    while next < count {
      // Whole windows side by side, and the rest of the row alone.
      let windows = min((count - next) / context, batch)
      let (sequences, length) = windows > 0 ? (windows, context) : (1, count - next)
      let end = next + sequences * length
      var tape = Tape(parameters: tensors, pool: pool)
      let logits = try graph.logits(Array(all[next..<end]), batch: sequences, on: &tape)
      let losses = try CrossEntropy(
        logits.value, targets: Array(all[next + 1...end]), pool: pool
      ).losses
      nats = losses.elements.reduce(nats) { $0 + Double($1) }
      next = end
    }
    self.nats = nats
    self.count = count
  }
}
