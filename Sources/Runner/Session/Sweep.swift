import Bedrock
import Figures
import Notebook

/// A directive that runs once for each value of one of its parameters, each time with the same draws.
struct Sweep {
  private let run: DirectiveRun
  private let call: DirectiveCall
  private let parameter: String
  /// The place of the swept argument in the call.
  private let index: Int
  /// The argument of each run.
  private let atoms: [Atom]

  /// - Returns: `nil` for a call that sweeps over nothing.
  /// - Throws: `Diagnostic`.
  init?(of call: DirectiveCall, run: DirectiveRun) throws {
    let asked = call.arguments.filter { $0.key?.text == "sweep" }
    guard let first = asked.first else { return nil }
    if asked.count > 1 { throw Diagnostic.error("'sweep=' is given twice", at: asked[1].span) }
    let parameter = try Self.parameter(named: first.atom, of: run.directive)
    var plain = call
    plain.arguments.removeAll { $0.key?.text == "sweep" }
    guard let index = run.argumentIndex(of: parameter, in: plain) else {
      throw Diagnostic.error(
        "'sweep=\(parameter)' needs '\(parameter)=' with a list of its values", at: first.span)
    }
    self.run = run
    self.call = plain
    self.parameter = parameter
    self.index = index
    atoms = try Self.elements(of: plain.arguments[index].atom, parameter, run.evaluator)
  }

  private static func parameter(
    named atom: Atom, of directive: any Directive.Type
  ) throws -> String {
    let word: String
    switch atom {
    case .path(let path) where path.steps.isEmpty: word = path.root.text
    case .string(let text, _): word = text
    default: throw Diagnostic.error("'sweep=' takes the name of a parameter", at: atom.span)
    }
    let names = ParameterReader.declarations(of: directive).map(\.name)
    guard names.contains(word) else {
      let suggestion = EditDistance.suggestion(for: word, among: names)
      throw Diagnostic.error(
        "'\(directive.documentation.verb)' has no parameter '\(word)' to sweep over"
          + (suggestion.map { "; did you mean '\($0)'?" } ?? ""),
        at: atom.span, suggestion: suggestion)
    }
    return word
  }

  /// The elements of the swept argument: of a list as it is written, or of a value.
  private static func elements(
    of atom: Atom, _ parameter: String, _ evaluator: Evaluator
  ) throws -> [Atom] {
    let elements: [Atom]
    if case .list(let atoms, _) = atom {
      elements = atoms
    } else {
      let value = try evaluator.evaluate(atom)
      guard let values = value.elements else {
        throw Diagnostic.error(
          "'\(parameter)' needs a list to sweep over, not \(value.typeName)", at: atom.span)
      }
      elements = values.map { .value($0, span: atom.span) }
    }
    if elements.isEmpty {
      throw Diagnostic.error("'\(parameter)' has no value to sweep over", at: atom.span)
    }
    return elements
  }

  /// Runs the directive for every value.
  func outcome(_ diagnostics: inout [Diagnostic]) throws -> DirectiveOutcome {
    var records: [Record] = []
    var results: [StatementResult] = []
    var failures: [Diagnostic] = []
    for atom in atoms {
      var single = call
      single.arguments[index].atom = atom
      do {
        let outcome = try run.outcome(of: single, &diagnostics)
        records.append(outcome.values)
        if !outcome.blocks.isEmpty {
          results.append(.runHeading("\(parameter) = \(text(of: atom))"))
        }
        results += outcome.blocks.map(StatementResult.outcome)
      } catch let failure as StatementFailure {
        failures += failure.diagnostics
      }
    }
    guard failures.isEmpty else { throw StatementFailure(failures) }
    if let table = comparison(of: records) { results.append(.outcome(.table(table))) }
    let values = Record([
      "sweep": Value(elements: atoms.map(value)), "runs": .list(records.map(Value.record)),
    ])
    return DirectiveOutcome(values: values, results: results)
  }

  /// The numbers that every run gives and that are not the same in all of them, a row for each run.
  private func comparison(of records: [Record]) -> Table? {
    guard records.count > 1, let first = records.first else { return nil }
    let names = first.names.filter { name in
      let numbers = records.compactMap { Self.number($0[name]) }
      return numbers.count == records.count && numbers.contains { $0 != numbers[0] }
    }
    if names.isEmpty { return nil }
    let rows = zip(atoms, records).map { atom, record in
      [text(of: atom)] + names.map { Self.number(record[$0]).map(Self.shown) ?? "" }
    }
    return Table(
      columns: [.init(parameter)] + names.map { .init($0, .right) }, rows: rows)
  }

  private static func number(_ value: Value?) -> Double? {
    if case .number(let number) = value { number.value } else { nil }
  }

  /// A number of a table: whole ones in full, others in four digits.
  private static func shown(_ number: Double) -> String {
    number == number.rounded()
      ? NumberText.shortest(number) : NumberText.significant(number, digits: 4)
  }

  /// A swept value: a bare word that is bound to nothing is the word itself.
  private func value(of atom: Atom) -> Value {
    (try? run.evaluator.evaluate(atom)) ?? .string(atom.span.text)
  }

  /// A swept value as headings and tables show it.
  private func text(of atom: Atom) -> String {
    var text = atom.span.text
    if case .value(let value, _) = atom {
      text = ValueText.text(value)
    } else if text.utf8.contains(UInt8(ascii: "\n")) {
      // Over several lines the source has the marks of quotes and lists in it.
      text = ValueText.text(value(of: atom))
    }
    return ColumnWidth.elided(text, to: 40, marker: "…")
  }
}
