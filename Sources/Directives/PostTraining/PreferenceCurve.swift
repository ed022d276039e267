import Bedrock
import Engine

/// What is measured while a model is tuned on pairs.
struct PreferenceCurve {
  /// Means over pairs after a number of steps.
  struct Point {
    let step: Int
    /// ln p of the answers.
    let chosen: Double
    let rejected: Double
    /// β (ln p − ln p_ref)
    let chosenReward: Double
    let rejectedReward: Double
    /// The share of pairs whose margin is above 0.
    let accuracy: Double
    /// ln p − ln p_ref of each chosen answer, then of each rejected one.
    let changes: [Double]

    /// ln p − ln p_ref of the chosen answer, one a pair.
    var chosenChanges: [Double] { Array(changes.prefix(changes.count / 2)) }
    /// The same of the rejected answers.
    var rejectedChanges: [Double] { Array(changes.suffix(changes.count / 2)) }

    var margin: Double { chosenReward - rejectedReward }
  }

  let pairs: [PreferencePair]
  let heldPairs: [PreferencePair]
  let beta: Double
  private(set) var points: [Point] = []
  private(set) var held: [Point] = []
  private let reference: [Double]
  private let heldReference: [Double]

  init(
    pairs: [PreferencePair], held heldPairs: [PreferencePair], beta: Double, _ tuner: Tuner
  ) throws {
    self.pairs = pairs
    self.heldPairs = heldPairs
    self.beta = beta
    reference = try Self.logProbabilities(pairs, tuner)
    heldReference = try Self.logProbabilities(heldPairs, tuner)
    try measure(tuner)
  }

  mutating func measure(_ tuner: Tuner) throws {
    points.append(
      point(try Self.logProbabilities(pairs, tuner), reference, step: tuner.step))
    if !heldPairs.isEmpty {
      held.append(
        point(try Self.logProbabilities(heldPairs, tuner), heldReference, step: tuner.step))
    }
  }

  /// Of the chosen answers, then of the rejected ones.
  private static func logProbabilities(
    _ pairs: [PreferencePair], _ tuner: Tuner
  ) throws -> [Double] {
    try ReplyScores.logProbabilities(
      of: pairs.map(\.chosen) + pairs.map(\.rejected), configuration: tuner.configuration,
      tensors: tuner.tensors)
  }

  private func point(_ all: [Double], _ reference: [Double], step: Int) -> Point {
    let count = all.count / 2
    func mean(_ values: ArraySlice<Double>) -> Double {
      values.reduce(0, +) / Double(max(count, 1))
    }
    let changes = zip(all, reference).map { $0 - $1 }
    let rewards = changes.map { beta * $0 }
    let right = (0..<count).count { rewards[$0] > rewards[count + $0] }
    return Point(
      step: step, chosen: mean(all[..<count]), rejected: mean(all[count...]),
      chosenReward: mean(rewards[..<count]), rejectedReward: mean(rewards[count...]),
      accuracy: Double(right) / Double(max(count, 1)), changes: changes)
  }
}
