import Bedrock
import Notebook

/// `swiftlab new`: makes a lab, or a whole course, to start from.
struct NewCommand {
  let product: Product
  let workspace: Workspace
  let console: Console

  func run(_ operands: [String]) throws -> CommandLineTool.ExitStatus {
    switch (operands.first, operands.count) {
    case ("course", 1): return try makeCourse(in: "")
    case ("course", 2): return try makeCourse(in: operands[1] == "." ? "" : operands[1])
    case ("lab", 2): return try makeLab(operands[1])
    case (let name?, 1) where name != "lab":
      throw UsageError(
        "'new' takes 'course' or 'lab NAME'; did you mean 'new lab \(VisibleText.line(name))'?")
    default:
      throw UsageError("'new' takes 'course' or 'lab NAME', such as 'swiftlab new lab 03-neuron'")
    }
  }

  // MARK: A course

  /// Makes all of a course's files, or none where one of them is there already.
  private func makeCourse(in folder: String) throws -> CommandLineTool.ExitStatus {
    let files = CourseTemplate(register: product.register).files.map {
      (path: PathText.join(folder, $0.path), text: $0.text)
    }
    let standing = files.map(\.path).filter { FileSystem.kind(of: workspace.absolute($0)) != nil }
    guard standing.isEmpty else {
      for path in standing {
        console.printError("swiftlab: error: '\(VisibleText.line(path))' exists already\n")
      }
      return .failure
    }
    for (path, text) in files {
      try write(text, to: path)
      console.printError("\(VisibleText.line(path))\n")
    }
    let change = folder.isEmpty ? "" : "'cd \(VisibleText.line(folder))', then "
    console.printError(
      "swiftlab: the course is there; \(change)'swiftlab run' makes its reports\n")
    return .success
  }

  private func write(_ text: String, to path: String) throws {
    try workspace.folder(PathText.parent(of: path)).write(
      Array(text.utf8), to: PathText.name(of: path))
  }

  // MARK: A lab

  private func makeLab(_ name: String) throws -> CommandLineTool.ExitStatus {
    let path = try path(of: name)
    guard FileSystem.kind(of: workspace.absolute(path)) == nil else {
      console.printError("swiftlab: error: '\(path)' exists already\n")
      return .failure
    }
    let text = LabTemplate.text(title: LabTemplate.title(of: path))
    try write(text, to: path)
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
