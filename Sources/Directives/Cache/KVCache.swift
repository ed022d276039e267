import Engine
import Figures
import Notebook

/// `kvcache`: what a KV cache saves, what it takes, and that it changes nothing.
struct KVCache: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "kvcache", chapter: "14 Context and KV cache",
    summary: "Counts what keeping keys and values saves and takes, or runs a model both ways.",
    discussion: KVCacheDocumentation.discussion,
    results: KVCacheDocumentation.results,
    examples: KVCacheDocumentation.examples,
    errors: KVCacheDocumentation.errors)

  enum Convention: String, ParameterChoice { case simple, real }
  enum Shown: String, ParameterChoice { case all, counts, none }

  let text: String?
  let model: ModelChoice
  let tokens: Int
  let stop: Bool
  let prompt: Int?
  let generated: Int?
  let convention: Convention?
  let configuration: [String]
  let shape: CacheShapeSource
  let contexts: NumericArray?
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    text = parameters.optional(
      "text", .text, positional: true,
      help: "what a model writes on after, with a cache and without")
    model = ModelChoice(&parameters, help: "the model that runs, or whose shape is taken")
    tokens = parameters.value(
      "tokens", .integer(in: 1...10_000), default: 20, help: "in a run, the most tokens to write")
    stop = parameters.value(
      "stop", .flag, default: true, help: "in a run, whether the end-of-text token ends it")
    prompt = parameters.optional(
      "prompt", .integer(in: 1...1_000_000_000), help: "without a run, the tokens of the prompt")
    generated = parameters.optional(
      "generated", .integer(in: 1...1_000_000), help: "without a run, the tokens that are written")
    convention = parameters.optional(
      "convention", .choice(),
      help: "simple (the default): a step counts its new token, too; real, as in a run: what is fed"
    )
    configuration = parameters.value(
      "configuration", .architectures, default: [],
      help: "a published model whose shape is taken")
    shape = CacheShapeSource(&parameters)
    contexts = parameters.optional(
      "contexts", .vector, help: "lengths of sequences whose caches are compared")
    shown = parameters.value(
      "show", .choice(), default: .all, help: "everything, or the counts without pictures")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    if let text { return try run(text, &context) }
    let shape = try shape.shape(try base(context))
    let bytesPerToken = self.shape.bytesPerToken ?? shape?.bytesPerToken()
    let report = CacheReport(
      count: try count(), shape: shape, bytesPerToken: bytesPerToken,
      contexts: try lengths(), isPicture: shown == .all)
    guard report.count != nil || bytesPerToken != nil else {
      throw DirectiveError(
        "'kvcache' needs something to count: a text for a model to write on after, 'prompt=' and"
          + " 'generated=', or a cache's shape")
    }
    return Outcome(report.record, blocks: shown == .none ? [] : report.blocks)
  }

  /// The shape that a name stands for.
  private func base(_ context: RunContext) throws -> CacheShape? {
    guard let name = configuration.first else {
      guard let reference = model.given else { return nil }
      return CacheShape(try context.load(reference).configuration, name: reference.name)
    }
    if model.given != nil || configuration.count > 1 {
      throw DirectiveError(
        "'kvcache' takes one model's shape, and here are two",
        parameter: model.given == nil ? "configuration" : "model")
    }
    return KnownArchitectures.named(name).map { CacheShape($0.architecture) }
  }

  private func count() throws -> CacheCount? {
    switch (prompt, generated) {
    case (nil, nil):
      if convention != nil {
        throw DirectiveError(
          "'convention' is about 'prompt=' and 'generated=', which are not there",
          parameter: "convention")
      }
      return nil
    case (let prompt?, let generated?):
      return CacheCount(
        prompt: prompt, generated: generated,
        convention: convention == .real ? .real : .simple)
    case (_?, nil):
      throw DirectiveError("'prompt=' needs 'generated=' beside it", parameter: "prompt")
    case (nil, _?):
      throw DirectiveError("'generated=' needs 'prompt=' beside it", parameter: "generated")
    }
  }

  private func lengths() throws -> [Int] {
    try (contexts?.elements ?? []).map { value in
      guard let length = Int(exactly: value), (1...1_000_000_000_000).contains(length) else {
        throw DirectiveError("'contexts' must hold whole numbers of tokens", parameter: "contexts")
      }
      return length
    }
  }

  // MARK: - A run

  private func run(_ text: String, _ context: inout RunContext) throws -> Outcome {
    let others = [
      ("prompt", prompt != nil), ("generated", generated != nil),
      ("configuration", !configuration.isEmpty), ("contexts", contexts != nil),
      ("bytes_per_token", shape.bytesPerToken != nil),
      (shape.givenSize ?? "", shape.givenSize != nil),
    ]
    for (name, isGiven) in others where isGiven {
      throw DirectiveError(
        "a run counts what it does itself: '\(name)' goes without a text", parameter: name)
    }
    if convention == .simple {
      throw DirectiveError(
        "a run counts tokens that are fed: 'convention=simple' goes without a text",
        parameter: "convention")
    }
    let reference = try model.required(by: "kvcache")
    let model = try context.load(reference)
    let prompt = try ModelText(text, in: model)
    let run = try CachedRun(
      model, prompt: prompt.ids, count: tokens, stopTokens: stop ? model.stopTokens : []
    ) { [tokens, context] in
      context.progress($0, of: tokens)
    }
    let report = CachedRunReport(
      run: run, prompt: prompt, text: text,
      written: ModelText(ids: run.ids, in: model, hasStart: false),
      shape: CacheShape(
        model.configuration, name: reference.name, bytesPerValue: shape.bytesPerValue ?? 4),
      configuration: model.configuration, isPicture: shown == .all)
    return Outcome(report.record, blocks: shown == .none ? [] : report.blocks)
  }
}
