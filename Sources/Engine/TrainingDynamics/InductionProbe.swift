import Bedrock
import Numerics

/// Whether a model copies: random tokens, said twice (Olsson et al., 2022, arXiv:2209.11895).
///
/// In random tokens there is nothing to know. Whoever predicts the second half must find the token
/// before in the first half and repeat what followed it there.
public struct InductionProbe: Sendable {
  public let sequences: [[Int]]
  private let half: Int

  public struct Score: Sendable, Equatable {
    /// Mean losses over the halves, in nats a token; the first token of each is left out.
    public let first: Double
    public let second: Double
    /// The share of the second half, but for its first token, where the right token is the most likely.
    public let accuracy: Double
  }

  /// - Parameters:
  ///   - tokens: what the sequences are drawn from.
  ///   - start: a token that stands before each, if the model wants one.
  public init(tokens: [Int], length: Int, count: Int, start: Int?, seed: UInt64) {
    half = min(length, tokens.count)
    sequences = TinyWorld.repeatedSequences(of: tokens, length: half, count: count, seed: seed)
      .map { (start.map { [$0] } ?? []) + $0 }
  }

  /// - Parameter tensors: a model's parameters.
  public func score(
    _ configuration: ModelConfiguration, tensors: [Tensor], pool: WorkerPool = .default
  ) throws -> Score {
    let graph = try TrainingGraph(configuration)
    var tape = Tape(parameters: tensors, pool: pool)
    let logits = try graph.logits(
      sequences.flatMap { $0 }, batch: sequences.count, on: &tape
    ).value
    let length = sequences.first?.count ?? 0
    let targets = sequences.flatMap { Array($0.dropFirst()) + [CrossEntropy.ignored] }
    let losses = try CrossEntropy(logits, targets: targets, pool: pool).losses
    var (first, second, right, count) = (0.0, 0.0, 0, 0)
    for sequence in sequences.indices {
      for offset in 1..<max(half, 1) {
        // The row before a token predicts it.
        let late = sequence * length + length - half + offset - 1
        first += Double(losses[flat: late - half])
        second += Double(losses[flat: late])
        let row = logits.row(late)
        if row.indices.max(by: { row[$0] < row[$1] }) == targets[late] { right += 1 }
        count += 1
      }
    }
    let total = Double(max(count, 1))
    return Score(first: first / total, second: second / total, accuracy: Double(right) / total)
  }
}
