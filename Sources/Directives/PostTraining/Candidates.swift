import Bedrock
import Engine
import Figures
import Notebook

/// `candidates`: several answers of a model to each prompt, ranked in pairs.
struct Candidates: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "candidates", chapter: .postTraining,
    summary: "Draws several answers to each prompt and ranks them in pairs.",
    discussion: """
      The first two steps of RLHF. The model draws `count=` answers to each prompt, at the temperature \
      given. A judge ranks them; every two different answers of one prompt that differ in rank make a \
      comparison, the better one first. Where people would judge, here a rule does, since the world's \
      truth is known: the question's own answer is better than the answer to another question, that is \
      better than a shrug, and a shrug is better than anything else (web noise, half a sentence). An \
      answer is judged by its first line.

      `mistakes=` turns that share of the comparisons around, drawn at random, as human raters err.
      """,
    results: [
      "prompts": "the prompts",
      "answers": "the drawn answers, prompt by prompt",
      "kinds": "what each is: answer, wrong answer, shrug or noise",
      "shares": "how often each of the four kinds was drawn, as shares in that order",
      "pairs": "rows of a prompt, the better answer and the worse, for reward and dpo",
      "count": "how many pairs",
    ],
    examples: [
      "Four answers of tinyworld to each of two questions.": """
      candidates prompts=["Why is the sky blue?", "Why do cats purr?"] model=tinyworld
      """
    ],
    errors: [
      "'candidates' needs prompts": """
      candidates model=tinyworld
      """
    ])

  enum Data: String, ParameterChoice { case tinyworld }

  enum Form: ParameterForm {
    case prompts, data

    var source: ParameterSource {
      switch self {
      case .prompts: .init("a list of questions", needs: ["prompts"])
      case .data: .init("data=tinyworld", needs: ["data"])
      }
    }
  }

  let form: Form
  let prompts: [String]?
  let data: Data?
  let model: ModelChoice
  let count: Int
  let temperature: Double
  let tokens: Int
  let mistakes: Double
  let shown: Int

  init(_ parameters: inout ParameterReader) {
    prompts = parameters.optional(
      "prompts", .texts, positional: true, help: "questions of the world")
    data = parameters.optional(
      "data", .choice(), help: "all of the world's questions instead of prompts")
    model = ModelChoice(&parameters, help: "the model that answers")
    count = parameters.value(
      "count", .integer(in: 1...64), default: 4, help: "answers to each prompt")
    temperature = parameters.value(
      "temperature", .number(atLeast: 0), default: 1, help: "divides the logits")
    tokens = parameters.value(
      "tokens", .integer(in: 1...100), default: 24, help: "the most tokens of an answer")
    mistakes = parameters.value(
      "mistakes", .number(in: 0...1), default: 0, help: "the share of comparisons turned around")
    shown = parameters.value(
      "show", .integer(in: 0...100), default: 2, help: "how many prompts' answers are listed")
    form = parameters.exactlyOne("prompts")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let questions = prompts ?? TinyWorld.instructions.map(\.prompt)
    let file = try context.weights(of: model.required(by: "candidates"))
    let tokens = ReplyTokens(file)
    let ids = try questions.map(tokens.prompt)
    let answers = Double(questions.count) * Double(count)
    try context.admit(
      .passes(
        answers * Double(self.tokens), of: file.configuration, tokens: 1, logitRows: 1))
    let rollouts = try guardingTuning {
      try Sampler(
        temperature: temperature, maximumTokens: self.tokens,
        endTokens: Set(tokens.end.map { [$0] } ?? [])
      ).answers(
        to: ids, count: count, by: try Transformer(file.weights), stream: context.random)
    }
    var ranking = CandidateRanking(
      questions: questions,
      answers: rollouts.map { (prompt: $0.prompt, text: tokens.text($0.reply.answer)) })
    var random = context.random.child("mistakes")
    ranking.turnAround(share: mistakes, &random)
    return Outcome(ranking.values, blocks: ranking.blocks(shown: shown))
  }
}
