import Bedrock

/// Reads labs, and refuses what is none or leads out of the course.
struct LabSource: Sendable {
  let workspace: Workspace
  let readable: ReadableFolders

  /// - Throws: `FileError`.
  func bytes(of lab: LabFile) throws -> [UInt8] {
    let absolute = workspace.absolute(lab.path)
    if let real = FileSystem.realPath(absolute) { try checkLink(lab, absolute, real) }
    let bytes = try FileSystem.read(absolute, shownAs: lab.path, limit: FileLimits.lab)
    guard !OpeningComment.opens(bytes) else {
      throw FileError(
        lab.path, "cannot be run", "it is a report that swiftlab made, and no lab")
    }
    return bytes
  }

  /// A lab that a link brings into the course must lie in a folder that labs may read from. One that
  /// the user names elsewhere is the user's own choice.
  private func checkLink(_ lab: LabFile, _ absolute: String, _ real: String) throws {
    let root = FileSystem.realPath(workspace.root) ?? workspace.root
    guard PathText.contains(workspace.root, absolute), !isDirect(absolute, real, root) else {
      return
    }
    if let refusal = readable.refusal(real) {
      throw FileError(lab.path, "cannot be read", "through a symbolic link; it \(refusal.reason)")
    }
  }

  /// Whether no link lies between the course's root and the lab.
  private func isDirect(_ absolute: String, _ real: String, _ root: String) -> Bool {
    let named = PathText.components(absolute).dropFirst(
      PathText.components(workspace.root).count)
    let found = PathText.components(real).dropFirst(PathText.components(root).count)
    return PathText.contains(root, real) && named == found
  }
}
