import Bedrock
import Notebook

/// What a run of one lab came to.
struct LabOutcome: Sendable {
  enum Status: String, Sendable {
    case ok, failed
    /// Not run at all.
    case skipped
  }

  var lab: LabFile
  var status: Status
  var title: String?
  var summary: String?
  /// The lab as it was read.
  var source: [UInt8] = []
  /// The report, or the lab with its results in place; of a failed lab the draft with the errors in
  /// their place.
  var report: [UInt8] = []
  /// The files of figures that the report links.
  var pictures: [ReportPicture] = []
  /// The lab's part of the JSON document; made only where it is asked for.
  var json: JSON?
  var diagnostics: [Diagnostic] = []
  /// What keeps the lab from being read or its report from being written.
  var fileErrors: [FileError] = []
  /// Notes for the terminal alone.
  var notes: [String] = []
  /// The files that the report depends on.
  var inputs: [CheckRecord.Input] = []
  /// Whether a report was written that differs from the one before.
  var isWritten = false
  /// Where the draft of a failed lab lies.
  var draftPath: String?

  init(lab: LabFile, status: Status) {
    self.lab = lab
    self.status = status
  }

  var entry: IndexPage.Entry {
    IndexPage.Entry(path: lab.pathInOutput, title: title, summary: summary)
  }

  var errorCount: Int {
    fileErrors.count + diagnostics.filter { $0.severity == .error }.count
  }

  /// Everything to be said of it on the terminal, in order.
  var messages: String {
    var lines = diagnostics.map { $0.rendered() } + notes
    lines += fileErrors.map { "\(lab.path): error: \($0.description)" }
    if let draftPath {
      lines.append("\(lab.path): note: a draft with these errors is \(draftPath)")
    }
    return lines.map { $0.utf8.last == UInt8(ascii: "\n") ? $0 : $0 + "\n" }.joined()
  }
}
