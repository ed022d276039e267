import Bedrock

/// `swiftlab merge`: puts together what several machines made of a run.
///
/// Law: the reports, the index and what is said of orphans are those of one run of all labs.
struct MergeCommand {
  let product: Product
  let workspace: Workspace
  let console: Console
  let options: RunOptions

  private var places: ReportPlaces { ReportPlaces(workspace: workspace, output: options.output) }

  /// A machine's output folder, and what it says of itself.
  private struct Part {
    var folder: String
    var record: PartRecord
  }

  func run(_ folders: [String]) throws -> CommandLineTool.ExitStatus {
    if folders.isEmpty { throw UsageError("'merge' takes the output folders of the shards") }
    let selection = try LabSelection([], workspace: workspace, options: options)
    var problems: [String] = []
    let parts = folders.compactMap { part(in: $0, &problems) }
    if problems.isEmpty { problems = obstacles(parts, selection) }
    guard problems.isEmpty, let format = parts.first?.record.format else {
      for problem in problems { console.printError("swiftlab: error: \(problem)\n") }
      return .failure
    }
    let labs = parts.flatMap { part in part.record.labs.map { (part: part, lab: $0) } }
    var written = 0
    for (part, lab) in labs where try put(lab, from: part) { written += 1 }
    let isWell = selection.errors.isEmpty && labs.allSatisfy { $0.lab.status != .failed }
    for error in selection.errors { console.printError("\(error.path): error: \(error)\n") }
    if format == .json { try mergeDocuments(parts, selection) }
    if isWell, format != .json { try writeIndex(labs.map(\.lab), selection, format) }
    if format != .json {
      for orphan in OrphanReports(places: places).find(labs: selection.all) {
        console.printError("\(orphan): warning: the lab of this report is gone\n")
      }
    }
    console.printError(summary(labs.map(\.lab), written: written))
    return isWell ? .success : .failure
  }

  private func part(in folder: String, _ problems: inout [String]) -> Part? {
    let names = (try? FileSystem.entries(of: workspace.absolute(folder), shownAs: folder)) ?? []
    let records = names.filter {
      $0.utf8.starts(with: "part-".utf8) && PathText.stem(of: $0).utf8.contains(UInt8(ascii: "-"))
    }.compactMap { name in
      (try? FileSystem.read(workspace.absolute(PathText.join(folder, name))))
        .flatMap(PartRecord.init)
    }
    guard records.count == 1 else {
      problems.append(
        "'\(VisibleText.line(folder))' has \(records.isEmpty ? "no" : "more than one") record of a "
          + "shard; 'swiftlab run --shard I/N --output DIR' leaves one in DIR")
      return nil
    }
    return Part(folder: folder, record: records[0])
  }

  /// Why the parts are not one whole.
  private func obstacles(_ parts: [Part], _ selection: LabSelection) -> [String] {
    guard let first = parts.first else { return [] }
    let count = first.record.shard.count
    var problems: [String] = []
    for part in parts
    where part.record.shard.count != count || part.record.format != first.record.format {
      problems.append("'\(VisibleText.line(part.folder))' is of another run than the first part")
    }
    for index in 1...count {
      let found = parts.filter { $0.record.shard.index == index }
      if found.count == 1 { continue }
      problems.append("shard \(index)/\(count) is \(found.isEmpty ? "missing" : "there twice")")
    }
    if !problems.isEmpty { return problems }
    let sources = parts.flatMap { $0.record.labs.map(\.source) }
    for lab in selection.labs {
      let times = sources.count { $0 == lab.path }
      if times == 1 { continue }
      problems.append(
        "'\(lab.path)' is in \(times == 0 ? "no" : "more than one") shard: did all see the same labs?"
      )
    }
    for part in parts {
      for file in part.record.labs.flatMap(\.files) {
        if let problem = obstacle(file, in: part) { problems.append(problem) }
      }
    }
    return problems
  }

  private func obstacle(_ file: PartRecord.File, in part: Part) -> String? {
    // A path of the record stays below the folder.
    if PathText.isAbsolute(file.path) || PathText.components(file.path).contains("..") {
      return
        "'\(VisibleText.line(file.path))' in the record of '\(part.folder)' is no report's path"
    }
    let path = PathText.join(part.folder, file.path)
    guard let bytes = try? FileSystem.read(workspace.absolute(path)),
      CheckRecord.hash(bytes) == file.sha256
    else { return "'\(VisibleText.line(path))' is not the report that the shard made" }
    return nil
  }

  /// Puts a lab's report and its pictures in their places.
  ///
  /// - Returns: whether the report was another one before.
  private func put(_ lab: PartRecord.Lab, from part: Part) throws -> Bool {
    guard let report = lab.files.first else { return false }
    func bytes(_ file: PartRecord.File) throws -> [UInt8] {
      let path = PathText.join(part.folder, file.path)
      return try FileSystem.read(workspace.absolute(path), shownAs: path)
    }
    let pictures = try lab.files.dropFirst().map {
      ReportPicture(path: $0.path, bytes: try bytes($0))
    }
    let areChanged =
      try part.record.format == .markdown
      && PictureFiles(places: places).put(pictures, of: report.path)
    return try places.put(bytes(report), at: report.path) || areChanged
  }

  private func writeIndex(
    _ labs: [PartRecord.Lab], _ selection: LabSelection, _ format: RunOptions.Format
  ) throws {
    let entries = selection.labs.compactMap { lab in
      labs.first { $0.source == lab.path }?.entry
    }
    if entries.isEmpty { return }
    let index = IndexPage.bytes(of: entries)
    let name = Workspace.indexName
    if format == .html {
      let page = product.page(
        places.pageSource(of: index, at: name, title: "Labs", FileQuestions()))
      try places.put(page, at: ReportPlaces.pagePath(of: name))
    } else {
      try places.put(index, at: name)
    }
  }

  /// One document of the results of all labs, in the labs' order.
  private func mergeDocuments(_ parts: [Part], _ selection: LabSelection) throws {
    var labs: [String: JSON] = [:]
    for part in parts {
      let path = PathText.join(part.folder, "results.json")
      let bytes = try FileSystem.read(workspace.absolute(path), shownAs: path)
      for lab in try JSON(parsing: bytes)["labs"]?.arrayValue ?? [] {
        if let source = lab["source"]?.stringValue { labs[source] = lab }
      }
    }
    let path = PathText.join(options.output, "results.json")
    try AtomicFile.write(
      LabDocument.document(selection.labs.compactMap { labs[$0.sourceName] }),
      to: workspace.absolute(path), shownAs: workspace.shown(path))
  }

  private func summary(_ labs: [PartRecord.Lab], written: Int) -> String {
    var parts = [RunSummary.count(labs.count, "lab")]
    for status in [LabOutcome.Status.failed, .skipped] {
      let count = labs.count { $0.status == status }
      if count > 0 { parts.append("\(count) \(status.rawValue)") }
    }
    if written > 0 { parts.append("\(RunSummary.count(written, "report")) written") }
    let good = labs.count { !$0.files.isEmpty }
    if good > written { parts.append("\(good - written) unchanged") }
    return "swiftlab: \(parts.joined(separator: ", "))\n"
  }
}
