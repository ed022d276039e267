import Bedrock

/// `swiftlab watch`: runs labs, and runs them again whenever a file that they are made of is saved.
///
/// Every run is a whole one, as `swiftlab run` would do it: the cache sees to it that only what changed
/// is carried out.
struct WatchCommand {
  let product: Product
  let workspace: Workspace
  let console: Console
  let options: RunOptions

  /// Runs until the console's pause says that it is over.
  func run(_ names: [String]) throws -> CommandLineTool.ExitStatus {
    if names.contains("-") { throw UsageError("'watch' needs files; '-' is none") }
    var files = WatchedFiles(workspace: workspace)
    _ = files.look(at: paths(names, inputs: []))
    var result = try command.perform(names)
    files.takeIn(result.inputs)
    console.printError("swiftlab: watching; Ctrl-C ends\n")
    while console.pause() {
      var now = paths(names, inputs: result.inputs)
      if files.misses(anyOf: now) {
        // An editor may be about to put the new file in the old one's place.
        guard console.pause() else { break }
        now = paths(names, inputs: result.inputs)
      }
      let changed = files.look(at: now)
      if changed.isEmpty { continue }
      console.printError("\n" + Self.heading(changed))
      do {
        result = try command.perform(names)
        files.takeIn(result.inputs)
      } catch let error as UsageError {
        // The labs may be back in a moment.
        console.printError("swiftlab: error: \(error.message)\n")
      }
    }
    return result.status
  }

  private var command: RunCommand {
    RunCommand(product: product, workspace: workspace, console: console, options: options)
  }

  /// What a run says first.
  private static func heading(_ changed: [String]) -> String {
    let shown = changed.prefix(3).map { "'\(VisibleText.line($0))'" }.joined(separator: ", ")
    let more = changed.count > 3 ? " and \(changed.count - 3) more" : ""
    return "swiftlab: \(shown)\(more) changed\n"
  }

  /// The files to look at: the labs named, or all that lies under `Labs/`, and what the labs read.
  private func paths(_ names: [String], inputs: Set<String>) -> Set<String> {
    var paths = inputs
    for name in names { paths.insert(workspace.shown(name)) }
    if names.isEmpty { collect(Workspace.labsFolder, above: [], into: &paths) }
    return paths
  }

  private func collect(_ folder: String, above: [String], into paths: inout Set<String>) {
    let absolute = workspace.absolute(folder)
    guard let real = FileSystem.realPath(absolute), !above.contains(real),
      let names = try? FileSystem.entries(of: absolute)
    else { return }
    for name in names where name.utf8.first != UInt8(ascii: ".") {
      let path = PathText.join(folder, name)
      switch FileSystem.kind(of: workspace.absolute(path)) {
      case .folder: collect(path, above: above + [real], into: &paths)
      case .file: paths.insert(path)
      case .other, nil: break
      }
    }
  }
}
