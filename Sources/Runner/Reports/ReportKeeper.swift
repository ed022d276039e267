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
    guard options.format == .markdown else { return }
    let draft = PathText.join(Self.draftFolder, outcome.lab.pathInOutput)
    let draftPath = places.workspace.absolute(draft)
    do {
      if outcome.status == .ok {
        outcome.isWritten = try places.put(outcome.report, at: outcome.lab.pathInOutput)
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
}
