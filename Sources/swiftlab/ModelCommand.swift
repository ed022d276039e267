import Bedrock
import Directives
import Engine
import Models
import Numerics
import Runner

/// `swiftlab model`: what is known of the models, and the recipe of the shipped one.
struct ModelCommand {
  let console: Console
  let arguments: Arguments
  let workspace: Workspace
  let product: Product

  func run() throws -> CommandLineTool.ExitStatus {
    guard let name = arguments.operands.first else {
      throw UsageError("'model' needs one of \(CommandName.modelCommands.joined(separator: ", "))")
    }
    for (option, commands) in [("--output", ["train", "save"]), ("--from", ["get"])]
    where !commands.contains(name) && arguments.has(option) {
      throw UsageError("'model \(name)' takes no option '\(option)'")
    }
    try setThreads()
    switch name {
    case "list": return try list()
    case "info": return try info(subject(after: name))
    case "get": return try get(subject(after: name))
    case "verify": return try verify(subject(after: name))
    case "evaluate": return try evaluate(subject(after: name))
    case "save": return try save()
    case "train": return try train(subject(after: name))
    default: throw UsageError.unknown("model command", name, among: CommandName.modelCommands)
    }
  }

  private func setThreads() throws {
    guard let threads = try arguments.count("--threads") else { return }
    WorkerPool.setDefaultThreads(threads)
  }

  /// The one operand behind the subcommand's name.
  private func subject(after name: String) throws -> String {
    guard arguments.operands.count == 2 else {
      throw UsageError("'model \(name)' takes one name, such as tinyworld")
    }
    return arguments.operands[1]
  }

  /// A model by its name, or from a file.
  func model(_ subject: String) throws -> ModelLibrary.Source {
    if let source = ModelLibrary.named(subject) { return source }
    if let known = ModelStore.model(named: subject), let path = ModelStore.path(of: known) {
      if let absence = ModelStore.absence(of: subject) {
        throw FileError(path, "cannot be read", absence)
      }
      return ModelLibrary.Source(name: subject, file: try FileSystem.map(path))
    }
    guard FileSystem.kind(of: workspace.absolute(subject)) == .file else {
      throw UsageError.unknown(
        "model", subject, among: ModelLibrary.names + ModelStore.known.map(\.name))
    }
    let file = try FileSystem.map(workspace.absolute(subject), shownAs: subject)
    return ModelLibrary.Source(name: subject, file: file)
  }

  /// The folder of a model as Hugging Face lays it out; nil where the name leads to none.
  func folder(_ subject: String) -> ModelFolder? {
    let path = workspace.absolute(subject)
    guard FileSystem.kind(of: path) == .folder else { return nil }
    return ModelFolder { name in
      let file = path + "/" + name
      guard FileSystem.kind(of: file) == .file else { return nil }
      return try FileSystem.map(file, shownAs: subject + "/" + name)
    }
  }

  /// A line to read; nothing that a file brings in it is hidden.
  func print(_ line: String) { console.print(TerminalText.visible(line) + "\n") }

  /// A line with a name before it.
  func print(_ name: String, _ value: String) {
    print(name + String(repeating: " ", count: max(1, 18 - name.utf8.count)) + value)
  }
}
