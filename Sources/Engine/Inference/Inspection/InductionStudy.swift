import Bedrock
import Numerics

/// Whether a model copies: random tokens said twice, which only a look at the first time predicts.
///
/// An induction head looks, from a token, at the place after the token's earlier occurrence, and so
/// finds what comes next (Olsson et al. 2022, arXiv:2209.11895).
public struct InductionStudy: Sendable, Equatable {
  /// How many different tokens are said twice.
  public let length: Int
  /// The mean weight from a token of the second half to the place after its earlier occurrence, by
  /// layer and head.
  public let scores: [[Double]]
  /// The mean weight from each token but the first to the one before it, by layer and head.
  public let previousTokenScores: [[Double]]
  /// The mean of −ln p at each place of the sequence but the first, `2 · length − 1` of them.
  public let losses: [Double]

  /// The mean loss of the first half's tokens but the first.
  public var firstHalfLoss: Double { mean(losses.prefix(length - 1)) }
  /// The mean loss of the same tokens the second time.
  public var secondHalfLoss: Double { mean(losses.suffix(length - 1)) }

  private func mean(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// Measures over sequences of `length` tokens said twice.
  ///
  /// - Parameters:
  ///   - sequences: each `2 · length` tokens.
  ///   - prefix: tokens that stand before each; they are not measured.
  /// - Precondition: at least one sequence, and a length of at least two.
  public init(
    _ model: Transformer, sequences: [[Int]], length: Int, prefix: [Int] = [],
    pool: WorkerPool = .default
  ) throws {
    precondition(length >= 2 && !sequences.isEmpty, "expected something that is said twice")
    precondition(sequences.allSatisfy { $0.count == 2 * length }, "expected twice \(length) tokens")
    let configuration = model.configuration
    let points = (0..<configuration.layers).map { TapPoint.layer($0, .weights) }
    let zeros = [[Double]](
      repeating: [Double](repeating: 0, count: configuration.heads), count: configuration.layers)
    var (scores, previous) = (zeros, zeros)
    var losses = [Double](repeating: 0, count: 2 * length - 1)
    let shift = prefix.count
    for sequence in sequences {
      let ids = prefix + sequence
      let (logits, tensors) = try model.record(points, of: ids, pool: pool)
      let run = try TextRun(logits, ids: ids, pool: pool)
      for (index, loss) in run.losses.dropFirst(shift).enumerated() { losses[index] += loss }
      for layer in 0..<configuration.layers {
        let weights = try tensors.recorded(points[layer])
        for head in 0..<configuration.heads {
          for place in shift + length..<shift + 2 * length {
            scores[layer][head] += Double(weights[head, place, place - length + 1])
          }
          for place in shift + 1..<ids.count {
            previous[layer][head] += Double(weights[head, place, place - 1])
          }
        }
      }
    }
    let count = Double(sequences.count)
    self.length = length
    self.scores = scores.map { $0.map { $0 / (count * Double(length)) } }
    previousTokenScores = previous.map { $0.map { $0 / (count * Double(2 * length - 1)) } }
    self.losses = losses.map { $0 / count }
  }
}
