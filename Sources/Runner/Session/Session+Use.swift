import Bedrock
import Notebook

extension Session {
  /// Binds results of another lab.
  ///
  /// - Throws: `Diagnostic` with all that is wrong with the names, or `StatementFailure`.
  mutating func borrow(_ use: Use, folder: String) throws {
    let results = try results(of: use, folder: folder)
    var problems: [Diagnostic] = []
    for borrowed in use.names {
      do throws(Diagnostic) {
        try checkIsFree(borrowed.name)
        let value = try value(of: borrowed.source, in: results)
        explicitNames[borrowed.name.text] = borrowed.name.span
        environment.bind(
          borrowed.name.text, Environment.Binding(value, at: borrowed.name.span))
      } catch {
        problems.append(error)
      }
    }
    if !problems.isEmpty { throw StatementFailure(problems) }
  }

  /// The names that are left without a value where a `use` failed: a later one that reads them is
  /// skipped and not reported anew.
  mutating func failBorrowed(_ use: Use) {
    for borrowed in use.names where explicitNames[borrowed.name.text] == nil {
      environment.fail(borrowed.name.text)
    }
  }

  private mutating func results(of use: Use, folder: String) throws -> LabResults {
    let place: (real: String, shown: String)
    do {
      place = try host.files.resolve(use.path, from: folder)
    } catch let error as DirectiveError {
      throw Diagnostic.error(error.message, at: use.pathSpan)
    }
    guard let labs = host.otherLabs else {
      throw Diagnostic.error("a lab from standard input uses no other one", at: use.pathSpan)
    }
    switch labs.results(of: place.shown, realPath: place.real, for: lab.file.path) {
    case .found(let results):
      host.files.noteUse(of: results)
      return results
    case .unreadable(let error):
      throw Diagnostic.error(error.description, at: use.pathSpan)
    case .absentModel(let note):
      skipNote = skipNote ?? "it uses '\(place.shown)', and \(note)"
      throw Diagnostic.error("'\(place.shown)' cannot be run here: \(note)", at: use.pathSpan)
    case .cycle(let paths):
      let names = paths.map { VisibleText.line($0) }.joined(separator: " > ")
      throw Diagnostic.error("labs use each other in a circle: \(names)", at: use.pathSpan)
    }
  }

  private func value(of name: Name, in results: LabResults) throws(Diagnostic) -> Value {
    if let value = results.environment[name.text]?.value { return value }
    let lab = VisibleText.line(results.path)
    if results.environment.failed.contains(name.text) {
      throw .error(
        "'\(name.text)' has no value: its directive in '\(lab)' failed", at: name.span,
        notes: results.firstError.map { [Diagnostic.Note($0.fullMessage, at: $0.span)] } ?? [])
    }
    throw .error(
      "'\(lab)' has no result '\(name.text)'", at: name.span,
      suggestion: EditDistance.suggestion(
        for: name.text, among: results.environment.bindings.keys))
  }
}
