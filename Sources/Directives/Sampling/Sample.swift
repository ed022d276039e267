import Bedrock
import Engine
import Figures
import Notebook

/// `sample`: from logits through the decoder's filters to drawn tokens.
struct Sample: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "sample", chapter: .sampling,
    summary: "Turns logits into probabilities, filters them, and draws tokens.",
    discussion: SampleDocumentation.discussion,
    results: SampleDocumentation.results,
    examples: SampleDocumentation.examples,
    errors: [
      "need 'history='": """
      sample logits=[2, 1, 0] repetition_penalty=1.2
      """,
      "'top_p' must be above 0": """
      sample logits=[2, 1] top_p=0
      """,
    ])

  enum Strategy: String, ParameterChoice { case sample, greedy }
  enum Form: String, ParameterChoice { case signed, divide }
  enum Shown: String, ParameterChoice { case stages, result, draws, none }

  let source: SampleSource
  let filters: FilterParameters
  let history: [TokenReference]
  let form: Form
  let strategy: Strategy
  let draws: Int
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    source = SampleSource(&parameters)
    filters = FilterParameters(&parameters, penalized: "the tokens of `history=`")
    history = parameters.value(
      "history", .tokens, default: [],
      help: "the tokens that were there already; of a model, the prompt's if left out")
    form = parameters.value(
      "penalty_form", .choice(), default: .signed,
      help: "how the penalty acts on a negative logit: signed multiplies it, divide divides it")
    strategy = parameters.value(
      "strategy", .choice(), default: .sample,
      help: "draw by the probabilities, or take the most likely token each time")
    draws = parameters.value(
      "draws", .integer(in: 0...1_000_000), default: 1, help: "how many tokens to draw")
    shown = parameters.value(
      "show", .choice(), default: .stages,
      help: "the distribution after every filter, or only the last one, or only the draws")
    parameters.only("history", "penalty_form", with: .given("repetition_penalty"))
    parameters.when(
      .all([.given("repetition_penalty"), .source(SampleSource.Form.logits)]), needs: "history",
      because: "the tokens that were there already")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let scores = try source.scores(context)
    let size = Double(scores.logits.count)
    try context.admit(
      WorkEstimate(operations: 4 * size * Double(draws), bytes: 100 * Double(draws)))
    let trace = try trace(scores)
    let draws = draw(trace.final, &context.random)
    let report = SampleReport(
      trace: trace, tokens: scores.tokens, draws: draws, isGreedy: strategy == .greedy,
      limit: scores.isVocabulary ? 12 : 40)
    let blocks =
      switch shown {
      case .stages: report.stages
      case .result: report.result
      case .draws: report.drawn
      case .none: [OutcomeBlock]()
      }
    return Outcome(values(trace, draws, scores.tokens), blocks: blocks)
  }

  private func trace(_ scores: SampleScores) throws -> SamplingTrace {
    do {
      return try SamplingTrace(logits: scores.logits, filters: try filters(scores))
    } catch let error as SamplingError {
      throw DirectiveError("\(error)", parameter: "logits")
    }
  }

  /// The filters that are set, in the order asked for.
  private func filters(_ scores: SampleScores) throws -> [LogitFilter] {
    try filters.filters(
      history: { .tokens(try positions(of: history, in: scores)) },
      form: form == .signed ? .signed : .divide)
  }

  /// The tokens that were there already: those that are named, or else the prompt's.
  private func positions(
    of history: [TokenReference], in scores: SampleScores
  ) throws -> [Int] {
    if history.isEmpty, let prompt = scores.promptIDs { return prompt }
    guard !history.isEmpty else {
      throw DirectiveError(
        "'repetition_penalty' needs 'history=': the tokens that were there already",
        parameter: "repetition_penalty")
    }
    let lookup = TokenLookup(
      texts: scores.tokens, count: scores.logits.count, parameter: "history")
    return try history.map(lookup.position)
  }

  private func draw(_ stage: SamplingTrace.Stage, _ random: inout RandomStream) -> [Int] {
    switch strategy {
    case .greedy: [Int](repeating: stage.greedy, count: draws)
    case .sample: random.categorical(stage.probabilities, count: draws)
    }
  }

  private func values(
    _ trace: SamplingTrace, _ draws: [Int], _ tokens: [String]?
  ) -> Record {
    let before = trace.initial.probabilities
    let after = trace.final.probabilities
    var counts = [Int](repeating: 0, count: before.count)
    for position in draws { counts[position] += 1 }
    let stages = [trace.initial] + trace.stages
    return Record([
      "probabilities": .vector(after, labels: tokens),
      "kept": .integers(trace.final.kept),
      "draws": .integers(draws),
      "drawn_tokens": .strings(tokens.map { texts in draws.map { texts[$0] } } ?? []),
      "counts": .integers(counts, labels: tokens),
      "greedy": .integer(trace.final.greedy),
      "raw_probabilities": .vector(before, labels: tokens),
      "stages": .array(
        NumericArray(
          rows: stages.map(\.probabilities),
          rowLabels: ["logits"] + trace.stages.map { $0.filter?.kind.rawValue ?? "logits" },
          columnLabels: tokens)),
      "entropy": .double(Uncertainty.entropy(after)),
      "perplexity": .double(Uncertainty.perplexity(after)),
      "raw_entropy": .double(Uncertainty.entropy(before)),
      "raw_perplexity": .double(Uncertainty.perplexity(before)),
    ])
  }
}
