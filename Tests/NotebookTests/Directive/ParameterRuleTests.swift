import Notebook
import Testing

private enum Form: ParameterForm {
  case model, vectors, scores, seeded

  var source: ParameterSource {
    switch self {
    case .model: .init("a model", needs: ["text"], takes: ["layer"], asksModel: true)
    case .vectors: .init(needs: ["q", "k"], takes: ["v"])
    case .scores: .init(needs: ["scores"], takes: ["v"])
    case .seeded: .init("a text without a model", needs: ["text"], takes: ["width"])
    }
  }
}

private enum Kind: String, ParameterChoice { case plain, fancy }

private struct Looks: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "looks", chapter: .neuron, summary: "Has sources.", discussion: "", results: [:],
    examples: [:])

  let form: Form

  init(_ parameters: inout ParameterReader) {
    _ = parameters.optional("text", .text, positional: true, help: "a text")
    _ = parameters.optional("model", .text, help: "a model")
    for name in ["q", "k", "v", "scores"] {
      _ = parameters.optional(name, .vector, help: "numbers")
    }
    for name in ["layer", "width", "size"] {
      _ = parameters.optional(name, .integer, help: "a number")
    }
    _ = parameters.value("kind", .choice(Kind.self), default: .plain, help: "which")
    _ = parameters.value("factor", .number, default: 0, help: "how much")
    form = parameters.exactlyOne("something to look at")
    parameters.only("size", with: .value("kind", "fancy"), because: "plain ones have none")
    parameters.when(.value("kind", "fancy"), needs: "size")
    parameters.never("factor", with: .source(Form.model), because: "a model has its own")
    parameters.clash(.value("kind", "fancy"), with: .given("scores"))
  }

  func run(_ context: inout RunContext) throws -> Outcome { Outcome(Record()) }
}

@Suite("Rules of parameters")
struct ParameterRuleTests {
  private func read(_ call: String, model: String? = nil) throws -> (Looks, [String]) {
    guard case .directive(let call)? = statements(call).first else {
      throw DirectiveError("no directive")
    }
    var names = Environment()
    names.defaultModel = model
    var reader = ParameterReader(reading: call, evaluator: Evaluator(environment: names))
    let looks = Looks(&reader)
    reader.finish()
    return (
      looks, reader.diagnostics.map { "\($0.span.position.column): \($0.fullMessage)" }
    )
  }

  @Test(
    "the source is the one that fits what was given",
    arguments: [
      ("looks \"a\" model=\"m\" layer=1", nil, Form.model),
      ("looks \"a\" layer=1", "m", .model), ("looks \"a\"", "m", .model),
      ("looks \"a\"", nil, .seeded), ("looks \"a\" width=3", "m", .seeded),
      ("looks q=[1] k=[1] v=[1]", "m", .vectors), ("looks scores=[1]", "m", .scores),
    ] as [(String, String?, Form)])
  private func chosen(call: String, model: String?, form: Form) throws {
    let (looks, errors) = try read(call, model: model)
    #expect(errors.isEmpty)
    #expect(looks.form == form)
  }

  static let errors: [(call: String, error: String)] = [
    (
      "looks",
      "1: 'looks' needs something to look at: a model, or 'q=' and 'k=', or 'scores=', or a text"
        + " without a model"
    ),
    ("looks q=[1]", "7: 'q=' needs 'k=' beside it"),
    ("looks k=[1] v=[1]", "7: 'k=' needs 'q=' beside it"),
    (
      "looks q=[1] k=[1] scores=[1]",
      "19: 'looks' takes one source, and here are two: 'q=' and 'scores='"
    ),
    (
      "looks model=\"m\" q=[1]",
      "17: 'looks' takes one source, and here are two: 'model=' and 'q='"
    ),
    ("looks \"a\" layer=1", "11: 'layer=' goes only with a model: 'model=' is missing"),
    (
      "looks \"a\" model=\"m\" width=3",
      "21: 'width=' goes only with a text without a model, not with a model"
    ),
    (
      "looks \"a\" v=[1]",
      "11: 'v=' goes only with 'q=' and 'k=' or 'scores=', not with a text without a model"
    ),
    ("looks v=[1]", "7: 'v=' goes only with 'q=' and 'k=' or 'scores='"),
    (
      "looks model=\"m\"", "7: 'model=' needs 'text=' beside it"
    ),
    (
      "looks scores=[1] size=2",
      "18: 'size=' goes only with 'kind=fancy': plain ones have none"
    ),
    ("looks q=[1] k=[1] kind=fancy", "19: 'kind=fancy' needs 'size='"),
    (
      "looks scores=[1] kind=fancy size=1",
      "18: 'kind=fancy' does not go with 'scores='"
    ),
    (
      "looks \"a\" model=\"m\" factor=0",
      "21: 'factor=' does not go with a model: a model has its own"
    ),
  ]

  @Test("what does not go together is named at its place, and why", arguments: errors)
  func mistakes(call: String, error: String) throws {
    #expect(try read(call).1 == [error])
  }

  @Test("a given parameter is held to its rules also where it repeats the default")
  func defaults() throws {
    #expect(try read("looks \"a\" model=\"m\" factor=0").1.count == 1)
    #expect(try read("looks \"a\" model=\"m\"").1.isEmpty)
  }

  @Test("every rule is a line of help")
  func texts() {
    let rules = ParameterReader.rules(of: Looks.self)
    #expect(
      rules.map(\.text) == [
        "exactly one of", "'size=' only with 'kind=fancy': plain ones have none",
        "'kind=fancy' needs 'size='", "'factor=' not with a model: a model has its own",
        "'kind=fancy' not with 'scores='",
      ])
    guard case .sources(let sources, _, _) = rules[0].kind else {
      Issue.record("the sources come first")
      return
    }
    #expect(
      sources.map { $0.usage(positional: ["text"]) } == [
        "text model= [layer=]", "q= k= [v=]", "scores= [v=]", "text [width=]",
      ])
  }
}
