import Bedrock
import Engine
import Notebook
import Numerics

/// How a model's answers to questions are shared out: exact probabilities, not draws.
struct ReplyMixture: Sendable {
  /// The mean probability of the answer that was demonstrated.
  let answer: Double
  /// The mean probability of a shrug; nil where the world has none.
  let shrug: Double?

  /// All that is neither.
  var rest: Double { max(0, 1 - answer - (shrug ?? 0)) }

  /// - Parameter items: at least one.
  init(
    _ items: [Demonstrations.Item], _ tokens: ReplyTokens, configuration: ModelConfiguration,
    tensors: [Tensor]
  ) throws {
    func mean(_ replies: [Reply]) throws -> Double {
      let all = try ReplyScores.logProbabilities(
        of: replies, configuration: configuration, tensors: tensors)
      return all.reduce(0.0) { $0 + Elementary.exp($1) } / Double(items.count)
    }
    answer = try mean(
      try items.map { try tokens.reply($0.prompt, $0.answer, isEnded: false) })
    let shrugs = Set(items.compactMap(\.shrug)).sorted()
    shrug =
      items.contains { $0.shrug == nil }
      ? nil
      : try mean(
        try items.flatMap { item in
          try shrugs.map { try tokens.reply(item.prompt, $0, isEnded: false) }
        })
  }
}
