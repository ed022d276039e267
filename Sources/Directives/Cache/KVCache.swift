import Engine
import Figures
import Notebook

/// `kvcache`: what a KV cache saves, what it takes, and that it changes nothing.
struct KVCache: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "kvcache", chapter: .cache,
    summary: "Counts what keeping keys and values saves and takes, or runs a model both ways.",
    discussion: KVCacheDocumentation.discussion,
    results: KVCacheDocumentation.results,
    examples: KVCacheDocumentation.examples,
    errors: KVCacheDocumentation.errors)

  enum Convention: String, ParameterChoice { case simple, real }
  enum Shown: String, ParameterChoice { case all, counts, none }

  enum Form: ParameterForm {
    case run, counts

    var source: ParameterSource {
      switch self {
      case .run:
        .init(
          "a text for a model to continue", needs: ["text"],
          takes: ["tokens", "stop", "convention", "bytes_per_value"], asksModel: true)
      case .counts:
        .init(
          "'prompt=' and 'generated=', or a cache's shape",
          oneOf: [
            "prompt", "generated", "bytes_per_token", "layers", "heads", "kv_heads", "head_width",
            "configuration", "model",
          ], takes: ["convention", "bytes_per_value", "contexts"])
      }
    }
  }

  let form: Form
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
    form = parameters.exactlyOne("something to count")
    declareRules(&parameters)
  }

  private func declareRules(_ parameters: inout ParameterReader) {
    let run = ParameterCondition.source(Form.run)
    parameters.when(.given("prompt"), needs: "generated")
    parameters.when(.given("generated"), needs: "prompt")
    parameters.only("convention", with: .any([.given("prompt"), run]))
    parameters.clash(
      .value("convention", "simple"), with: run, because: "a run counts the tokens that are fed")
    parameters.never(
      "layers", "heads", "kv_heads", "head_width", "bytes_per_value", "configuration", "model",
      with: .given("bytes_per_token"), because: "it says already what a token takes")
    parameters.never(
      "configuration", with: .given("model"), because: "one model's shape is taken")
    let shape = CacheShapeSource.sizes.map(ParameterCondition.given)
    parameters.only(
      "bytes_per_value",
      with: .any([
        run, .named("a cache's shape", .any(shape + [.given("model"), .given("configuration")])),
      ]))
    parameters.only(
      "contexts",
      with: .named(
        "a cache's shape",
        .any(
          shape + [.given("model"), .given("configuration"), .given("bytes_per_token")])))
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    if let text { return try run(text, &context) }
    let shape = try shape.shape(try base(context))
    let bytesPerToken = self.shape.bytesPerToken ?? shape?.bytesPerToken()
    let report = CacheReport(
      count: count, shape: shape, bytesPerToken: bytesPerToken,
      contexts: try lengths(), isPicture: shown == .all)
    return Outcome(report.record, blocks: shown == .none ? [] : report.blocks)
  }

  /// The shape that a name stands for.
  private func base(_ context: RunContext) throws -> CacheShape? {
    guard let name = configuration.first else {
      guard let reference = model.given else { return nil }
      return CacheShape(try context.load(reference).configuration, name: reference.name)
    }
    guard configuration.count == 1 else {
      throw DirectiveError(
        "'kvcache' takes one model's shape, and here are two", parameter: "configuration")
    }
    return KnownArchitectures.named(name).map { CacheShape($0.architecture) }
  }

  private var count: CacheCount? {
    guard let prompt, let generated else { return nil }
    return CacheCount(
      prompt: prompt, generated: generated, convention: convention == .real ? .real : .simple)
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
    let reference = try model.required(by: "kvcache")
    let model = try context.load(reference)
    let prompt = try ModelText(text, in: model)
    // Without a cache each step reads the whole sequence anew.
    let length = min(prompt.count + tokens, model.configuration.context)
    try context.admit(
      .passes(Double(min(tokens, length)), of: model.configuration, tokens: length, logitRows: 1))
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
