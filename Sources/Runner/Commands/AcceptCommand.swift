import Bedrock

/// `swiftlab accept`: puts what the last check made in the reports' place, without running again.
///
/// All or nothing: where a lab, a file that it reads, or a committed report has changed since the
/// check, nothing is put anywhere.
struct AcceptCommand {
  let workspace: Workspace
  let console: Console
  /// Whether all are taken where a person could be asked.
  var takesAll = false

  func run(_ names: [String]) throws -> CommandLineTool.ExitStatus {
    guard let bytes = try? FileSystem.read(workspace.absolute(CheckRecord.path)),
      let record = CheckRecord(bytes)
    else {
      console.printError("swiftlab: error: nothing was checked; run 'swiftlab check' first\n")
      return .failure
    }
    let (entries, unknown) = selected(names, from: record)
    var stale = entries.filter(\.isStale)
    if console.inputIsTerminal, !takesAll, unknown.isEmpty {
      stale = AcceptQuestion(workspace: workspace, console: console).chosen(of: stale)
    }
    let problems = unknown + stale.compactMap(obstacle)
    guard problems.isEmpty else {
      for problem in problems { console.printError("swiftlab: error: \(problem)\n") }
      return .failure
    }
    var accepted = 0
    for entry in stale {
      let report = try FileSystem.read(
        workspace.absolute(entry.checkedPath), shownAs: entry.checkedPath)
      if try AtomicFile.write(
        report, to: workspace.absolute(entry.report), shownAs: entry.report)
      {
        accepted += 1
      }
    }
    console.printError("swiftlab: \(RunSummary.count(accepted, "report")) accepted\n")
    return .success
  }

  private func selected(
    _ names: [String], from record: CheckRecord
  ) -> (entries: [CheckRecord.Entry], unknown: [String]) {
    if names.isEmpty { return (record.entries, []) }
    let wanted = names.map { LabFile(path: $0, in: workspace).path }
    let unknown = wanted.filter { path in !record.entries.contains { $0.source == path } }
    return (
      record.entries.filter { wanted.contains($0.source) },
      unknown.map { "'\($0)' was not checked, or failed; run 'swiftlab check \($0)' first" }
    )
  }

  /// Why a checked report may not be put in its place; `nil` if it may.
  private func obstacle(_ entry: CheckRecord.Entry) -> String? {
    for input in entry.inputs where hash(input.path) != input.sha256 {
      return "'\(input.path)' has changed since the check; run 'swiftlab check' again"
    }
    if entry.report != entry.source,
      let standing = try? FileSystem.read(workspace.absolute(entry.report)), !standing.isEmpty,
      !OpeningComment.opens(standing)
    {
      return "'\(entry.report)' was not made by swiftlab; move it away first"
    }
    let standing = hash(entry.report)
    if standing != entry.committed, standing != entry.checked {
      return "'\(entry.report)' has changed since the check; run 'swiftlab check' again"
    }
    if hash(entry.checkedPath) != entry.checked {
      return "'\(entry.checkedPath)' is not what the check made; run 'swiftlab check' again"
    }
    return nil
  }

  private func hash(_ path: String) -> String? {
    (try? FileSystem.read(workspace.absolute(path))).map(CheckRecord.hash)
  }
}
