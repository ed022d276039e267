import Bedrock
import Engine
import Figures
import Notebook

/// `history`: how a model's loss fell while it was trained, as its own file tells.
struct History: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "history", chapter: .training,
    summary: "Shows how a model's training loss fell, as its file tells.",
    discussion: """
      The recipe of a model writes the losses of its training into the model's file: that of the first \
      step, and the mean of each stretch of steps. Nothing is trained here. Before anything is learned a \
      model is about as undecided as between all V tokens of its vocabulary, so the first loss is near \
      ln V.
      """,
    results: [
      "losses": "the mean training loss of each stretch of steps, in nats a token",
      "first_loss": "the loss of the first step",
      "last_loss": "the mean of the last stretch",
      "stretch": "how many steps a stretch has",
      "steps": "how many steps there were",
      "log_vocabulary": "ln V: the loss of a model that knows nothing",
    ],
    examples: [
      "The training of the model that is shipped.": """
      history model=tinyworld
      expect history.first_loss ~ history.log_vocabulary within 0.3
      """
    ])

  let model: ModelChoice

  init(_ parameters: inout ParameterReader) {
    model = ModelChoice(&parameters)
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let reference = try model.required(by: "history")
    let model = try context.load(reference)
    guard let history = model.history else {
      throw DirectiveError(
        "the file of '\(reference.name)' does not say how it was trained", parameter: "model")
    }
    let losses = history.means.map { Double($0) }
    let ignorance = Elementary.log(Double(model.configuration.vocabularySize))
    let middles = losses.indices.map { Double($0 * history.stretch + history.stretch / 2) }
    let chart = LineChart(
      series: [.init("training", x: [1] + middles, y: [Double(history.first)] + losses)],
      x: .init("step"), y: .init("loss"), title: "the training of \(reference.name)",
      precision: .float)
    return Outcome(
      [
        "losses": .array(NumericArray(vector: losses, width: .float)),
        "first_loss": .float(history.first), "last_loss": .float(history.means.last ?? .nan),
        "stretch": .integer(history.stretch), "steps": .integer(history.steps),
        "log_vocabulary": .double(ignorance),
      ], blocks: [.figure(chart)])
  }
}
