import Bedrock
import Notebook
import Runner

/// Writes a model that a lab makes into a file, for other tools.
extension ModelCommand {
  func save() throws -> CommandLineTool.ExitStatus {
    guard arguments.operands.count == 3, let output = arguments.value("--output") else {
      throw UsageError("'model save' takes a lab, a result and '--output FILE'")
    }
    let (lab, name) = (arguments.operands[1], arguments.operands[2])
    var options = RunOptions()
    options.threads = try arguments.count("--threads")
    let bytes: [UInt8]
    do {
      bytes = try NamedResult.model(
        name, in: lab, product: product, workspace: workspace, console: console, options: options
      ).bytes()
    } catch let diagnostic as Diagnostic {
      console.writeError(Array((diagnostic.rendered() + "\n").utf8))
      return .failure
    }
    try AtomicFile.write(bytes, to: workspace.absolute(output), shownAs: output)
    print("\(output): \(bytes.count) bytes, SHA-256 \(SHA256.hash(bytes).hex)")
    return .success
  }
}
