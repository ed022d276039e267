import Bedrock
import Figures
import Notebook

/// The directives that the runner's tests run: each shows one thing that a runner must cope with.
let testRegister = DirectiveRegister([
  SayDirective.self, ScaleDirective.self, DrawDirective.self, FailDirective.self,
  ReadDirective.self, WordDirective.self, GridDirective.self, ToilDirective.self,
  ForgeDirective.self, SumDirective.self, DisturbDirective.self, StrangeDirective.self,
  OddDirective.self,
])

/// Shows a text as a paragraph, a figure, a table, or all of these.
private struct SayDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "say", chapter: .neuron, summary: "Shows a text.",
    discussion: "As it is.", results: ["text": "the text"],
    examples: ["A greeting": "say \"hello\""])

  let text: String
  let form: Form

  enum Form: String, ParameterChoice {
    case paragraph, figure, table, all
  }

  init(_ parameters: inout ParameterReader) {
    text = parameters.required("text", .text, positional: true, help: "what is said")
    form = parameters.value("as", .choice(), default: .paragraph, help: "how it is shown")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let table = Table(
      columns: [.init(text), .init("n", .right)], rows: [[text, "1"], ["b", text]])
    let blocks: [OutcomeBlock] =
      switch form {
      case .paragraph: [.paragraph(text)]
      case .figure: [.figure(TextFigure(text: text))]
      case .table: [.table(table)]
      case .all: [.figure(TextFigure(text: text)), .table(table), .paragraph(text)]
      }
    return Outcome(Record(["text": .string(text)]), blocks: blocks)
  }
}

/// A figure that draws its text as it is, and so trusts the runner with it.
struct TextFigure: Figure {
  static let kind = "text"
  var text: String
  var sentence: String { "It says \(text)" }
  var data: JSON { .object([("text", .string(text))]) }

  func lines(_ style: FigureStyle) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

/// Multiplies a vector, and complains of a factor that is too large.
private struct ScaleDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "scale", chapter: .neuron, summary: "Multiplies a vector by a number.",
    discussion: "Entry by entry.",
    results: ["values": "the products", "total": "their sum"], examples: [:])

  let x: NumericArray
  let factor: Double

  init(_ parameters: inout ParameterReader) {
    x = parameters.required("x", .vector, positional: true, help: "what is multiplied")
    factor = parameters.value("by", .number(in: -100...100), default: 2, help: "the factor")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    if factor == 13 { throw DirectiveError("13 is no good", parameter: "by", suggestion: "12") }
    if factor == 7 { context.warn("7 is odd") }
    let products = x.elements.map { $0 * factor }
    return Outcome(
      Record(["values": .vector(products), "total": .double(products.reduce(0, +))]),
      blocks: [.paragraph("total \(NumberText.shortest(products.reduce(0, +)))")])
  }
}

/// Draws whole numbers from its stream.
private struct DrawDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "draw", chapter: .neuron, summary: "Draws numbers.", discussion: "",
    results: ["values": "the draws"], examples: [:])

  let count: Int

  init(_ parameters: inout ParameterReader) {
    count = parameters.value("count", .integer(in: 1...9), default: 3, help: "how many")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let draws = (0..<count).map { _ in Int(context.random.nextUInt64() >> 44) }
    return Outcome(Record(["values": .integers(draws)]))
  }
}

/// Fails.
private struct FailDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "fail", chapter: .neuron, summary: "Fails.", discussion: "", results: [:], examples: [:])

  let message: String

  init(_ parameters: inout ParameterReader) {
    message = parameters.value("message", .text, positional: true, default: "no", help: "why")
  }

  func run(_ context: inout RunContext) throws -> Outcome { throw DirectiveError(message) }
}

/// Reads a file.
private struct ReadDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "read", chapter: .neuron, summary: "Reads a file.", discussion: "",
    results: ["text": "what is in it"], examples: [:])

  let file: String

  init(_ parameters: inout ParameterReader) {
    file = parameters.required("file", .text, positional: true, help: "the file")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let text = String(decoding: try context.read(file: file), as: UTF8.self)
    return Outcome(Record(["text": .string(text)]), blocks: [.paragraph(text)])
  }
}

/// Takes a bare word.
private struct WordDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "word", chapter: .neuron, summary: "Takes a word.", discussion: "",
    results: ["length": "of the word"], examples: [:])

  enum Word: String, ParameterChoice {
    case relu, gelu, sigmoid
  }

  let word: Word

  init(_ parameters: inout ParameterReader) {
    word = parameters.required("kind", .choice(), help: "the word")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    Outcome(
      Record(["length": .integer(word.rawValue.utf8.count)]),
      blocks: [.paragraph("it is \(word.rawValue)")])
  }
}

/// Has help texts that are full of Markdown.
private struct OddDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "odd", chapter: .neuron, summary: "Odd.", discussion: "", results: ["x": "a|`b`"],
    examples: [:])

  enum Word: String, ParameterChoice {
    case first = "u-1"
    case second = "v"
  }

  init(_ parameters: inout ParameterReader) {
    _ = parameters.value("a", .text, default: "x|y", help: "a | b, `c | d`, <e>, *f*")
    _ = parameters.required("b", .choice(Word.self), help: "one ` alone")
  }

  func run(_ context: inout RunContext) throws -> Outcome { Outcome(Record()) }
}

/// A figure that fills the page's width, and a matrix.
private struct GridDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "grid", chapter: .neuron, summary: "Shows a matrix.", discussion: "",
    results: ["m": "the matrix"], examples: [:])

  let m: NumericArray

  init(_ parameters: inout ParameterReader) {
    m = parameters.required("m", .matrix, positional: true, help: "the matrix")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    Outcome(Record(["m": .array(m)]), blocks: [.figure(WideFigure())])
  }
}

/// Draws a line as wide as it may.
struct WideFigure: Figure {
  static let kind = "wide"
  var sentence: String { "As wide as the page." }
  var data: JSON { .object([("wide", true)]) }

  func lines(_ style: FigureStyle) -> [String] { [String(repeating: "=", count: style.width)] }
}
