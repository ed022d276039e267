import Bedrock

/// The files that a watch looks at, as they were when it last looked.
///
/// A file has changed when its bytes have, it came, or it is gone; that its date was renewed alone is
/// nothing. Its bytes are read only where its size or a date is another.
struct WatchedFiles {
  private struct State {
    var mark: FileSystem.Mark
    var hash: SHA256.Digest?
  }

  private let workspace: Workspace
  private var states: [String: State] = [:]

  init(workspace: Workspace) { self.workspace = workspace }

  /// Looks at the files again.
  ///
  /// - Parameter paths: as they are shown; those that were not looked at before count as new.
  /// - Returns: the paths that changed, came or went, in order of their bytes.
  mutating func look(at paths: Set<String>) -> [String] {
    var changed: [String] = []
    for path in paths.union(states.keys) {
      let before = states[path]
      let after = paths.contains(path) ? state(of: path, before) : nil
      states[path] = after
      if before?.hash != after?.hash || (before == nil) != (after == nil) { changed.append(path) }
    }
    return changed.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Takes in files as they are, so that they do not count as new.
  mutating func takeIn(_ paths: Set<String>) {
    for path in paths where states[path] == nil { states[path] = state(of: path, nil) }
  }

  /// Whether a file that was there is not there now, as in the middle of an editor's save.
  func misses(anyOf paths: Set<String>) -> Bool {
    states.keys.contains {
      !paths.contains($0) || FileSystem.kind(of: workspace.absolute($0)) == nil
    }
  }

  private func state(of path: String, _ before: State?) -> State? {
    let absolute = workspace.absolute(path)
    guard let mark = FileSystem.mark(of: absolute) else { return nil }
    if let before, before.mark == mark { return before }
    return State(mark: mark, hash: try? ContentHash.hash(fileAt: absolute))
  }
}
