import Bedrock

/// Finds the course that a folder belongs to.
package enum CourseRoot {
  /// The folder itself if it holds `Labs`, else the next one above it that does, as far as the
  /// repository reaches and everything belongs to one user; else the folder itself.
  package static func find(from folder: String) -> String {
    let owner = FileSystem.owner(of: folder)
    var candidate = folder
    while true {
      let labs = PathText.join(candidate, Workspace.labsFolder)
      if FileSystem.kind(of: labs) == .folder { return candidate }
      let parent = PathText.parent(of: candidate)
      guard FileSystem.kind(of: PathText.join(candidate, ".git")) == nil, !parent.isEmpty,
        parent != candidate, parent != "/", FileSystem.owner(of: parent) == owner
      else { return folder }
      candidate = parent
    }
  }
}
