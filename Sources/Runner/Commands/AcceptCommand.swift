import Bedrock

/// `swiftlab accept`: puts what the last check made in the reports' place, without running again.
///
/// All or nothing: where a lab, a file that it reads, or a committed report has changed since the
/// check, or a report cannot be written, no report is another than before.
struct AcceptCommand {
  let product: Product
  let workspace: Workspace
  let console: Console
  let options: RunOptions
  /// Whether all are taken where a person could be asked.
  var takesAll = false

  func run(_ names: [String]) throws -> CommandLineTool.ExitStatus {
    guard let bytes = PrivateFolder(workspace: workspace).read(CheckRecord.path),
      let record = CheckRecord(bytes)
    else { return refuse(["nothing was checked; run 'swiftlab check' first"]) }
    if let problem = obstacle(record) { return refuse([problem]) }
    let places = CheckPlaces(workspace: workspace, output: options.output, form: record.form)
    let (entries, unknown) = selected(names, from: record)
    var stale = entries.filter(\.isStale)
    if console.inputIsTerminal, !takesAll, unknown.isEmpty {
      stale = AcceptQuestion(places: places, console: console).chosen(of: stale)
    }
    let problems = unknown + stale.compactMap { obstacle($0, places, isNamed: !names.isEmpty) }
    guard problems.isEmpty else { return refuse(problems) }
    do {
      try put(stale, places)
    } catch {
      return refuse(["\(error)", "no report was changed"])
    }
    console.printError("swiftlab: \(RunSummary.count(stale.count, "report")) accepted\n")
    return .success
  }

  private func refuse(_ problems: [String]) -> CommandLineTool.ExitStatus {
    for problem in problems { console.printError("swiftlab: error: \(problem)\n") }
    return .failure
  }

  private func selected(
    _ names: [String], from record: CheckRecord
  ) -> (entries: [CheckRecord.Entry], unknown: [String]) {
    if names.isEmpty { return (record.entries, []) }
    let wanted = names.map { LabFile(path: $0, in: workspace).path }
    let unknown = wanted.filter { path in !record.entries.contains { $0.file.source == path } }
    return (
      record.entries.filter { wanted.contains($0.file.source) },
      unknown.map { "'\($0)' was not checked, or failed; run 'swiftlab check \($0)' first" }
    )
  }

  // MARK: What is in the way

  /// Why nothing of a record may be accepted.
  private func obstacle(_ record: CheckRecord) -> String? {
    if let name = record.settings.first {
      return "the last check was made with '--set \(name)=…'; run 'swiftlab check' without it"
    }
    if workspace.absolute(record.output) != workspace.absolute(options.output) {
      return "the last check was made with another '--output' than '\(options.output)'; say which, "
        + "or run 'swiftlab check' again"
    }
    return nil
  }

  /// Why a checked report may not be put in its place; `nil` if it may.
  private func obstacle(
    _ entry: CheckRecord.Entry, _ places: CheckPlaces, isNamed: Bool
  ) -> String? {
    let source = entry.file.source
    // A record may be a checkout's: what it calls a lab must be one, and have been read as one.
    if source != Workspace.labsFolder, entry.inputs.first?.path != source {
      return "'\(source)' is no lab; run 'swiftlab check' again"
    }
    if source != Workspace.labsFolder, let reason = obstacle(toLab: source, isNamed) {
      return reason
    }
    for input in entry.inputs {
      let hash = input.path == entry.file.source ? hash(at: input.path) : hash(ofInput: input.path)
      if hash != input.sha256 {
        return "'\(input.path)' has changed since the check; run 'swiftlab check' again"
      }
    }
    let committed = places.committed(entry.file)
    if let committed, !places.isReplaceable(committed) {
      return "'\(places.report(entry.file))' was not made by swiftlab; move it away first"
    }
    let standing = committed.map(CheckRecord.hash)
    if standing != entry.committed, standing != entry.checked {
      return "'\(places.report(entry.file))' has changed since the check; run 'swiftlab check' "
        + "again"
    }
    if places.made(entry.file).map(CheckRecord.hash) != entry.checked {
      return "'\(places.keptShown(entry.file))' is not what the check made; run 'swiftlab check' "
        + "again"
    }
    return nil
  }

  /// Why a record's source is not to be taken for a lab: a record may be a checkout's.
  private func obstacle(toLab source: String, _ isNamed: Bool) -> String? {
    let isInside = PathText.contains(workspace.root, workspace.absolute(source))
    let found = LabDiscovery(workspace: workspace, allowed: options.allowedFolders).find(
      named: [source])
    guard isInside || isNamed, found.errors.isEmpty, found.labs.count == 1,
      found.labs.first?.path == source
    else { return "'\(source)' is no lab; run 'swiftlab check' again" }
    return nil
  }

  private func hash(at path: String) -> String? {
    (try? FileSystem.read(workspace.absolute(path), limit: FileLimits.lab)).map(CheckRecord.hash)
  }

  /// The hash of a file that a lab reads; of one that labs may not read, none.
  private func hash(ofInput path: String) -> String? {
    let readable = ReadableFolders(
      workspace, besides: options.allowedFolders + [product.modelFolder].compactMap(\.self))
    guard let real = FileSystem.realPath(workspace.absolute(path)) else { return nil }
    // The index' inputs are the labs themselves, which the user may have named from elsewhere.
    guard readable.refusal(real) == nil else { return nil }
    return try? FileHashes(keptIn: nil).sha256(of: real)
  }

  // MARK: Putting in place

  /// Puts all reports in their places; where one cannot be, those before it are as they were.
  private func put(_ entries: [CheckRecord.Entry], _ places: CheckPlaces) throws {
    var done: [(file: CheckedFile, before: [UInt8]?)] = []
    do {
      for entry in entries {
        guard let report = places.made(entry.file), CheckRecord.hash(report) == entry.checked
        else {
          throw FileError(
            places.report(entry.file), "cannot be accepted",
            "what the check made has changed; run 'swiftlab check' again")
        }
        let before = places.committed(entry.file)
        try places.put(report, of: entry.file)
        done.append((entry.file, before))
      }
    } catch {
      for (file, before) in done.reversed() {
        if let before { try? places.put(before, of: file) } else { try? places.remove(file) }
      }
      throw error
    }
  }
}
