import Bedrock
import Engine
import Figures
import Notebook

/// `salience`: how much each token of a text counts for what the model expects next.
struct Salience: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "salience", chapter: .block,
    summary: "Scores each token of a text by its gradient: how much it counts for what comes next.",
    discussion: """
      What is explained is f, ln of the target's probability, or with `against=` the difference of two \
      logits. Each token's embedding is held against that of a `baseline=` token, and gets one number:

      - `method=gradient`: the gradient of f at its embedding, times how far that is from the baseline \
      (Shrikumar et al. 2016, arXiv:1605.01713). It looks at the slope in one place, and its scores sum \
      to nothing in particular.
      - `method=integrated`: the gradient's mean over the straight way from the baseline to the text, \
      times that distance (integrated gradients: Sundararajan et al. 2017, arXiv:1703.01365). These sum \
      to f(text) - f(baseline); `difference` is what the `steps=` of the mean leave of that.

      The baseline is a choice, and another gives other scores. A score is no cause: put another token \
      in a token's place (`patch`), and see.
      """,
    results: [
      "scores": "one a token",
      "sum": "of the scores",
      "value": "f of the text",
      "baseline": "f where every embedding is the baseline",
      "difference": "of method=integrated: sum - (value - baseline), what the steps leave",
      "target": "the target's text",
    ],
    examples: [
      "Which words speak for the car?": """
      salience "A blue car crashed into a concrete wall. They stopped it. The"
        model=tinyworld target=" car" against=" wall"
      expect abs(salience.difference) < 0.05 * abs(salience.value - salience.baseline)
      """
    ],
    errors: [
      "is no token of the model": """
      salience "The cat" model=tinyworld target="zeppelin"
      """
    ])

  enum Method: String, ParameterChoice { case integrated, gradient }

  let text: String
  let model: ModelChoice
  let target: TargetChoice
  let method: Method
  let steps: Int
  let baseline: TokenReference?

  init(_ parameters: inout ParameterReader) {
    text = parameters.required("text", .text, positional: true, help: "what the model reads")
    model = ModelChoice(&parameters, help: "the model whose expectation is explained")
    target = TargetChoice(&parameters)
    method = parameters.value(
      "method", .choice(), default: .integrated,
      help: "the gradient's mean on the way from the baseline, or the gradient at the text")
    steps = parameters.value(
      "steps", .integer(in: 1...1000), default: 64,
      help: "of method=integrated: the places of the mean")
    baseline = parameters.optional(
      "baseline", .vocabularyToken,
      help:
        "the token that every token is held against; the model's start token, or token 0, if absent"
    )
    parameters.only("steps", with: .value("method", "integrated"))
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let reference = try model.required(by: "salience")
    let model = try context.load(reference)
    let text = try ModelText(text, in: model)
    try context.admit(
      .training(of: model.configuration, steps: steps, sequences: 1, tokens: text.count))
    let prediction = try model.transformer.run(text.ids).prediction
    let measured = try target.measured(in: model, after: prediction)
    let salience = try TokenSalience(
      try model.weights, ids: text.ids,
      baseline: try baseline.map { try model.id(of: $0, parameter: "baseline") }
        ?? model.startToken ?? 0,
      measure: measured.measure,
      method: method == .gradient ? .gradient : .integrated(steps: steps)
    ) { done, total in context.progress(done, of: total, "gradients") }
    return outcome(salience, text, measured, reference.name)
  }

  private func outcome(
    _ salience: TokenSalience, _ text: ModelText, _ measured: Measured, _ name: String
  ) -> Outcome {
    var record = Record([
      "scores": .vector(salience.scores, labels: text.labels), "sum": .double(salience.sum),
      "value": .double(salience.value), "baseline": .double(salience.baseline),
      "target": .string(measured.target),
    ])
    let difference = salience.sum - (salience.value - salience.baseline)
    if method == .integrated { record["difference"] = .double(difference) }
    let bars = BarChart(
      entries: zip(text.labels, salience.scores).map { .init($0, $1) }, format: .decimals(2),
      columns: [.value], valueName: "score", labelName: "token",
      title: "\(name): what each token adds to \(measured.name)")
    let short = { (x: Double) in NumberText.fixed(x, decimals: 2) }
    let sum =
      "The scores sum to \(short(salience.sum)). \(measured.name) is \(short(salience.value)) of the"
      + " text and \(short(salience.baseline)) of the baseline"
    let rest =
      method == .integrated
      ? "; their difference, \(short(salience.value - salience.baseline)), is missed by"
        + " \(NumberText.significant(difference.magnitude, digits: 2))."
      : "; a gradient at one place does not promise their difference."
    return Outcome(record, blocks: [.figure(bars), .paragraph(sum + rest)])
  }
}
