import Bedrock

/// Puts the reports of a run in their places, and the drafts of failed labs beside.
struct ReportKeeper: Sendable {
  let places: ReportPlaces
  let options: RunOptions

  static let draftFolder = Workspace.privateFolder + "/draft"

  init(workspace: Workspace, options: RunOptions) {
    places = ReportPlaces(workspace: workspace, output: options.output)
    self.options = options
  }

  /// Writes what a lab came to; a failed lab's last good report stays.
  func keep(_ outcome: inout LabOutcome) {
    guard options.format != .json else { return }
    let draft = PathText.join(Self.draftFolder, outcome.lab.pathInOutput)
    let draftPath = places.workspace.absolute(draft)
    do {
      if outcome.status == .ok, options.isInPlace {
        outcome.isWritten = try putInPlace(outcome)
      } else if outcome.status == .ok {
        let place = outcome.lab.pathInOutput
        let areChanged =
          try options.format == .markdown
          && PictureFiles(places: places).put(outcome.pictures, of: place)
        outcome.isWritten = try places.put(
          outcome.report, at: options.format == .html ? ReportPlaces.pagePath(of: place) : place)
        outcome.isWritten = outcome.isWritten || areChanged
        try FileSystem.removeFile(draftPath, shownAs: draft)
      } else if !outcome.report.isEmpty {
        try AtomicFile.write(outcome.report, to: draftPath, shownAs: draft)
        outcome.draftPath = draft
      }
    } catch {
      outcome.status = .failed
      outcome.fileErrors.append(
        error as? FileError ?? FileError(outcome.lab.path, "cannot be kept", "\(error)"))
    }
  }

  /// Writes a lab with its results, unless somebody has saved it meanwhile.
  private func putInPlace(_ outcome: LabOutcome) throws -> Bool {
    let path = places.workspace.absolute(outcome.lab.path)
    guard try FileSystem.read(path, shownAs: outcome.lab.path) == outcome.source else {
      throw FileError(
        outcome.lab.path, "cannot be written", "it was changed while it ran; run it again")
    }
    return try AtomicFile.write(outcome.report, to: path, shownAs: outcome.lab.path)
  }
}
