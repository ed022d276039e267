import Bedrock

/// A file that a check makes: a lab's report, or a picture that it links.
struct CheckedFile: Sendable, Equatable {
  /// The lab's path; `Labs` for the index.
  var source: String
  /// The picture's name in the folder of the report's pictures.
  var picture: String?

  init(source: String, picture: String? = nil) {
    self.source = source
    self.picture = picture
  }

  /// A file that a record names; `nil` where the picture's name is a path, or none of a picture.
  init?(source: String, named picture: String?) {
    if let picture {
      guard PictureFiles.isPicture(picture), PathText.components(picture) == [picture] else {
        return nil
      }
    }
    self.init(source: source, picture: picture)
  }
}

/// Where the reports of a check belong, and where what it made is kept until it is accepted.
///
/// Both follow from a lab's path and from how the check was called, and from nothing that is kept.
struct CheckPlaces: Sendable {
  /// What a check made.
  enum Form: String, Sendable {
    case markdown = "md"
    case html
    /// Labs with their results in themselves.
    case inPlace = "in-place"
  }

  let workspace: Workspace
  let form: Form
  private let reports: ReportPlaces
  private let kept: PrivateFolder

  init(workspace: Workspace, output: String, form: Form) {
    self.workspace = workspace
    self.form = form
    reports = ReportPlaces(workspace: workspace, output: output)
    kept = PrivateFolder(workspace: workspace)
  }

  init(workspace: Workspace, options: RunOptions) {
    let form: Form =
      options.isInPlace ? .inPlace : options.format == .html ? .html : .markdown
    self.init(workspace: workspace, output: options.output, form: form)
  }

  /// The path of a file below the reports' folder; that of the index for `Labs`.
  private func inner(_ file: CheckedFile) -> String {
    let path =
      file.source == Workspace.labsFolder
      ? Workspace.indexName : LabFile(path: file.source, in: workspace).pathInOutput
    if let picture = file.picture { return PathText.join(PictureFolder.path(of: path), picture) }
    return form == .html ? ReportPlaces.pagePath(of: path) : path
  }

  // MARK: The committed report

  /// The report's path as it is shown.
  func report(_ file: CheckedFile) -> String {
    form == .inPlace ? file.source : reports.shown(inner(file))
  }

  private func place(_ file: CheckedFile) -> (folder: SafeFolder, name: String) {
    guard form == .inPlace else { return (reports.folder, inner(file)) }
    return (workspace.folder(PathText.parent(of: file.source)), PathText.name(of: file.source))
  }

  /// The report that stands there; `nil` where none does.
  func committed(_ file: CheckedFile) -> [UInt8]? {
    let (folder, name) = place(file)
    return (try? folder.read(name)) ?? nil
  }

  /// Whether what stands there may be replaced.
  func isReplaceable(_ standing: [UInt8]) -> Bool {
    form == .inPlace || standing.isEmpty || OpeningComment.opens(standing)
  }

  /// Puts a report in its place.
  ///
  /// - Throws: `FileError`.
  func put(_ report: [UInt8], of file: CheckedFile) throws {
    let (folder, name) = place(file)
    try folder.write(report, to: name) { standing in
      guard isReplaceable(standing) else {
        throw FileError(
          self.report(file), "cannot be written",
          "the file there was not made by swiftlab; move it away first")
      }
    }
  }

  /// Removes a report that was not there before.
  func remove(_ file: CheckedFile) throws {
    let (folder, name) = place(file)
    try folder.remove(name)
  }

  // MARK: What was made

  /// Where it is kept, below the private folder.
  private func keptPath(_ file: CheckedFile) -> String {
    guard form == .inPlace else { return PathText.join(CheckRecord.folder, inner(file)) }
    let parts = PathText.components(file.source).filter { $0 != ".." }
    return PathText.join(CheckRecord.folder, "in-place/" + parts.joined(separator: "/"))
  }

  /// The same as it is shown.
  func keptShown(_ file: CheckedFile) -> String {
    PathText.join(Workspace.privateFolder, keptPath(file))
  }

  func keep(_ report: [UInt8], of file: CheckedFile) throws {
    try kept.write(report, to: keptPath(file))
  }

  /// What a check made; `nil` where it is gone.
  func made(_ file: CheckedFile) -> [UInt8]? { kept.read(keptPath(file)) }
}
