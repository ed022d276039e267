import Bedrock

/// `swiftlab check`: runs labs, and compares what they make with the committed reports.
struct CheckCommand {
  let product: Product
  let workspace: Workspace
  let console: Console
  private(set) var options: RunOptions
  let telling: CheckTelling

  init(
    product: Product, workspace: Workspace, console: Console, options: RunOptions,
    telling: CheckTelling
  ) {
    self.product = product
    self.workspace = workspace
    self.console = console
    self.options = options
    self.telling = telling
    self.options.tracksInputs = true
  }

  private var places: ReportPlaces {
    ReportPlaces(
      workspace: workspace, output: options.output, isSafe: options.isUntrusted)
  }

  /// A report that a check made, to be compared with the one that stands.
  private struct Candidate {
    var file: CheckedFile
    var bytes: [UInt8]
    var inputs: [CheckRecord.Input]
  }

  func run(_ names: [String]) throws -> CommandLineTool.ExitStatus {
    let selection = try LabSelection(names, workspace: workspace, options: options)
    let display = ProgressDisplay(
      console: console, total: selection.labs.count, isQuiet: options.isQuiet)
    for error in selection.errors { display.printError("\(error.path): error: \(error)\n") }
    let run = LabRun(product: product, workspace: workspace, options: options, display: display)
    let outcomes = try run.outcomes(of: selection.labs) { _ in }
    display.finish()
    let isWell = selection.errors.isEmpty && outcomes.allSatisfy { $0.status != .failed }
    var findings = CheckFindings(outcomes: outcomes, errors: selection.errors)
    findings.stale = compare(candidates(outcomes, isWell ? selection : nil))
    if selection.checksIndex, !options.isInPlace {
      findings.orphans = OrphanReports(places: places).find(labs: selection.all)
    }
    findings.leftovers = leftovers(outcomes)
    for leftover in findings.leftovers {
      console.printError("\(leftover): error: \(CheckFindings.leftover)\n")
    }
    for orphan in findings.orphans {
      console.printError("\(orphan): error: the lab of this report is gone; remove the report\n")
    }
    try telling.tell(findings)
    if !options.isQuiet {
      console.printError(
        summary(
          outcomes, selection, stale: findings.stale.count + findings.leftovers.count,
          orphans: findings.orphans.count))
    }
    let isCurrent = findings.stale.isEmpty && findings.leftovers.isEmpty
    return isWell && isCurrent && findings.orphans.isEmpty ? .success : .failure
  }

  /// The reports of all labs that ran well, and the index that lists them.
  ///
  /// - Parameter selection: `nil` where not all labs are well.
  private func candidates(
    _ outcomes: [LabOutcome], _ selection: LabSelection?
  ) -> [Candidate] {
    var candidates = outcomes.filter { $0.status == .ok }.flatMap { outcome in
      [candidate(outcome, nil, outcome.report)]
        + outcome.pictures.map { candidate(outcome, PathText.name(of: $0.path), $0.bytes) }
    }
    if let selection, selection.checksIndex, !selection.all.isEmpty, !options.isInPlace {
      candidates.append(index(of: selection.isWhole ? outcomes : looks(of: selection.all)))
    }
    return candidates
  }

  private func candidate(
    _ outcome: LabOutcome, _ picture: String?, _ bytes: [UInt8]
  ) -> Candidate {
    Candidate(
      file: CheckedFile(source: outcome.lab.path, picture: picture), bytes: bytes,
      inputs: outcome.inputs)
  }

  /// Pictures that no report links any more.
  private func leftovers(_ outcomes: [LabOutcome]) -> [String] {
    if options.isInPlace || options.format != .markdown { return [] }
    return outcomes.filter { $0.status == .ok }.flatMap { outcome in
      PictureFiles(places: places).leftovers(
        of: outcome.lab.pathInOutput, keeping: outcome.pictures)
    }.map(places.shown)
  }

  /// What the index says of labs that other machines run: it stands in their front matter.
  private func looks(of labs: [LabFile]) -> [LabOutcome] {
    let runner = LabRunner(product: product, workspace: workspace, options: options) { _ in }
    return labs.map { lab in
      var outcome = LabOutcome(lab: lab, status: .ok)
      let prepared = runner.prepare(lab)
      if case .success(let parsed) = prepared.parsed, case .success(let bytes) = prepared.bytes {
        outcome.title = parsed.frontMatter.title
        outcome.summary = parsed.frontMatter.summary
        outcome.inputs = [CheckRecord.Input(path: lab.path, sha256: CheckRecord.hash(bytes))]
      }
      return outcome
    }
  }

  private func index(of outcomes: [LabOutcome]) -> Candidate {
    var bytes = IndexPage.bytes(of: outcomes.map(\.entry))
    if options.format == .html {
      bytes = product.page(
        places.pageSource(of: bytes, at: Workspace.indexName, title: "Labs", FileQuestions()))
    }
    return Candidate(
      file: CheckedFile(source: Workspace.labsFolder), bytes: bytes,
      inputs: outcomes.flatMap(\.inputs))
  }

  /// Prints how the reports differ, and keeps what was made for `accept`.
  private func compare(_ candidates: [Candidate]) -> [CheckFindings.Stale] {
    let places = CheckPlaces(workspace: workspace, options: options)
    var record = CheckRecord(
      output: options.output, form: places.form, settings: options.settings.map(\.name))
    var found: [CheckFindings.Stale] = []
    var obstacle: (any Error)?
    for candidate in candidates {
      let committed = places.committed(candidate.file)
      let entry = CheckRecord.Entry(
        file: candidate.file, inputs: candidate.inputs,
        committed: committed.map(CheckRecord.hash), checked: CheckRecord.hash(candidate.bytes))
      record.entries.append(entry)
      guard entry.isStale else { continue }
      let stale = CheckFindings.Stale(
        source: candidate.file.source, report: places.report(candidate.file), committed: committed,
        made: candidate.bytes)
      console.printDifference(stale.difference)
      found.append(stale)
      do { try places.keep(candidate.bytes, of: candidate.file) } catch { obstacle = error }
    }
    do { try keep(record) } catch { obstacle = error }
    // What a check finds does not depend on what can be kept: a checkout may be read-only.
    if !found.isEmpty, let obstacle {
      console.printError("swiftlab: note: nothing is there to accept: \(obstacle)\n")
    }
    return found
  }

  /// Keeps the record for `accept`; the shards of one check leave one.
  private func keep(_ record: CheckRecord) throws {
    var record = record
    let kept = PrivateFolder(workspace: workspace)
    if options.shard != nil, let bytes = kept.read(CheckRecord.path),
      let earlier = CheckRecord(bytes)
    {
      record.keep(earlier)
    }
    try kept.write(record.json.serializedBytes(pretty: true), to: CheckRecord.path)
    kept.sweepLeftovers(besides: [CheckRecord.path])
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
