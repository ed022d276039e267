import Numerics
import Synchronization

/// Loss and gradients of a batch, computed in parts of a few sequences.
///
/// A part goes through the whole model, forward and backward, on one thread, so that threads need not
/// wait for one another and what a part works on stays in a cache of its core. What the parts bring to
/// the parameters' gradients is summed at the end. Law: the bits are those of the whole batch at once,
/// however it is cut.
struct BatchGradients {
  let loss: Float
  let gradients: [Tensor]

  init(
    _ batch: TokenBatches.Batch, sequences: Int, weights: [Tensor], graph: TrainingGraph,
    pool: WorkerPool
  ) throws {
    let packed = try PackedParameters(weights, maps: graph.maps, pool: pool)
    let context = batch.ids.count / sequences
    let parts = Self.parts(sequences: sequences, context: context, threads: pool.threads)
    let count = batch.targets.reduce(0) { $0 + ($1 >= 0 ? 1 : 0) }
    let results = Mutex([Part?](repeating: nil, count: parts.count))
    try pool.forEach(parts.count) { (index) throws in
      let range = parts[index].lowerBound * context..<parts[index].upperBound * context
      var tape = Tape(parameters: weights, packed: packed, pool: pool)
      let (loss, losses) = try graph.losses(
        Array(batch.ids[range]), targets: Array(batch.targets[range]), batch: parts[index].count,
        count: count, on: &tape)
      let part = Part(losses: losses, terms: try tape.gradientTerms(of: loss))
      results.withLock { $0[index] = part }
    }
    let all = results.withLock { $0.compactMap { $0 } }
    let losses = Tensor(all.flatMap(\.losses.elements))
    loss = count == 0 ? 0 : losses.sum() / Float(count)
    gradients = try ParameterGradients.sum(
      all.map(\.terms), shapes: weights.map(\.shape), pool: pool)
  }

  private struct Part: Sendable {
    let losses: Tensor
    let terms: [[GradientTerm]]
  }

  /// About so many tokens make a part: enough for the products to run at full speed, and few enough
  /// that their activations stay in the second cache.
  private static let tokensPerPart = 128

  /// How the sequences of a batch are cut; one part, whose operations are shared out themselves, where
  /// there are too few sequences to keep all threads busy.
  private static func parts(sequences: Int, context: Int, threads: Int) -> [Range<Int>] {
    for size in Set([max(1, tokensPerPart / context), 1]).sorted(by: >) {
      let parts = stride(from: 0, to: sequences, by: size).map {
        $0..<min($0 + size, sequences)
      }
      let rounds = (parts.count + threads - 1) / threads
      if parts.count * 9 >= rounds * threads * 5 { return parts }
    }
    return [0..<sequences]
  }
}
