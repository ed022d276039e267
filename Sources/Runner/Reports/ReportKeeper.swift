import Bedrock

/// Puts the reports of a run in their places, and the drafts of failed labs beside.
struct ReportKeeper: Sendable {
  let places: ReportPlaces
  let options: RunOptions

  private static let draftFolder = "draft"
  private let kept: PrivateFolder

  init(workspace: Workspace, options: RunOptions) {
    places = ReportPlaces(workspace: workspace, output: options.output)
    kept = PrivateFolder(workspace: workspace)
    self.options = options
  }

  /// Removes what dead runs have left where this one writes.
  func sweepLeftovers(of labs: [LabFile]) {
    guard options.format != .json else { return }
    if options.isInPlace {
      for parent in Set(labs.map { PathText.parent(of: $0.path) }) {
        places.workspace.folder(parent).sweepLeftovers()
      }
    } else {
      places.sweepLeftovers(of: labs)
    }
    kept.sweepLeftovers(besides: labs.map { PathText.join(Self.draftFolder, $0.pathInOutput) })
  }

  /// Writes what a lab came to; a failed lab's last good report stays.
  func keep(_ outcome: inout LabOutcome) {
    guard options.format != .json else { return }
    let draft = PathText.join(Self.draftFolder, outcome.lab.pathInOutput)
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
        try kept.remove(draft)
      } else if !outcome.report.isEmpty {
        try kept.write(outcome.report, to: draft)
        outcome.draftPath = PathText.join(Workspace.privateFolder, draft)
      }
    } catch {
      outcome.status = .failed
      outcome.fileErrors.append(
        error as? FileError ?? FileError(outcome.lab.path, "cannot be kept", "\(error)"))
    }
  }

  /// Writes a lab with its results, unless somebody has saved it meanwhile.
  private func putInPlace(_ outcome: LabOutcome) throws -> Bool {
    let path = outcome.lab.path
    return try places.workspace.folder(PathText.parent(of: path)).write(
      outcome.report, to: PathText.name(of: path)
    ) { standing in
      guard standing == outcome.source else {
        throw FileError(path, "cannot be written", "it was changed while it ran; run it again")
      }
    }
  }
}
