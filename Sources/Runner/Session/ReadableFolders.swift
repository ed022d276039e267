import Bedrock

/// The folders that labs may read from: the working folder, that of fetched models, and those of
/// `--allow-read`.
package struct ReadableFolders: Sendable {
  /// As real paths.
  let paths: [String]

  package init(_ workspace: Workspace, besides folders: [String] = []) {
    paths = ([workspace.root] + folders.map(workspace.absolute)).compactMap {
      FileSystem.realPath($0)
    }
  }

  /// Why a file may not be read.
  enum Refusal {
    /// It lies in none of the folders.
    case outside
    /// The name on its way that begins with a dot, as those of settings and of Git's own files do.
    case hidden(String)

    var reason: String {
      switch self {
      case .outside:
        "lies outside the working folder; '--allow-read DIR' allows a further folder"
      case .hidden(let name):
        "is not read, since '\(VisibleText.line(name))' begins with a dot; '--allow-read DIR' allows "
          + "a folder of such files"
      }
    }
  }

  /// Why the file at a real path may not be read; `nil` where it may.
  func refusal(_ real: String) -> Refusal? {
    var refusal = Refusal.outside
    for folder in paths where PathText.contains(folder, real) {
      let inner = PathText.components(real).dropFirst(PathText.components(folder).count)
      guard let hidden = inner.first(where: { $0.utf8.first == UInt8(ascii: ".") }) else {
        return nil
      }
      refusal = .hidden(hidden)
    }
    return refusal
  }

  /// Whether a path, with its links followed, lies in one of the folders.
  func contains(_ real: String) -> Bool { paths.contains { PathText.contains($0, real) } }
}
