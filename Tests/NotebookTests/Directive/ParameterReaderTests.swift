import Bedrock
import Notebook
import Testing

private enum Shape: String, ParameterChoice {
  case round, square
}

private struct Probe: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "probe", chapter: .neuron, summary: "Reads parameters.", discussion: "", results: [:],
    examples: [:])

  let text: String
  let count: Int
  let rate: Double
  let shape: Shape
  let weights: NumericArray?
  let flag: Bool
  let token: TokenReference?
  let formula: Expression?

  init(_ parameters: inout ParameterReader) {
    text = parameters.required("text", .text, positional: true, help: "a text")
    count = parameters.value("count", .integer(in: 1...10), default: 3, help: "how many")
    rate = parameters.value("rate", .number(above: 0), default: 0.5, help: "how fast")
    shape = parameters.value("shape", .choice(Shape.self), default: .round, help: "which form")
    weights = parameters.optional("weights", .matrix, help: "a matrix")
    flag = parameters.value("flag", .flag, default: false, help: "whether")
    token = parameters.optional("token", .token, help: "which token")
    formula = parameters.optional("formula", .formula, help: "an expression")
  }

  func run(_ context: inout RunContext) throws -> Outcome { Outcome(Record()) }
}

@Suite("Parameters")
struct ParameterReaderTests {
  private func read(_ content: String) throws -> (Probe, ParameterReader) {
    guard case .directive(let call)? = statements(content).first else {
      throw DirectiveError("no directive")
    }
    let names = environment([
      "prompt": .string("bound"), "m": .array(NumericArray(rows: [[1, 2]])),
    ])
    var reader = ParameterReader(reading: call, evaluator: Evaluator(environment: names))
    let probe = Probe(&reader)
    reader.finish()
    return (probe, reader)
  }

  @Test("are read by place, by name and by default")
  func values() throws {
    let (probe, reader) = try read(
      "probe \"x\" count=2 shape=square weights=[[1, 2], [3, 4]] flag=true token=blue formula=(a * b)"
    )
    #expect(reader.diagnostics.isEmpty)
    #expect(probe.text == "x")
    #expect(probe.count == 2)
    #expect(probe.rate == 0.5)
    #expect(probe.shape == .square)
    #expect(probe.weights?.shape == [2, 2])
    #expect(probe.flag)
    #expect(probe.token == .text("blue"))
    #expect(probe.formula?.span.text == "a * b")
    #expect(try read("probe prompt weights=m").0.text == "bound")
    #expect(try read("probe text=prompt token=1").0.token == .position(1))
    #expect(try read("probe prompt token=-1").0.token == .position(-1))
    #expect(try read("probe prompt token=\" car\"").0.token == .text(" car"))
    #expect(try read("probe prompt shape=\"square\"").0.shape == .square)
  }

  static let errors: [(content: String, error: String)] = [
    ("probe", "1: 'probe' needs 'text=' (text)"),
    ("probe 3", "7: 'text' must be text, not a number"),
    ("probe \"a\" \"b\"", "11: 'probe' takes no further argument without a name"),
    ("probe \"a\" cuont=3", "11: 'probe' has no parameter 'cuont'; did you mean 'count'?"),
    ("probe \"a\" count=1 count=2", "19: 'count=' is given twice"),
    ("probe \"a\" count=11", "17: 'count' must be at least 1 and at most 10, not 11"),
    ("probe \"a\" count=1.5", "17: 'count' must be a whole number, not 1.5"),
    ("probe \"a\" count=many", "17: unknown name 'many'; text is written in quotes"),
    ("probe \"a\" rate=0", "16: 'rate' must be above 0, not 0"),
    ("probe \"a\" rate=\"fast\"", "16: 'rate' must be a number, not text"),
    ("probe \"a\" rate=(1 / 0)", "16: 'rate' must be finite"),
    (
      "probe \"a\" shape=sqare",
      "17: 'shape' must be one of round, square, not 'sqare'; did you mean 'square'?"
    ),
    ("probe \"a\" flag=maybe", "16: unknown name 'maybe'; text is written in quotes"),
    ("probe \"a\" flag=1", "16: 'flag' must be true or false"),
    (
      "probe \"a\" weights=[1, 2]",
      "19: 'weights' must be a matrix: a list of rows, such as [[1, 2], [3, 4]]"
    ),
    (
      "probe \"a\" weights=[[1, 2], [3]]",
      "28: 'weights' must have rows of one length, but row 1 has 1 entry and row 0 has 2 entries"
    ),
    ("probe \"a\" token=1.5", "17: 'token' must be a token's text or a whole position"),
    ("probe \"a\" formula=\"x\"", "19: 'formula' must be an expression in parentheses"),
  ]

  @Test("that are wrong are named at their place", arguments: errors)
  func mistakes(content: String, error: String) throws {
    let found = try read(content).1.diagnostics.map {
      "\($0.span.position.column): \($0.fullMessage)"
    }
    #expect(found == [error])
  }

  @Test("report every mistake of a call")
  func every() throws {
    #expect(try read("probe 3 count=0 shape=x other=1").1.diagnostics.count == 4)
  }

  @Test("are declared by being read, with type, range, default and help")
  func declarations() {
    let found = ParameterReader.declarations(of: Probe.self)
    #expect(
      found.map(\.name) == [
        "text", "count", "rate", "shape", "weights", "flag", "token", "formula",
      ])
    #expect(
      found.map(\.defaultText) == [nil, "3", "0.5", "round", nil, "false", nil, nil])
    #expect(found[1].allowed == "at least 1 and at most 10")
    #expect(found[3].allowed == "round | square")
    #expect(found[0].isRequired && found[0].isPositional && !found[1].isRequired)
  }

  @Test("give every effective value, defaults too, for the cache")
  func effective() throws {
    let values = try read("probe \"a\" count=2").1.effective
    #expect(
      JSON.object(values.map { ($0.name, $0.value) }).serialized()
        == #"{"text":"a","count":2,"rate":0.5,"shape":"round","weights":null,"flag":false,"#
        + #""token":null,"formula":null}"#)
  }

  @Test("of a call that reads a failed name are not reported anew")
  func failedNames() throws {
    guard case .directive(let call)? = statements("probe gone").first else { return }
    var environment = Environment()
    environment.fail("gone")
    var reader = ParameterReader(reading: call, evaluator: Evaluator(environment: environment))
    _ = Probe(&reader)
    reader.finish()
    #expect(reader.diagnostics.isEmpty)
    #expect(reader.failedDependency?.name == "gone")
  }
}
