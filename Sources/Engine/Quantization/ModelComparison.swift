import Bedrock
import Numerics

/// How a changed model differs from the original on some text.
public struct ModelDifference: Sendable, Equatable {
  /// The positions at which something was predicted.
  public internal(set) var positions = 0
  /// The changed model's mean −ln p of the tokens that came, in nats.
  public internal(set) var loss = 0.0
  /// The mean of KL(original ‖ changed) = Σ p ln(p / q), in nats.
  public internal(set) var divergence = 0.0
  /// The share of positions at which both have the same most likely token.
  public internal(set) var agreement = 0.0

  /// exp of the loss.
  public var perplexity: Double { Elementary.exp(loss) }
}

/// Holds changed models against an original, whose logits are computed once.
public struct ModelComparison: Sendable {
  /// A sequence of tokens and the original's logits after each but the last.
  private struct Sequence: Sendable {
    let ids: [Int]
    let logits: Tensor
    let summaries: [LogitSummary]
  }

  private let sequences: [Sequence]
  private let pool: WorkerPool

  /// - Parameter sequences: token ids; those of fewer than two have nothing to predict.
  public init(
    _ original: Transformer, on sequences: [[Int]], pool: WorkerPool = .default
  ) throws {
    self.pool = pool
    self.sequences = try sequences.filter { $0.count > 1 }.map { ids in
      let logits = try original.logits(Array(ids.dropLast()), pool: pool)
      return Sequence(
        ids: ids, logits: logits,
        summaries: (0..<logits.rowCount).map { LogitSummary(logits.row($0)) })
    }
  }

  /// The positions at which something is predicted.
  public var positions: Int { sequences.reduce(0) { $0 + $1.ids.count - 1 } }

  /// The original against itself: its own loss.
  public func original() -> ModelDifference {
    sum { $0.logits }
  }

  /// A model, or the original with taps in it, against the original.
  public func difference(of model: Transformer, taps: Taps? = nil) throws -> ModelDifference {
    try sum { try model.logits(Array($0.ids.dropLast()), taps: taps, pool: pool) }
  }

  private func sum(
    _ logits: (Sequence) throws -> Tensor
  ) rethrows -> ModelDifference {
    var difference = ModelDifference()
    for sequence in sequences {
      let changed = try logits(sequence)
      for position in 0..<sequence.ids.count - 1 {
        difference.add(
          original: sequence.logits.row(position), sequence.summaries[position],
          changed: changed.row(position), target: sequence.ids[position + 1])
      }
    }
    return difference.mean
  }
}

/// What is needed of a row of logits as a whole.
private struct LogitSummary {
  /// The position of the largest logit, the first of equals.
  let best: Int
  /// ln Σ exp, the sum in ascending order.
  let logSum: Double

  init(_ logits: [Float]) {
    var best = 0
    for (index, x) in logits.enumerated() where x > logits[best] { best = index }
    let largest = Double(logits[best])
    var sum = 0.0
    for x in logits { sum += Elementary.exp(Double(x) - largest) }
    self.best = best
    logSum = largest + Elementary.log(sum)
  }
}

extension ModelDifference {
  /// Adds a position: both models' logits, and the token that came.
  fileprivate mutating func add(
    original: [Float], _ summary: LogitSummary, changed: [Float], target: Int
  ) {
    let other = LogitSummary(changed)
    var divergence = 0.0
    for (x, y) in zip(original, changed) {
      let (logP, logQ) = (Double(x) - summary.logSum, Double(y) - other.logSum)
      divergence += Elementary.exp(logP) * (logP - logQ)
    }
    positions += 1
    loss += other.logSum - Double(changed[target])
    self.divergence += divergence
    agreement += summary.best == other.best ? 1 : 0
  }

  /// The sums over positions as means.
  fileprivate var mean: ModelDifference {
    let count = Double(max(positions, 1))
    var result = self
    result.loss /= count
    result.divergence /= count
    result.agreement /= count
    return result
  }
}
