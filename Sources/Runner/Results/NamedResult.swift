import Bedrock
import Notebook

/// One result of a lab, for a command that does something else with it than draw it.
package enum NamedResult {
  /// Carries a lab out and gives the model of one of its results.
  ///
  /// - Parameters:
  ///   - name: a result that is a model, or that has one as `model`.
  ///   - path: the lab's, as the command line names it.
  /// - Throws: `UsageError`, `FileError`, or what was wrong in the lab.
  package static func model(
    _ name: String, in path: String, product: Product, workspace: Workspace, console: Console,
    options: RunOptions
  ) throws -> ModelValue {
    let lab = LabFile(path: path, in: workspace)
    guard let real = FileSystem.realPath(workspace.absolute(path)) else {
      throw UsageError("there is no lab '\(VisibleText.line(path))'")
    }
    if let threads = options.threads { product.setThreads(threads) }
    let display = ProgressDisplay(console: console, total: 1)
    let runner = LabRunner(product: product, workspace: workspace, options: options) {
      display.note($0)
    }
    let answer = runner.results(of: lab.path, realPath: real, for: "")
    runner.cache?.sweep()
    display.finish()
    switch answer {
    case .found(let results): return try model(name, in: results)
    case .unreadable(let error): throw error
    case .absentModel(let note): throw UsageError(note)
    case .cycle(let paths):
      throw UsageError("labs use each other: \(paths.joined(separator: " > "))")
    }
  }

  private static func model(_ name: String, in results: LabResults) throws -> ModelValue {
    let lab = VisibleText.line(results.path)
    guard let value = results.environment[name]?.value else {
      if results.environment.failed.contains(name), let error = results.firstError { throw error }
      throw UsageError.unknown("result", name, among: modelNames(in: results))
    }
    switch value {
    case .model(let model): return model
    case .record(let record):
      if case .model(let model)? = record["model"] { return model }
    default: break
    }
    let names = modelNames(in: results)
    throw UsageError(
      "'\(VisibleText.line(name))' of '\(lab)' is no model"
        + (names.isEmpty ? "" : "; models are \(names.joined(separator: ", "))"))
  }

  /// The names whose results are models, in order of their bytes.
  private static func modelNames(in results: LabResults) -> [String] {
    results.environment.bindings.filter { _, binding in
      switch binding.value {
      case .model: true
      case .record(let record): if case .model? = record["model"] { true } else { false }
      default: false
      }
    }.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
