import Bedrock

/// The folder that a run works in, and what lies where in it.
public struct Workspace: Sendable {
  /// The folder whose `.md` files are the labs.
  static let labsFolder = "Labs"
  /// What swiftlab keeps for itself; safe to delete at any moment.
  static let privateFolder = ".swiftlab"
  static let cacheFolder = privateFolder + "/cache"
  static let indexName = "README.md"

  /// The working folder's absolute path.
  public let root: String

  public init(root: String) { self.root = PathText.normalized(root) }

  /// The absolute path of one that was named from the working folder.
  package func absolute(_ path: String) -> String {
    PathText.normalized(PathText.join(root, path))
  }

  /// A path as diagnostics and reports show it: from the working folder if it lies there, else as it
  /// was named.
  func shown(_ path: String) -> String {
    let absolute = absolute(path)
    guard PathText.contains(root, absolute), absolute != root else {
      return PathText.isAbsolute(path) ? absolute : PathText.normalized(path)
    }
    return PathText.components(absolute).dropFirst(PathText.components(root).count)
      .joined(separator: "/")
  }

  /// The path below `Labs/`; `nil` for what lies elsewhere.
  func pathInLabs(_ path: String) -> String? {
    let labs = absolute(Self.labsFolder)
    let absolute = absolute(path)
    guard PathText.contains(labs, absolute), absolute != labs else { return nil }
    return PathText.components(absolute).dropFirst(PathText.components(labs).count)
      .joined(separator: "/")
  }
}
