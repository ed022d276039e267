import Bedrock

/// The folder that a run works in, and what lies where in it.
public struct Workspace: Sendable {
  /// The folder whose `.md` files are the labs.
  static let labsFolder = "Labs"
  /// Drafts of labs that failed, and what the last check made; safe to delete at any moment.
  ///
  /// Nothing in it decides which file is read or written.
  static let privateFolder = ".swiftlab"
  static let indexName = "README.md"

  /// The course's folder: an absolute path.
  public let root: String
  /// The folder that the command line's paths are seen from.
  let workingFolder: String

  public init(root: String) {
    self.root = PathText.normalized(root)
    workingFolder = self.root
  }

  /// The course that a folder belongs to.
  package init(around folder: String) {
    root = PathText.normalized(CourseRoot.find(from: folder))
    workingFolder = PathText.normalized(folder)
  }

  /// The working folder as a course of its own.
  var here: Workspace { Workspace(root: workingFolder) }

  /// A path of the command line as it is seen from the course's folder.
  func rebased(_ path: String) -> String {
    guard workingFolder != root, !path.isEmpty, !PathText.isAbsolute(path) else { return path }
    return shown(PathText.normalized(PathText.join(workingFolder, path)))
  }

  /// The absolute path of one that was named from the working folder.
  package func absolute(_ path: String) -> String {
    PathText.normalized(PathText.join(root, path))
  }

  /// A folder in which no link is followed: from the working folder where it lies in it, else from
  /// itself, where the user named it.
  package func folder(_ path: String) -> SafeFolder {
    let absolute = absolute(path)
    guard PathText.contains(root, absolute) else {
      return SafeFolder(anchor: absolute, shownAs: shown(path))
    }
    let inner = PathText.components(absolute).dropFirst(PathText.components(root).count)
    return SafeFolder(
      anchor: root, path: inner.joined(separator: "/"), shownAs: inner.isEmpty ? "" : shown(path))
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
