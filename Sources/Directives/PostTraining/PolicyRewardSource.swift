import Bedrock
import Engine
import Notebook

/// What `rlhf` rewards, and to which questions.
struct PolicyRewardSource: Sendable {
  enum Data: String, ParameterChoice { case tinyworld }

  /// A rule that looks at an answer and gives it a number.
  enum Rule: String, ParameterChoice {
    /// 1 for the right answer, 0 for any other.
    case answer
    /// The share of the allowed length that was used.
    case length
  }

  enum Form: ParameterForm {
    case pairs, data

    var source: ParameterSource {
      switch self {
      case .pairs: .init("pairs=[[\"prompt\", \"answer\"], ...]", needs: ["pairs"])
      case .data: .init("data=tinyworld", needs: ["data"])
      }
    }
  }

  enum Judge: ParameterForm {
    case reward, rule, contains

    var source: ParameterSource {
      switch self {
      case .reward: .init(needs: ["reward"])
      case .rule: .init(needs: ["rule"])
      case .contains: .init(needs: ["contains"])
      }
    }
  }

  let pairs: [[String]]?
  let data: Data?
  let heldOut: Double
  let reward: Record?
  let rule: Rule?
  let contains: String?
  let form: Form
  let judgeForm: Judge

  init(_ parameters: inout ParameterReader) {
    pairs = parameters.optional(
      "pairs", .textRows(["prompt", "answer"]), positional: true,
      help: "rows of a question and the answer that is right")
    data = parameters.optional(
      "data", .choice(), help: "the world's questions and answers instead of pairs")
    heldOut = parameters.heldOut()
    reward = parameters.optional("reward", .record, help: "the result of a reward directive")
    rule = parameters.optional(
      "rule", .choice(),
      help: "instead of a reward model: 1 for the right answer, or the longer the better")
    contains = parameters.optional(
      "contains", .text, help: "instead of a reward model: 1 for an answer that has this text")
    form = parameters.exactlyOne("questions with answers")
    judgeForm = parameters.exactlyOne("a judge")
  }

  func judge(_ tokens: ReplyTokens, maximumTokens: Int) throws -> PolicyJudge {
    let rows = pairs ?? TinyWorld.instructions.map { [$0.prompt, $0.answer] }
    let split = HeldOut(rows, share: heldOut) { $0[0] }
    try split.check()
    return PolicyJudge(
      questions: split.trained.map { $0[0] }, answers: split.trained.map { $0[1] },
      kind: try kind(tokens), tokens: tokens, maximumTokens: maximumTokens)
  }

  private func kind(_ tokens: ReplyTokens) throws -> PolicyJudge.Kind {
    if let contains { return .contains(contains) }
    if let rule { return rule == .answer ? .answer : .length }
    guard let record = reward, case .model(let value)? = record["reward_model"] else {
      throw DirectiveError(
        "'reward' must be the result of a 'reward' directive", parameter: "reward")
    }
    let file = try RewardFile(value)
    guard file.model.configuration.vocabularySize == tokens.tokenizer.vocabularySize else {
      throw DirectiveError(
        "the reward model reads other tokens than this model writes", parameter: "reward")
    }
    return .model(file.model)
  }
}

/// Gives answers their rewards, and knows which of them are right.
struct PolicyJudge: Sendable {
  enum Kind: Sendable {
    case model(RewardModel)
    case answer
    case length
    case contains(String)
  }

  let questions: [String]
  let answers: [String]
  let kind: Kind
  let tokens: ReplyTokens
  let maximumTokens: Int

  /// A number for each answer.
  func rewards(_ rollouts: [Rollout]) throws -> [Double] {
    switch kind {
    case .model(let model): return try model.rewards(of: rollouts.map(\.reply))
    case .answer: return rollouts.map { isRight($0) ? 1 : 0 }
    case .length:
      return rollouts.map {
        Double($0.reply.answer.count - ($0.isEnded ? 1 : 0)) / Double(maximumTokens)
      }
    case .contains(let text):
      return rollouts.map { Self.contains(tokens.text($0.reply.answer), text) ? 1 : 0 }
    }
  }

  /// Whether an answer is, up to blanks at its ends, the right one: the quality that is meant.
  func isRight(_ rollout: Rollout) -> Bool {
    ReplyTokens.shown(tokens.text(rollout.reply.answer)).utf8
      .elementsEqual(ReplyTokens.shown(answers[rollout.prompt]).utf8)
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    guard !part.isEmpty, part.count <= text.count else { return part.isEmpty }
    return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }
}
