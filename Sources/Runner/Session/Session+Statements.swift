import Bedrock
import Figures
import Notebook

/// A directive that failed: everything that is wrong with it.
struct StatementFailure: Error {
  var diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

extension Session {
  /// Runs one statement; what goes wrong in it ends it alone.
  ///
  /// - Returns: what it came to, and what is to be said of it. The caller reports that.
  mutating func execute(
    _ statement: Statement, folder: String
  ) -> (ExecutedStatement, [Diagnostic]) {
    host.announce(statement.span)
    var executed = ExecutedStatement(statement: statement, state: .done)
    executed.name = boundName(of: statement)
    var diagnostics: [Diagnostic] = []
    do {
      try evaluate(statement, folder: folder, in: &executed, &diagnostics)
      return (executed, diagnostics)
    } catch let failure as DependencyFailed {
      executed.state = .skipped(because: failure.name)
    } catch let failure as StatementFailure {
      executed.state = .failed
      diagnostics += failure.diagnostics
    } catch let diagnostic as Diagnostic {
      executed.state = .failed
      diagnostics.append(diagnostic)
    } catch {
      executed.state = .failed
      diagnostics.append(.error("\(error)", at: statement.span))
    }
    executed.results = []
    if case .use(let use) = statement { failBorrowed(use) }
    // A name that another directive holds keeps its value.
    if let name = executed.name, !isHeldByAnother(name, than: statement) { environment.fail(name) }
    return (executed, diagnostics)
  }

  private mutating func evaluate(
    _ statement: Statement, folder: String, in executed: inout ExecutedStatement,
    _ diagnostics: inout [Diagnostic]
  ) throws {
    switch statement {
    case .directive(let call):
      try timed(call) { session, call in
        try session.runDirective(call, folder: folder, in: &executed, &diagnostics)
      }
    case .binding(let name, let expression, _):
      try claim(name)
      let value = try Evaluator(environment: environment).evaluate(expression)
      environment.bind(name.text, Environment.Binding(value, at: name.span))
      executed.values["value"] = value
    case .show(let expression, let format, _):
      let value = try Evaluator(environment: environment).evaluate(expression)
      executed.values["value"] = value
      executed.results = [try ShownValue.result(of: value, expression, format: format)]
    case .expect(let expression, let near, let within, _):
      let claim = Expectation(expression, near: near, within: within, at: statement.span)
      let outcome = try claim.check(Evaluator(environment: environment))
      if let failure = outcome.failure { throw failure }
    case .use(let use): try borrow(use, folder: folder)
    case .include(_, let span):
      throw Diagnostic.error("an 'include' must be the only line of its block", at: span)
    }
  }

  private func boundName(of statement: Statement) -> String? {
    switch statement {
    case .directive(let call): call.name?.text ?? call.verb.text
    case .binding(let name, _, _): name.text
    case .show, .expect, .include, .use: nil
    }
  }

  /// Whether a name was taken by another directive before, which a second binding does not undo.
  private func isHeldByAnother(_ name: String, than statement: Statement) -> Bool {
    let own: SourceSpan?
    switch statement {
    case .directive(let call): own = call.name?.span
    case .binding(let name, _, _): own = name.span
    case .show, .expect, .include, .use: own = nil
    }
    guard let own, let holder = explicitNames[name] else { return host.modelNames.contains(name) }
    return holder.file !== own.file || holder.range != own.range
  }
}
