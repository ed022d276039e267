import Bedrock

/// Makes the relative links of a lab work from its report's place.
///
/// A link to another lab stays byte for byte: the other's report stands to this one as the labs stand
/// to each other. So does a link to `README.md` beside the labs: the index of the reports has that
/// place. Whatever else a link leads to has no copy among the reports and is reached from there. A link
/// that leads nowhere is an error.
package struct LinkRewriter: Sendable {
  package enum Outcome: Equatable {
    case kept
    case replaced(String)
    /// It leads nowhere: the path that was looked for, and a file beside it that was likely meant.
    case missing(path: String, suggestion: String?)
  }

  let workspace: Workspace
  /// The absolute path of the reports' folder; `nil` where the report has no place among them.
  let outputFolder: String?
  /// The absolute path of the folder that the report lies in.
  let reportFolder: String
  /// Where it is noted what stands where.
  var questions = FileQuestions()

  package init(workspace: Workspace, output: String, lab: LabFile) {
    self.workspace = workspace
    let folder = workspace.absolute(output)
    outputFolder = folder
    reportFolder = PathText.parent(of: PathText.join(folder, lab.pathInOutput))
  }

  /// For results that go into the lab itself: a shared passage's links are to work from there.
  init(workspace: Workspace, inPlace lab: LabFile) {
    self.workspace = workspace
    outputFolder = nil
    reportFolder = workspace.absolute(PathText.parent(of: lab.path))
  }

  /// For a lab from standard input, whose report has no place: its links work where they stand.
  package init(workspace: Workspace) {
    self.workspace = workspace
    outputFolder = nil
    reportFolder = workspace.root
  }

  /// What becomes of a destination that stands in a file of a folder.
  package func outcome(of text: String, in folder: String) -> Outcome {
    guard let destination = RelativeDestination(text) else { return .kept }
    guard let path = destination.path else { return .missing(path: text, suggestion: nil) }
    let target = PathText.normalized(PathText.join(workspace.absolute(folder), path))
    let namesFolder = path.utf8.last == UInt8(ascii: "/")
    guard leadsSomewhere(target, folderOnly: namesFolder) else {
      return .missing(path: workspace.shown(target), suggestion: neighbour(of: target))
    }
    let goal = placeAmongReports(of: target)
    if PathText.normalized(PathText.join(reportFolder, path)) == goal { return .kept }
    let parts = PathText.relativeComponents(
      from: PathText.components(reportFolder), to: PathText.components(goal))
    let relative = parts.isEmpty ? "." : parts.joined(separator: "/")
    // A colon in the first part would read as a scheme.
    let needsDot = parts.first?.utf8.contains(UInt8(ascii: ":")) ?? false
    return .replaced(
      (needsDot ? "./" : "") + PercentEncoding.encoded(path: relative) + (namesFolder ? "/" : "")
        + destination.suffix)
  }

  /// Whether something stands there, or will once all labs have run.
  private func leadsSomewhere(_ target: String, folderOnly: Bool) -> Bool {
    switch questions.kind(of: target) {
    case .folder: return true
    case .file, .other: return !folderOnly
    case nil: break
    }
    if !folderOnly, isIndex(target) { return true }
    // A report need not be there before its lab has run.
    guard !folderOnly, let lab = labReported(at: target) else { return false }
    return lab == Workspace.indexName || isLab(lab)
  }

  /// Where a reader of the reports finds what a lab's link leads to.
  private func placeAmongReports(of target: String) -> String {
    guard let outputFolder else { return target }
    guard let inLabs = workspace.pathInLabs(target) else {
      return target == workspace.absolute(Workspace.labsFolder) ? outputFolder : target
    }
    if isIndex(target) { return PathText.join(outputFolder, inLabs) }
    let isAmongReports =
      questions.kind(of: target) == .folder
      ? questions.holdsLabs(
        PathText.join(Workspace.labsFolder, inLabs), LabDiscovery(workspace: workspace))
      : isLab(inLabs)
    return isAmongReports ? PathText.join(outputFolder, inLabs) : target
  }

  /// Whether a path is the one beside the labs that the reports' index has beside the reports.
  private func isIndex(_ target: String) -> Bool {
    outputFolder != nil && workspace.pathInLabs(target) == Workspace.indexName
      && questions.kind(of: target) == nil
  }

  private func isLab(_ pathInLabs: String) -> Bool {
    let parts = PathText.components(pathInLabs)
    guard let name = parts.last, PathText.isMarkdown(name),
      !parts.contains(where: LabDiscovery.isPassedOver), pathInLabs != Workspace.indexName
    else { return false }
    let path = PathText.join(Workspace.labsFolder, pathInLabs)
    return questions.kind(of: workspace.absolute(path)) == .file
  }

  private func labReported(at target: String) -> String? {
    guard let outputFolder, PathText.contains(outputFolder, target), target != outputFolder else {
      return nil
    }
    return PathText.components(target).dropFirst(PathText.components(outputFolder).count)
      .joined(separator: "/")
  }

  /// The file, from the working folder, that the page of a link's path is made of: a lab for its
  /// report, else the file itself; `nil` where there is none yet.
  func source(of path: String, in folder: String) -> String? {
    let target = PathText.normalized(PathText.join(workspace.absolute(folder), path))
    if let lab = labReported(at: target), isLab(lab) {
      return PathText.join(Workspace.labsFolder, lab)
    }
    return questions.kind(of: target) == .file ? workspace.shown(target) : nil
  }

  /// A file in the same folder whose name is nearly the one that is missing.
  private func neighbour(of target: String) -> String? {
    let name = PathText.name(of: target)
    // What lies outside the course, or is hidden in it, is not told of.
    guard PathText.contains(workspace.root, target) else { return nil }
    guard let names = try? FileSystem.entries(of: PathText.parent(of: target)),
      !names.contains(name)
    else { return nil }
    let visible = names.filter { $0.utf8.first != UInt8(ascii: ".") }
    return EditDistance.suggestion(for: name, among: visible)
  }
}
