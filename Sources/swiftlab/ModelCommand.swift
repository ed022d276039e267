import Bedrock
import Directives
import Engine
import Numerics
import Runner

/// `swiftlab model`: what is known of the models, and the recipe of the shipped one.
struct ModelCommand {
  let console: Console
  let arguments: Arguments
  let workspace: Workspace

  /// The subcommands, in the words of help and errors.
  private static let names = ["list", "info", "verify", "evaluate", "train"]

  func run() throws -> CommandLineTool.ExitStatus {
    guard let name = arguments.operands.first else {
      throw UsageError("'model' needs one of \(Self.names.joined(separator: ", "))")
    }
    if name != "train", arguments.has("--output") {
      throw UsageError("'model \(name)' takes no option '--output'")
    }
    try setThreads()
    switch name {
    case "list": return try list()
    case "info": return try info(subject(after: name))
    case "verify": return try verify(subject(after: name))
    case "evaluate": return try evaluate(subject(after: name))
    case "train": return try train(subject(after: name))
    default: throw UsageError.unknown("model command", name, among: Self.names)
    }
  }

  private func setThreads() throws {
    guard let text = arguments.value("--threads") else { return }
    guard let threads = Int(text), threads >= 1 else {
      throw UsageError("option '--threads' takes a whole number from 1, not '\(text)'")
    }
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
    guard FileSystem.kind(of: workspace.absolute(subject)) == .file else {
      throw UsageError.unknown("model", subject, among: ModelLibrary.names)
    }
    let bytes = try FileSystem.read(workspace.absolute(subject), shownAs: subject)
    return ModelLibrary.Source(name: subject, bytes: bytes)
  }

  func print(_ line: String) { console.write(Array((line + "\n").utf8)) }
}

// MARK: - What is known

extension ModelCommand {
  private func list() throws -> CommandLineTool.ExitStatus {
    guard arguments.operands.count == 1 else { throw UsageError("'model list' takes no name") }
    for name in ModelLibrary.names {
      let source = ModelLibrary.named(name)
      print("\(name)  built in, \(source?.bytes.count ?? 0) bytes")
    }
    return .success
  }

  private func info(_ subject: String) throws -> CommandLineTool.ExitStatus {
    let source = try model(subject)
    let model = try source.load()
    let configuration = model.configuration
    for (name, value) in [
      ("name", source.name), ("sha256", source.sha256), ("bytes", "\(source.bytes.count)"),
      ("parameters", "\(configuration.parameterCount)"),
      ("configuration", configuration.json.serialized()),
      ("tokenizer", "\(model.tokenizer.name), \(model.tokenizer.vocabularySize) tokens"),
    ] {
      print(name + String(repeating: " ", count: max(1, 18 - name.utf8.count)) + value)
    }
    return .success
  }

  /// Reads the whole file, and for the built-in model compares its hash with the recipe's.
  private func verify(_ subject: String) throws -> CommandLineTool.ExitStatus {
    let source = try model(subject)
    let model = try source.load()
    _ = try model.transformer.logits([model.endOfText ?? 0])
    if source.name == "tinyworld", source.sha256 != TinyWorldRecipe.shippedSHA256 {
      print("\(source.name): its SHA-256 is \(source.sha256), not the recipe's")
      return .failure
    }
    print("\(source.name): well; SHA-256 \(source.sha256)")
    return .success
  }
}
