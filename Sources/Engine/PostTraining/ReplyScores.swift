import Bedrock
import Numerics

/// How probable a model finds answers.
public enum ReplyScores {
  /// For each reply ln p(answer | prompt), and its tokens' parts of it, without gradients.
  public static func logProbabilities(
    of replies: [Reply], configuration: ModelConfiguration, tensors: [Tensor],
    pool: WorkerPool = .default
  ) throws -> [Double] {
    let graph = try TrainingGraph(configuration)
    return try inParts(replies) { part in
      let batch = PaddedSequences(part)
      let tokens = try tokenLogProbabilities(batch, graph: graph, tensors: tensors, pool: pool)
      return (0..<batch.count).map { sequence in
        tokens[sequence * batch.length..<(sequence + 1) * batch.length]
          .reduce(0.0) { $0 + Double($1) }
      }
    }
  }

  /// For each row of a batch ln p of its target; 0 where the target is ignored.
  static func tokenLogProbabilities(
    _ batch: PaddedSequences, graph: TrainingGraph, tensors: [Tensor], pool: WorkerPool
  ) throws -> [Float] {
    var tape = Tape(parameters: tensors, pool: pool)
    let logits = try graph.logits(batch.ids, batch: batch.count, on: &tape)
    return try CrossEntropy(logits.value, targets: batch.targets, pool: pool)
      .losses.elements.map { -$0 }
  }

  /// The most sequences that are read at once.
  private static let part = 64

  /// Applies `body` to parts of a long list and joins what comes out.
  static func inParts<Result>(
    _ replies: [Reply], _ body: ([Reply]) throws -> [Result]
  ) rethrows -> [Result] {
    var results: [Result] = []
    for first in stride(from: 0, to: replies.count, by: part) {
      results += try body(Array(replies[first..<min(first + part, replies.count)]))
    }
    return results
  }
}
