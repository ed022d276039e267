import Bedrock

/// Whole reports from earlier runs, for labs of which nothing has changed.
///
/// It spares the reading of the lab and the drawing, where the cache of results spares computing. Only
/// the report of a lab without any warning is kept.
///
/// Law: what it gives is the report that this very program would write now; or it gives nothing.
struct ReportCache: Sendable {
  /// What a run must have cost to be worth keeping.
  private static let leastCost = Duration.microseconds(300)

  /// All that a report depends on, apart from the program and the answers of the file system.
  struct Subject {
    var lab: LabFile
    var bytes: [UInt8]
    /// The reports' folder, as it was named.
    var output: String
    var format: RunOptions.Format
    /// Whether a page's HTML is limited to what can do no harm.
    var isSafe: Bool
    /// The folders that the lab may read from, as real paths.
    var readable: [String]
    /// Whether the hashes of all files are wanted.
    var tracksInputs: Bool

    var key: SHA256.Digest {
      var writer = ByteWriter()
      writer.put("swiftlab report 1")
      writer.put([lab.path, lab.pathInLabs ?? "", lab.pathInOutput, output, format.rawValue])
      writer.put(readable)
      writer.put(isSafe)
      writer.put(tracksInputs)
      writer.put(bytes)
      return ContentHash.hash(writer.bytes)
    }
  }

  let folder: CacheFolder
  let workspace: Workspace
  let hashes: FileHashes
  let program: @Sendable () -> SHA256.Digest?

  /// What the lab came to before; `nil` where it is not known or a file says something else now.
  func outcome(of subject: Subject) -> LabOutcome? {
    guard let entry = folder.entry(subject.key), let own = program(), entry.program == own else {
      return nil
    }
    var reader = ByteReader(entry.payload)
    guard (try? answersHold(&reader)) == true,
      let outcome = try? outcome(of: subject.lab, from: &reader), reader.isAtEnd
    else { return nil }
    return outcome
  }

  func keep(
    _ outcome: LabOutcome, of subject: Subject, answers: [FileQuestions.Question: String],
    cost: Duration
  ) {
    guard outcome.status == .ok, outcome.diagnostics.isEmpty, outcome.json == nil,
      cost > Self.leastCost, let own = program()
    else { return }
    var writer = ByteWriter()
    writer.put(answers.count)
    for (question, answer) in answers {
      question.put(to: &writer)
      writer.put(answer)
    }
    for text in [outcome.title, outcome.summary] {
      writer.put(text != nil)
      writer.put(text ?? "")
    }
    writer.put(outcome.report)
    writer.put(outcome.inputs.count)
    for input in outcome.inputs { writer.put([input.path, input.sha256]) }
    folder.put(CacheFolder.Entry(program: own, payload: writer.bytes), for: subject.key)
  }

  private func answersHold(_ reader: inout ByteReader) throws -> Bool {
    for _ in 0..<(try reader.count(ofSize: 17)) {
      let question = try FileQuestions.Question(from: &reader)
      let answer = try reader.text()
      if FileQuestions.answer(to: question, workspace, hashes) != answer { return false }
    }
    return true
  }

  private func outcome(of lab: LabFile, from reader: inout ByteReader) throws -> LabOutcome {
    var outcome = LabOutcome(lab: lab, status: .ok)
    outcome.title = try optionalText(&reader)
    outcome.summary = try optionalText(&reader)
    outcome.report = try reader.byteList()
    for _ in 0..<(try reader.count(ofSize: 8)) {
      let texts = try reader.texts()
      guard texts.count == 2 else { throw ByteReader.Damaged() }
      outcome.inputs.append(CheckRecord.Input(path: texts[0], sha256: texts[1]))
    }
    return outcome
  }

  private func optionalText(_ reader: inout ByteReader) throws -> String? {
    let isGiven = try reader.flag()
    let text = try reader.text()
    return isGiven ? text : nil
  }
}
