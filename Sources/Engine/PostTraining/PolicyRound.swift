/// The answers of a step on their way from rewards to advantages.
struct PolicyRound {
  let batch: PaddedSequences
  let rewards: [Double]
  /// ln π_ref, one a row.
  let reference: [Float]
  /// How many answers in a row belong to one prompt.
  let group: Int
  /// ln π when the answers were drawn, one a row.
  private(set) var drawn: [Float] = []
  private(set) var divergences: [Double] = []
  /// One a row.
  private(set) var advantages: [Double] = []
  /// What a row counts for in the loss.
  private(set) var weights: [Double] = []

  init(batch: PaddedSequences, rewards: [Double], reference: [Float], group: Int) {
    self.batch = batch
    self.rewards = rewards
    self.reference = reference
    self.group = group
  }

  mutating func judge(
    _ logProbabilities: [Float], _ method: PolicyTuning.Method, divergenceWeight: Double
  ) {
    drawn = logProbabilities
    divergences = (0..<batch.count).map { sequence in
      rows(of: sequence).reduce(0.0) {
        $0 + Double(logProbabilities[$1]) - Double(reference[$1])
      }
    }
    let returns =
      method == .grpo
      ? rewards : zip(rewards, divergences).map { $0 - divergenceWeight * $1 }
    (advantages, weights) = (
      [Double](repeating: 0, count: batch.targets.count),
      [Double](repeating: 0, count: batch.targets.count)
    )
    for first in stride(from: 0, to: batch.count, by: group) {
      let answers = first..<first + group
      let judged = method.advantages(of: Array(returns[answers]))
      for (sequence, advantage) in zip(answers, judged) { spread(advantage, sequence, method) }
    }
  }

  private func rows(of sequence: Int) -> Range<Int> {
    sequence * batch.length..<(sequence + 1) * batch.length
  }

  /// Gives each token of an answer its advantage and weight.
  private mutating func spread(
    _ advantage: Double, _ sequence: Int, _ method: PolicyTuning.Method
  ) {
    let tokens = rows(of: sequence).filter { batch.targets[$0] >= 0 }
    let share = method == .grpo ? Double(max(tokens.count, 1)) : 1
    for row in tokens {
      advantages[row] = advantage
      weights[row] = 1 / (Double(batch.count) * share)
    }
  }
}

extension PolicyTuning.Method {
  /// The advantages of the answers to one prompt, at least two, from their returns.
  public func advantages(of returns: [Double]) -> [Double] {
    let (total, count) = (returns.reduce(0, +), Double(returns.count))
    switch self {
    case .rloo: return returns.map { $0 - (total - $0) / (count - 1) }
    case .grpo:
      let mean = total / count
      let squares = returns.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / (count - 1)).squareRoot()
      return returns.map { ($0 - mean) / (deviation + 1e-4) }
    }
  }
}
