import Bedrock
import Notebook

/// `swiftlab new NAME`: makes a lab to start from.
struct NewCommand {
  let product: Product
  let workspace: Workspace
  let console: Console

  func run(_ operands: [String]) throws -> CommandLineTool.ExitStatus {
    guard operands.count == 1, let name = operands.first else {
      throw UsageError("'new' takes one name, such as 'swiftlab new 03-neuron'")
    }
    let path = try path(of: name)
    guard FileSystem.kind(of: workspace.absolute(path)) == nil else {
      console.printError("swiftlab: error: '\(path)' exists already\n")
      return .failure
    }
    let text = LabTemplate.text(title: LabTemplate.title(of: path))
    try AtomicFile.write(Array(text.utf8), to: workspace.absolute(path), shownAs: path)
    console.printError("swiftlab: '\(path)' is there; 'swiftlab run \(path)' makes its report\n")
    return .success
  }

  /// `Labs/NAME.md`, where NAME may have folders.
  private func path(of name: String) throws -> String {
    let shown = VisibleText.line(name)
    let parts = PathText.components(PathText.isMarkdown(name) ? withoutSuffix(name) : name)
    guard !parts.isEmpty, !PathText.isAbsolute(name), !parts.contains(".."), shown == name else {
      throw UsageError("'\(shown)' is no name for a lab")
    }
    if let part = parts.first(where: LabDiscovery.isPassedOver) {
      throw UsageError("'\(part)' would not be found as a lab: a name begins with no '_' or '.'")
    }
    if parts == ["README"] { throw UsageError("'README' would take the place of the index") }
    return PathText.join(Workspace.labsFolder, parts.joined(separator: "/") + ".md")
  }

  private func withoutSuffix(_ name: String) -> String {
    String(Substring(name.utf8.dropLast(3)))
  }
}
