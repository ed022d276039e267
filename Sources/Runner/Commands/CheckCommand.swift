import Bedrock

/// `swiftlab check`: runs labs, and compares what they make with the committed reports.
struct CheckCommand {
  let product: Product
  let workspace: Workspace
  let console: Console
  private(set) var options: RunOptions

  init(product: Product, workspace: Workspace, console: Console, options: RunOptions) {
    self.product = product
    self.workspace = workspace
    self.console = console
    self.options = options
    self.options.tracksInputs = true
  }

  private var places: ReportPlaces { ReportPlaces(workspace: workspace, output: options.output) }

  /// A report that a check made, to be compared with the one that stands.
  private struct Candidate {
    var source: String
    var pathInOutput: String
    var bytes: [UInt8]
    var inputs: [CheckRecord.Input]
  }

  func run(_ names: [String]) throws -> CommandLineTool.ExitStatus {
    let selection = try LabSelection(names, workspace: workspace, options: options)
    let display = ProgressDisplay(console: console, total: selection.labs.count)
    for error in selection.errors { display.printError("\(error.path): error: \(error)\n") }
    let run = LabRun(product: product, workspace: workspace, options: options, display: display)
    let outcomes = try run.outcomes(of: selection.labs) { _ in }
    display.finish()
    let isWell = selection.errors.isEmpty && outcomes.allSatisfy { $0.status != .failed }
    let candidates = candidates(outcomes, withIndex: selection.isWhole && isWell)
    let stale = try compare(candidates)
    let orphans =
      selection.isWhole ? OrphanReports(places: places).find(labs: selection.all) : []
    for orphan in orphans {
      console.printError("\(orphan): error: the lab of this report is gone; remove the report\n")
    }
    console.printError(summary(outcomes, selection, stale: stale, orphans: orphans.count))
    return isWell && stale == 0 && orphans.isEmpty ? .success : .failure
  }

  /// The reports of all labs that ran well, and the index that lists them.
  private func candidates(_ outcomes: [LabOutcome], withIndex: Bool) -> [Candidate] {
    var candidates = outcomes.filter { $0.status == .ok }.map { outcome in
      Candidate(
        source: outcome.lab.path, pathInOutput: outcome.lab.pathInOutput, bytes: outcome.report,
        inputs: outcome.inputs)
    }
    if withIndex, !outcomes.isEmpty {
      candidates.append(
        Candidate(
          source: Workspace.labsFolder, pathInOutput: Workspace.indexName,
          bytes: IndexPage.bytes(of: outcomes.map(\.entry)), inputs: outcomes.flatMap(\.inputs)))
    }
    return candidates
  }

  /// Prints how the reports differ, and keeps what was made for `accept`.
  ///
  /// - Returns: how many are stale.
  private func compare(_ candidates: [Candidate]) throws -> Int {
    var record = CheckRecord()
    for candidate in candidates {
      let committed = places.committed(candidate.pathInOutput)
      let shown = places.shown(candidate.pathInOutput)
      let entry = CheckRecord.Entry(
        source: candidate.source, inputs: candidate.inputs, report: shown,
        committed: committed.map(CheckRecord.hash), checked: CheckRecord.hash(candidate.bytes),
        checkedPath: PathText.join(CheckRecord.folder, candidate.pathInOutput))
      if entry.isStale {
        console.print(difference(from: committed, to: candidate.bytes, path: shown))
        try AtomicFile.write(
          candidate.bytes, to: workspace.absolute(entry.checkedPath), shownAs: entry.checkedPath)
      }
      record.entries.append(entry)
    }
    try AtomicFile.write(
      record.json.serializedBytes(pretty: true), to: workspace.absolute(CheckRecord.path),
      shownAs: CheckRecord.path)
    return record.entries.filter(\.isStale).count
  }

  private func difference(from old: [UInt8]?, to new: [UInt8], path: String) -> String {
    let name = PathText.isAbsolute(path) ? String(Substring(path.utf8.dropFirst())) : path
    return UnifiedDiff.text(
      from: old ?? [], to: new, oldName: old == nil ? "/dev/null" : "a/\(name)",
      newName: "b/\(name)")
  }

  private func summary(
    _ outcomes: [LabOutcome], _ selection: LabSelection, stale: Int, orphans: Int
  ) -> String {
    let failed = outcomes.filter { $0.status == .failed }.count + selection.errors.count
    var parts = [RunSummary.count(outcomes.count, "lab")]
    if failed > 0 { parts.append("\(failed) failed") }
    let skipped = outcomes.filter { $0.status == .skipped }.count
    if skipped > 0 { parts.append("\(skipped) skipped") }
    if stale > 0 { parts.append("\(RunSummary.count(stale, "report")) stale") }
    if orphans > 0 { parts.append("\(RunSummary.count(orphans, "report")) without a lab") }
    if parts.count == (skipped > 0 ? 2 : 1) {
      parts.append(skipped > 0 ? "all others up to date" : "all reports up to date")
    }
    let hint = stale > 0 ? "; 'swiftlab accept' puts what was made in place" : ""
    return "swiftlab: \(parts.joined(separator: ", "))\(hint)\n"
  }
}
