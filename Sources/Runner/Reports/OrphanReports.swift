import Bedrock

/// Reports whose lab is gone: they would stay as they were for ever.
struct OrphanReports {
  let places: ReportPlaces

  /// The paths, as they are shown, of the reports below the output folder that no lab makes.
  ///
  /// - Parameter labs: all labs that there are, also those that failed.
  func find(labs: [LabFile]) -> [String] {
    let known = Set(labs.map(\.pathInOutput)).union([Workspace.indexName])
    var orphans: [String] = []
    search("", in: places.folder, known, &orphans)
    return orphans.map(places.shown)
  }

  private func search(
    _ path: String, in folder: SafeFolder, _ known: Set<String>, _ orphans: inout [String]
  ) {
    for name in folder.entries(of: path) where name.utf8.first != UInt8(ascii: ".") {
      let inner = PathText.join(path, name)
      switch folder.kind(of: inner) {
      case .folder: search(inner, in: folder, known, &orphans)
      case .file: if isOrphan(inner, name, known) { orphans.append(inner) }
      default: break
      }
    }
  }

  private func isOrphan(_ path: String, _ name: String, _ known: Set<String>) -> Bool {
    if PictureFiles.isPicture(name) {
      return hasLostLab(path) && !known.contains(PathText.parent(of: path) + ".md")
    }
    guard PathText.isMarkdown(name), !known.contains(path),
      let bytes = places.committed(path),
      let source = OpeningComment.source(of: bytes)
    else { return false }
    return isGone(source)
  }

  /// Whether a picture's lab is gone.
  private func hasLostLab(_ picture: String) -> Bool {
    PictureFiles(places: places).source(of: picture).map(isGone) ?? false
  }

  private func isGone(_ source: String) -> Bool {
    // The report of a lab outside `Labs/` is as good as its lab.
    let isElsewhere = places.workspace.pathInLabs(source) == nil
    return !(isElsewhere && FileSystem.kind(of: places.workspace.absolute(source)) == .file)
  }
}
