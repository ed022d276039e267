import Notebook

/// The names as they were before a block that is to fail.
private struct NamesBefore {
  var environment = Environment.empty
  var explicit: [String: SourceSpan] = [:]
}

extension Session {
  mutating func execute(_ block: Block, folder: String) -> ExecutedPiece {
    checkLabel(of: block)
    if !block.options.run { return .block(notRun(block)) }
    if let part = include(block, folder: folder) { return part }
    return .block(runStatements(of: block, folder: folder))
  }

  /// Runs a block's statements in their order.
  private mutating func runStatements(of block: Block, folder: String) -> ExecutedBlock {
    var executed = ExecutedBlock(block: block)
    // Kept only where it is needed: a copy makes the next binding copy all names.
    let before =
      block.options.expectError == nil
      ? NamesBefore() : NamesBefore(environment: environment, explicit: explicitNames)
    if !block.diagnostics.isEmpty {
      executed.diagnostics = block.diagnostics
      for name in block.failedNames { environment.fail(name) }
    }
    for statement in block.statements {
      let (result, diagnostics) = execute(statement, folder: folder)
      executed.statements.append(result)
      executed.diagnostics += diagnostics
    }
    if let expected = block.options.expectError {
      settle(&executed, expecting: expected, before: before)
    } else {
      for diagnostic in executed.diagnostics { report(diagnostic) }
    }
    return executed
  }

  /// Compares a block's errors with the one that it is to show.
  private mutating func settle(
    _ executed: inout ExecutedBlock, expecting expected: Name, before: NamesBefore
  ) {
    let errors = executed.diagnostics.filter { $0.severity == .error }
    let others = errors.filter { !contains($0.fullMessage, expected.text) }
    for warning in executed.diagnostics where warning.severity == .warning { report(warning) }
    if errors.isEmpty {
      let missing = Diagnostic.error(
        "this block should have failed, but did not", at: expected.span)
      executed.diagnostics.append(missing)
      report(missing)
    } else if let other = others.first {
      for error in others { report(error) }
      report(
        .error(
          "this block should have failed with another error than the one on line \(other.span.position.line)",
          at: expected.span))
    } else {
      executed.isLesson = true
      // Names that were to fail are as they were: a later use is an error and not passed over.
      let bound = executed.statements.filter { $0.state == .done }.compactMap(\.name)
      let after = (environment, explicitNames)
      (environment, explicitNames) = (before.environment, before.explicit)
      for name in bound {
        if let binding = after.0[name] { environment.bind(name, binding) }
        explicitNames[name] = after.1[name]
      }
    }
  }

  private func notRun(_ block: Block) -> ExecutedBlock {
    var executed = ExecutedBlock(block: block)
    executed.statements = block.statements.map { ExecutedStatement(statement: $0, state: .notRun) }
    return executed
  }

  /// Whether a message holds a text, byte for byte.
  private func contains(_ message: String, _ part: String) -> Bool {
    let (message, part) = (Array(message.utf8), Array(part.utf8))
    guard part.count <= message.count else { return false }
    return (0...(message.count - part.count)).contains { message[$0...].starts(with: part) }
  }

  /// Labels are one block's alone, over all parts of the lab.
  private mutating func checkLabel(of block: Block) {
    guard let label = block.options.label else { return }
    if let first = labels[label.text], first.file !== label.span.file || !includes.isEmpty {
      report(
        .error(
          "the label '\(label.text)' is given twice", at: label.span,
          notes: [Diagnostic.Note("first here", at: first)]))
    }
    if labels[label.text] == nil { labels[label.text] = label.span }
  }
}
