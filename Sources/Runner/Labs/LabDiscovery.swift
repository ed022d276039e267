import Bedrock

/// Finds the labs that a run is about.
///
/// With none named: every `.md` below `Labs/`, in order of the path's UTF-8 bytes. A file or folder
/// whose name begins with `_` is a part to be included, one that begins with `.` is hidden; both are
/// passed over.
package struct LabDiscovery {
  let workspace: Workspace
  /// Folders of labs may be links to one of these.
  private let readable: ReadableFolders

  /// - Parameter allowed: the folders of `--allow-read`.
  package init(workspace: Workspace, allowed: [String] = []) {
    self.workspace = workspace
    readable = ReadableFolders(workspace, besides: allowed)
  }

  /// What was found, and what is in the way of running it.
  package struct Finding: Sendable {
    package var labs: [LabFile] = []
    package var errors: [FileError] = []
  }

  package func find(named names: [String]) -> Finding {
    names.isEmpty ? findAll() : findNamed(names)
  }

  private func findAll() -> Finding {
    var finding = Finding()
    var paths: [String] = []
    collect(Workspace.labsFolder, above: [], into: &paths, errors: &finding.errors)
    // Of whole paths: `a.md` comes after `a-b/c.md`, whatever the folders' order.
    paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for path in paths {
      let lab = LabFile(path: path, in: workspace)
      if lab.pathInLabs == Workspace.indexName {
        finding.errors.append(Self.indexInTheWay(path))
      } else {
        finding.labs.append(lab)
      }
    }
    return finding
  }

  /// The labs in a folder of `Labs/` and those below it, by their paths.
  func labs(below folder: String) -> [String] {
    var paths: [String] = []
    var errors: [FileError] = []
    collect(folder, above: [], into: &paths, errors: &errors)
    return paths
  }

  private func collect(
    _ folder: String, above: [String], into paths: inout [String], errors: inout [FileError]
  ) {
    // A symbolic link to a folder above would lead round in a circle.
    guard let real = FileSystem.realPath(workspace.absolute(folder)), !above.contains(real) else {
      return
    }
    if PathText.contains(workspace.root, workspace.absolute(folder)), !readable.contains(real) {
      errors.append(
        FileError(
          folder, "cannot be read",
          "it is a symbolic link that leads out of the course; '--allow-read DIR' allows a folder"))
      return
    }
    do {
      for name in try FileSystem.entries(of: workspace.absolute(folder), shownAs: folder)
      where !Self.isPassedOver(name) {
        let path = PathText.join(folder, name)
        switch FileSystem.kind(of: workspace.absolute(path)) {
        case .folder: collect(path, above: above + [real], into: &paths, errors: &errors)
        case .file, .other: if PathText.isMarkdown(name) { paths.append(path) }
        case nil:
          if PathText.isMarkdown(name) {
            errors.append(FileError(path, "cannot be read", "its symbolic link leads nowhere"))
          }
        }
      }
    } catch let error as FileError {
      errors.append(error)
    } catch {
      errors.append(FileError(folder, "cannot be read", "\(error)"))
    }
  }

  private func findNamed(_ names: [String]) -> Finding {
    var finding = Finding()
    for name in names {
      if FileSystem.kind(of: workspace.absolute(name)) == .folder {
        let inner = labs(in: name)
        finding.labs += inner.labs.filter { !finding.labs.contains($0) }
        finding.errors += inner.errors
        continue
      }
      let lab = LabFile(path: name, in: workspace)
      if finding.labs.contains(lab) { continue }
      if let error = obstacle(to: lab, named: name) {
        finding.errors.append(error)
      } else {
        finding.labs.append(lab)
      }
    }
    return finding
  }

  /// The labs in a folder that the user named and those below it, in order; of a whole course those
  /// in `Labs/`.
  private func labs(in name: String) -> Finding {
    var finding = Finding()
    if workspace.absolute(name) == workspace.root
      || workspace.absolute(name) == workspace.absolute(Workspace.labsFolder),
      FileSystem.kind(of: workspace.absolute(Workspace.labsFolder)) == .folder
    {
      return findAll()
    }
    var paths: [String] = []
    collect(workspace.shown(name), above: [], into: &paths, errors: &finding.errors)
    paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for path in paths {
      let lab = LabFile(path: path, in: workspace)
      if let error = obstacle(to: lab, named: path) {
        finding.errors.append(error)
      } else {
        finding.labs.append(lab)
      }
    }
    if paths.isEmpty, finding.errors.isEmpty {
      finding.errors.append(
        FileError(workspace.shown(name), "cannot be run", "the folder holds no lab"))
    }
    return finding
  }

  private func obstacle(to lab: LabFile, named name: String) -> FileError? {
    switch FileSystem.kind(of: workspace.absolute(name)) {
    case nil: return FileError(lab.path, "cannot be run", "there is no such file")
    case .folder, .file, .other: break
    }
    if lab.pathInLabs == Workspace.indexName { return Self.indexInTheWay(lab.path) }
    let inner = PathText.components(lab.pathInLabs ?? PathText.name(of: lab.path))
    if inner.contains(where: { $0.utf8.first == UInt8(ascii: "_") }) {
      return FileError(
        lab.path, "cannot be run",
        "a name that begins with '_' marks a part to be included, not a lab")
    }
    return nil
  }

  static func indexInTheWay(_ path: String) -> FileError {
    FileError(
      path, "cannot be run", "its report would take the place of the index; give it another name")
  }

  static func isPassedOver(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: "_") || name.utf8.first == UInt8(ascii: ".")
  }
}
