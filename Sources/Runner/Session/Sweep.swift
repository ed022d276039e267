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
    guard atoms.count <= run.limit.runs else {
      let share = Double(atoms.count) / Double(run.limit.runs)
      throw Diagnostic.error(
        "a sweep over \(atoms.count) values is longer than the limit of \(run.limit.runs);"
          + " \(run.limit.remedy(for: share))", at: plain.arguments[index].span)
    }
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
        "'\(directive.documentation.verb)' has no parameter '\(word)' to sweep over",
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
  func run(
    in executed: inout ExecutedStatement, _ diagnostics: inout [Diagnostic]
  ) throws {
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
    executed.results = results
    executed.values = Record([
      "sweep": Value(elements: atoms.map(value)), "runs": .list(records.map(Value.record)),
    ])
  }

  /// The numbers that every run gives and that are not the same in all of them, a row for each run.
  private func comparison(of records: [Record]) -> Table? {
    guard records.count > 1, let first = records.first else { return nil }
    let names = first.names.filter { name in
      let numbers = records.compactMap { Self.number($0[name]) }
      return numbers.count == records.count && numbers.contains { $0 != numbers[0] }
    }
    if names.isEmpty { return nil }
    let columns = names.map { name in Self.shown(records.compactMap { Self.number($0[name]) }) }
    let rows = atoms.enumerated().map { index, atom in
      [text(of: atom)] + columns.map { $0[index] }
    }
    return Table(
      columns: [.init(Self.words(parameter))] + names.map { .init(Self.words($0), .right) },
      rows: rows)
  }

  /// A name as a heading: `characters_per_token` is read as words.
  private static func words(_ name: String) -> String {
    String(decoding: name.utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }, as: UTF8.self)
  }

  private static func number(_ value: Value?) -> Double? {
    if case .number(let number) = value { number.value } else { nil }
  }

  /// The numbers of a column: whole ones in full, others with one count of decimals that gives the
  /// largest four digits; where that leaves a small one fewer than two, each in four digits.
  private static func shown(_ numbers: [Double]) -> [String] {
    if numbers.allSatisfy({ $0 == $0.rounded() && $0.magnitude < 1e15 }) {
      return numbers.map { NumberText.grouped(Int($0)) }
    }
    let sizes = numbers.map(\.magnitude).filter { $0 > 0 }
    guard let largest = sizes.max(), let smallest = sizes.min(), largest.isFinite, largest < 1e6
    else { return numbers.map { NumberText.significant($0, digits: 4) } }
    var (decimals, unit) = (4, 1e-4)
    while decimals > 0, largest >= 1e4 * unit { (decimals, unit) = (decimals - 1, unit * 10) }
    while decimals < 8, largest < 1e3 * unit { (decimals, unit) = (decimals + 1, unit / 10) }
    guard smallest >= 10 * unit else {
      return numbers.map { NumberText.significant($0, digits: 4) }
    }
    func texts() -> [String] { numbers.map { NumberText.fixed($0, decimals: decimals) } }
    while decimals > 1, texts().allSatisfy({ $0.utf8.last == UInt8(ascii: "0") }) { decimals -= 1 }
    return texts()
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
