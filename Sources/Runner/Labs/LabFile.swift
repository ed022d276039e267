import Bedrock

/// A lab that a run is about: where it lies and where its report goes.
public struct LabFile: Sendable, Equatable {
  /// The path as it is shown: from the working folder where it lies in it.
  public var path: String
  /// The path below `Labs/`; `nil` for a lab elsewhere.
  public var pathInLabs: String?
  /// The path of its report below the output folder: the same as below `Labs/`, or for a lab
  /// elsewhere its file name.
  public var pathInOutput: String

  package init(path: String, in workspace: Workspace) {
    self.path = workspace.shown(path)
    pathInLabs = workspace.pathInLabs(path)
    pathInOutput = pathInLabs ?? PathText.name(of: path)
  }

  /// The name by which a report may call it: never an absolute path.
  package var sourceName: String {
    if self == .standardInput { return "standard input" }
    return PathText.isAbsolute(path) || path.utf8.starts(with: "../".utf8)
      ? PathText.name(of: path) : path
  }
}

extension LabFile {
  /// A lab from standard input: its links and files are seen from the working folder.
  static let standardInput = LabFile(standardInputNamed: "standard-input.md")

  private init(standardInputNamed name: String) {
    path = "-"
    pathInLabs = nil
    pathInOutput = name
  }
}
