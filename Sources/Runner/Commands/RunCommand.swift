import Bedrock

/// `swiftlab run`: runs labs and writes their reports.
struct RunCommand {
  let product: Product
  let workspace: Workspace
  let console: Console
  let options: RunOptions

  private var places: ReportPlaces {
    ReportPlaces(
      workspace: workspace, output: options.output, isSafe: options.isUntrusted)
  }

  func run(_ names: [String]) throws -> CommandLineTool.ExitStatus {
    if names.contains("-") {
      if options.isInPlace { throw UsageError("'--in-place' needs files; '-' is none") }
      guard names.count == 1 else {
        throw UsageError("'-' reads one lab from standard input and stands alone")
      }
      return try StandardInputRun(
        product: product, workspace: workspace, console: console, options: options
      ).run()
    }
    return try perform(names).status
  }

  /// What a run came to.
  struct Result {
    var status: CommandLineTool.ExitStatus
    /// The paths of all files that the labs are made of.
    var inputs: Set<String>
  }

  /// Runs labs that are files.
  func perform(_ names: [String]) throws -> Result {
    let selection = try LabSelection(names, workspace: workspace, options: options)
    let display = ProgressDisplay(
      console: console, total: selection.labs.count, isQuiet: options.isQuiet)
    for error in selection.errors { display.printError("\(error.path): error: \(error)\n") }
    let run = LabRun(product: product, workspace: workspace, options: options, display: display)
    let keeper = ReportKeeper(workspace: workspace, options: options)
    keeper.sweepLeftovers(of: selection.labs)
    let outcomes = try run.outcomes(of: selection.labs) { keeper.keep(&$0) }
    display.finish()
    var problems = selection.errors
    if options.format == .json { problems += writeDocument(outcomes) }
    if let shard = options.shard, names.isEmpty, !options.isInPlace {
      problems += writePart(PartRecord(outcomes, shard: shard, format: options.format))
    }
    if selection.isWhole, options.format != .json, !options.isInPlace {
      problems += writeIndex(outcomes, selection)
      for orphan in OrphanReports(places: places).find(labs: selection.all) {
        console.printError("\(orphan): warning: the lab of this report is gone\n")
      }
    }
    if let profile = options.profile { console.printError(profile.text) }
    if !options.isQuiet {
      console.printError(RunSummary.line(outcomes, problems: problems.count, options))
    }
    let isWell = problems.isEmpty && outcomes.allSatisfy { $0.status != .failed }
    return Result(
      status: isWell ? .success : .failure,
      inputs: Set(outcomes.flatMap { $0.inputs.map(\.path) }))
  }

  /// The index is the labs' as they stand, so it waits until all of them are well.
  private func writeIndex(_ outcomes: [LabOutcome], _ selection: LabSelection) -> [FileError] {
    guard selection.errors.isEmpty, !outcomes.isEmpty,
      outcomes.allSatisfy({ $0.status != .failed })
    else { return [] }
    return told {
      let index = IndexPage.bytes(of: outcomes.map(\.entry))
      let name = Workspace.indexName
      if options.format == .html {
        let page = product.page(
          places.pageSource(of: index, at: name, title: "Labs", FileQuestions()))
        try places.put(page, at: ReportPlaces.pagePath(of: name))
      } else {
        try places.put(index, at: name)
      }
    }
  }

  /// What `merge` needs to know of this machine's part.
  private func writePart(_ record: PartRecord) -> [FileError] {
    let path = PathText.join(options.output, PartRecord.name(of: record.shard))
    return told {
      try AtomicFile.write(
        record.json.serializedBytes(pretty: true) + [UInt8(ascii: "\n")],
        to: workspace.absolute(path), shownAs: workspace.shown(path))
    }
  }

  private func writeDocument(_ outcomes: [LabOutcome]) -> [FileError] {
    told {
      try places.folder.write(
        LabDocument.document(outcomes.compactMap(\.json)), to: RunSummary.documentName
      ) { standing in
        guard standing.isEmpty || standing.starts(with: LabDocument.opening) else {
          throw FileError(
            places.shown(RunSummary.documentName), "cannot be written",
            "the file there was not made by swiftlab; move it away first")
        }
      }
    }
  }

  /// Does something with a file and tells what went wrong.
  private func told(_ work: () throws -> Void) -> [FileError] {
    do {
      try work()
      return []
    } catch {
      let error = error as? FileError ?? FileError(options.output, "cannot be written", "\(error)")
      console.printError("swiftlab: error: \(error)\n")
      return [error]
    }
  }
}
