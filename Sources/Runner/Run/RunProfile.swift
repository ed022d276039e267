import Bedrock
import Notebook
import Synchronization

/// The time and memory that each directive of a run took.
///
/// It belongs to the terminal alone: nothing of it comes into a report.
final class RunProfile: Sendable {
  struct Entry: Sendable {
    var path: String
    var line: Int
    var verb: String
    var time: Duration
    /// The most memory that the process had meanwhile, in bytes.
    var peak: Int?
  }

  /// How many directives are listed.
  private static let limit = 20

  private let entries = Mutex<[Entry]>([])

  /// Measures a directive.
  func measured<Result>(_ span: SourceSpan, _ verb: String, _ work: () throws -> Result) rethrows
    -> Result
  {
    PeakMemory.forget()
    let start = ContinuousClock.now
    defer {
      let entry = Entry(
        path: span.file.path, line: span.position.line, verb: verb,
        time: ContinuousClock.now - start,
        peak: PeakMemory.bytes)
      entries.withLock { $0.append(entry) }
    }
    return try work()
  }

  /// The directives that took longest, with their share of all directives' time.
  var text: String {
    let all = entries.withLock(\.self)
    let total = all.map { ProgressText.seconds($0.time) }.reduce(0, +)
    let shown = all.enumerated().sorted { first, second in
      first.element.time != second.element.time
        ? first.element.time > second.element.time : first.offset < second.offset
    }.prefix(Self.limit).map(\.element)
    var rows = [["time", "share", "peak memory", "directive", "place"]]
    for entry in shown {
      let seconds = ProgressText.seconds(entry.time)
      let share = total > 0 ? NumberText.percent(seconds / total, decimals: 1) : ""
      rows.append([
        NumberText.fixed(seconds, decimals: 3) + " s", share,
        entry.peak.map { NumberText.grouped($0 >> 20) + " MiB" } ?? "", entry.verb,
        "\(VisibleText.line(entry.path)):\(entry.line)",
      ])
    }
    var lines = Self.aligned(rows)
    let rest = all.count - shown.count
    if rest > 0 { lines.append("and \(RunSummary.count(rest, "directive")) more") }
    lines.append(
      "all \(RunSummary.count(all.count, "directive")): \(NumberText.fixed(total, decimals: 3)) s")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Numbers to the right, words to the left.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { ColumnWidth.of($0[column]) }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let fill = String(repeating: " ", count: widths[column] - ColumnWidth.of(text))
        return column < 3 ? fill + text : column + 1 < row.count ? text + fill : text
      }
      return cells.joined(separator: "  ")
    }
  }
}
