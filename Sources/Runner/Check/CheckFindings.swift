import Bedrock
import Notebook

/// What a check found, for those who are told of it in a form of their own.
struct CheckFindings: Sendable {
  /// A committed report that is not what its lab gives.
  struct Stale: Sendable {
    /// The lab's path; `Labs` for the index.
    var source: String
    /// The report's path as it is shown.
    var report: String
    /// `nil` where there is no committed report.
    var committed: [UInt8]?
    var made: [UInt8]

    /// The line of the committed report at which it begins to differ, from 1.
    var firstLine: Int {
      guard let committed else { return 1 }
      var line = 1
      for (old, new) in zip(committed, made) {
        if old != new { return line }
        if old == UInt8(ascii: "\n") { line += 1 }
      }
      return line
    }

    var difference: String {
      let name = PathText.isAbsolute(report) ? String(Substring(report.utf8.dropFirst())) : report
      return UnifiedDiff.text(
        from: committed ?? [], to: made, oldName: committed == nil ? "/dev/null" : "a/\(name)",
        newName: "b/\(name)")
    }
  }

  var outcomes: [LabOutcome]
  /// What keeps labs from being run at all.
  var errors: [FileError]
  var stale: [Stale] = []
  /// Pictures that no report links any more.
  var leftovers: [String] = []
  /// What is said of them.
  static let leftover = "no report links this picture any more; 'swiftlab run' removes it"
  /// Reports whose lab is gone.
  var orphans: [String] = []

  /// One thing that is wrong, at its place.
  struct Finding: Sendable, Equatable {
    enum Kind: String, CaseIterable, Sendable {
      case claim, error, warning
      case stale = "stale-report"
      case orphan = "orphan-report"

      var title: String {
        switch self {
        case .claim: "A claim does not hold"
        case .error: "A lab has an error"
        case .warning: "A lab has a warning"
        case .stale: "A report is stale"
        case .orphan: "A report has no lab"
        }
      }
    }

    var kind: Kind
    var path: String
    /// From 1, in Unicode scalars; the end is behind the last one.
    var line = 1
    var column = 1
    var endLine: Int?
    var endColumn: Int?
    var message: String
  }

  /// All that is wrong: claims and errors by lab, then reports.
  var findings: [Finding] {
    errors.map { Finding(kind: .error, path: $0.path, message: $0.description) }
      + outcomes.flatMap(Self.findings)
      + stale.map {
        Finding(
          kind: .stale, path: $0.report, line: $0.firstLine,
          message: "this report is not what '\($0.source)' gives; 'swiftlab check' shows the "
            + "difference, 'swiftlab accept' puts the new one in place")
      }
      + leftovers.map { Finding(kind: .stale, path: $0, message: Self.leftover) }
      + orphans.map {
        Finding(
          kind: .orphan, path: $0, message: "the lab of this report is gone; remove the report")
      }
  }

  private static func findings(of outcome: LabOutcome) -> [Finding] {
    outcome.fileErrors.map {
      Finding(kind: .error, path: outcome.lab.path, message: $0.description)
    } + outcome.diagnostics.map(finding)
  }

  private static func finding(_ diagnostic: Diagnostic) -> Finding {
    let (start, end) = (diagnostic.span.position, diagnostic.span.endPosition)
    let kind: Finding.Kind =
      diagnostic.severity == .warning ? .warning : diagnostic.isFailedClaim ? .claim : .error
    return Finding(
      kind: kind, path: diagnostic.span.file.path, line: start.line, column: start.column,
      endLine: end.line, endColumn: end.column, message: diagnostic.fullMessage)
  }
}
