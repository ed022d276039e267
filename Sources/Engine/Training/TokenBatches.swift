import Bedrock

/// Sequences cut from a row of tokens, for training and validation.
///
/// Law: the batch of a step is a function of the seed and the step's number, so a training that is gone
/// on from a checkpoint sees the batches it would have seen.
public struct TokenBatches: Sendable {
  /// The tokens that training draws from, and behind them those for validation.
  public let tokens: [UInt32]
  /// How many tokens belong to training.
  public let trainingCount: Int
  public let context: Int
  public let batch: Int
  public let seed: UInt64

  /// A batch: sequences one after the other, and for each token the one that follows it.
  public struct Batch: Sendable {
    public let ids: [Int]
    public let targets: [Int]
  }

  public init(
    tokens: [UInt32], context: Int, batch: Int, seed: UInt64, validationShare: Double
  ) throws(TrainingError) {
    self.tokens = tokens
    self.context = context
    self.batch = batch
    self.seed = seed
    let kept = Int(Double(tokens.count) * validationShare)
    trainingCount = tokens.count - kept
    guard trainingCount > context else {
      throw .tooFewTokens(count: trainingCount, needed: context + 1)
    }
    guard kept == 0 || kept > context else {
      throw .tooFewTokens(count: kept, needed: context + 1)
    }
  }

  /// The batch of a step: sequences from places drawn at random.
  public func training(step: Int) -> Batch {
    var stream = RandomStream(seed: seed, name: "training batch", occurrence: step)
    return batch(at: (0..<batch).map { _ in stream.below(trainingCount - context) })
  }

  /// Sequences of the validation tokens that follow one another, at most so many batches, evenly
  /// spread; none if there are no validation tokens.
  public func validation(batches: Int) -> [Batch] {
    let sequences = (tokens.count - trainingCount - 1) / context
    guard sequences >= 1 else { return [] }
    let wanted = min(sequences, batches * batch)
    let places = (0..<wanted).map { trainingCount + $0 * sequences / wanted * context }
    return stride(from: 0, to: wanted, by: batch).map { first in
      batch(at: Array(places[first..<min(first + batch, wanted)]))
    }
  }

  private func batch(at places: [Int]) -> Batch {
    var (ids, targets): ([Int], [Int]) = ([], [])
    ids.reserveCapacity(places.count * context)
    targets.reserveCapacity(places.count * context)
    for place in places {
      for offset in place..<place + context {
        ids.append(Int(tokens[offset]))
        targets.append(Int(tokens[offset + 1]))
      }
    }
    return Batch(ids: ids, targets: targets)
  }
}
