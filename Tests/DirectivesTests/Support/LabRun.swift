import Bedrock
import Directives
import Figures
import Notebook

/// A few lines of the lab language, carried out in order.
///
/// Directives, `let` and `expect` are done as a session does them; what the report would show is
/// drawn as text.
struct LabRun {
  private(set) var environment = Environment()
  /// The verb of each result.
  private(set) var verbs: [String: String] = [:]
  /// Every message that a lab's author would see, in order.
  private(set) var errors: [String] = []
  /// What is underlined, by error.
  private(set) var spans: [String] = []
  /// The drawn figures, tables and paragraphs of each directive, by the name of its result.
  private(set) var shown: [String: String] = [:]
  private(set) var sentences: [String: [String]] = [:]
  /// What stands under the tables of each directive.
  private(set) var summaries: [String: [String]] = [:]
  private var occurrences: [String: Int] = [:]

  private let files: [String: [UInt8]]

  /// - Parameter files: what directives may read, by their paths.
  init(_ source: String, seed: UInt64 = 7, files: [String: [UInt8]] = [:]) {
    self.files = files
    let text = "```swiftlab\n" + source + "\n```\n"
    let lab = ParsedLab(parsing: SourceFile(path: "test.md", utf8: Array(text.utf8)))
    for diagnostic in lab.diagnostics { add(diagnostic) }
    for block in lab.blocks {
      for statement in block.statements { run(statement, seed) }
    }
  }

  /// A member of a result as JSON: `run["sample", "kept"]`.
  subscript(_ name: String, _ member: String) -> JSON? {
    guard case .record(let record)? = environment[name]?.value else { return nil }
    return record[member]?.json
  }

  private var evaluator: Evaluator { Evaluator(environment: environment) }

  private mutating func add(_ diagnostic: Diagnostic) {
    errors.append(diagnostic.message)
    spans.append(diagnostic.span.text)
  }

  private mutating func run(_ statement: Statement, _ seed: UInt64) {
    do {
      switch statement {
      case .directive(let call): try run(call, seed)
      case .binding(let name, let expression, _):
        environment.bind(name.text, .init(try evaluator.evaluate(expression)))
      case .expect(let left, let near, let within, let span):
        let outcome = try Expectation(left, near: near, within: within, at: span).check(evaluator)
        if let failure = outcome.failure { add(failure) }
      case .show, .include, .use: break
      }
    } catch let diagnostic as Diagnostic {
      add(diagnostic)
    } catch {
      errors.append("\(error)")
    }
  }

  private mutating func run(_ call: DirectiveCall, _ seed: UInt64) throws {
    guard let type = Directives.register[call.verb.text] else {
      errors.append("unknown directive '\(call.verb.text)'")
      return
    }
    var reader = ParameterReader(reading: call, evaluator: evaluator)
    let directive = type.init(&reader)
    reader.finish()
    for diagnostic in reader.diagnostics { add(diagnostic) }
    guard reader.diagnostics.isEmpty else { return }
    let name = call.name?.text ?? call.verb.text
    let occurrence = occurrences[name, default: 0]
    occurrences[name] = occurrence + 1
    var context = RunContext(
      random: RandomStream(seed: seed, name: name, occurrence: occurrence), name: name,
      readFile: { [files] path in
        guard let bytes = files[path] else {
          throw DirectiveError("no file may be read here: '\(path)'")
        }
        return bytes
      })
    do {
      let outcome = try directive.run(&context)
      environment.bind(name, .init(.record(outcome.values)))
      verbs[name] = call.verb.text
      draw(outcome, name)
    } catch let error as DirectiveError {
      errors.append(error.message)
      let argument = call.arguments.first { $0.key != nil && $0.key?.text == error.parameter }
      spans.append(argument?.span.text ?? call.verb.text)
    }
  }

  private mutating func draw(_ outcome: Outcome, _ name: String) {
    var lines: [String] = []
    for block in outcome.blocks {
      switch block {
      case .figure(let figure):
        lines += figure.lines(FigureStyle())
        sentences[name, default: []].append(figure.sentence)
      case .table(let table):
        lines += table.lines(FigureStyle())
        if let summary = table.summary { summaries[name, default: []].append(summary) }
      case .paragraph(let text): lines.append(text)
      }
      lines.append("")
    }
    shown[name] = lines.joined(separator: "\n")
  }
}
