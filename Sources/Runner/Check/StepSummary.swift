import Bedrock

/// What a check found as a page of Markdown, for the summary of a job on GitHub.
struct StepSummary {
  let findings: CheckFindings

  /// The lines of each difference, and the numbers of each report, that are shown; GitHub takes a
  /// mebibyte of summary.
  private static let lineLimit = 30
  private static let valueLimit = 20
  private static let reportLimit = 20

  var text: String {
    let problems = findings.findings
    let well = problems.allSatisfy { $0.kind == .warning }
    var lines = [
      well ? "## Lessons: all is well" : "## Lessons: something is not true any more", "",
    ]
    lines.append(RunSummary.count(findings.outcomes.count, "lab") + " checked.")
    lines.append("")
    lines += table(of: problems.filter { $0.kind == .claim }, heading: "Claims that do not hold")
    lines += table(
      of: problems.filter { $0.kind == .error || $0.kind == .warning }, heading: "Errors")
    lines += values + differences
    if !findings.orphans.isEmpty {
      lines += ["### Reports without a lab", ""]
      lines += findings.orphans.map { "- \(code($0))" } + [""]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(of findings: [CheckFindings.Finding], heading: String) -> [String] {
    if findings.isEmpty { return [] }
    return ["### \(heading)", "", "| place | what |", "|---|---|"]
      + findings.map { "| \(code("\($0.path):\($0.line)")) | \(cell($0.message)) |" } + [""]
  }

  /// The numbers that changed, before and after.
  private var values: [String] {
    let rows = findings.stale.prefix(Self.reportLimit).flatMap { stale in
      ChangedValues.changes(
        from: stale.committed ?? [], to: stale.made, limit: Self.valueLimit
      ).map {
        "| \(code("\(stale.report):\($0.line)")) | \(cell($0.subject)) | \(cell($0.before)) "
          + "| \(cell($0.after)) |"
      }
    }
    if rows.isEmpty { return [] }
    return [
      "### Numbers that changed", "", "| report | where | before | after |", "|---|---|---:|---:|",
    ]
      + rows + [""]
  }

  private var differences: [String] {
    if findings.stale.isEmpty { return [] }
    var lines = ["### Stale reports", ""]
    for stale in findings.stale.prefix(Self.reportLimit) {
      let difference = stale.difference.utf8.split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
      ).map { String(Substring($0)) }.dropLast()
      let shown = difference.prefix(Self.lineLimit)
      let fence = String(repeating: "`", count: max(3, Self.longestFence(in: shown) + 1))
      lines += ["<details><summary>\(Self.markup(stale.report))</summary>", "", fence + "diff"]
      lines += shown + [fence]
      if difference.count > shown.count {
        lines += ["", "\(difference.count - shown.count) more lines"]
      }
      lines += ["", "</details>", ""]
    }
    let more = findings.stale.count - Self.reportLimit
    if more > 0 { lines += ["and \(RunSummary.count(more, "report")) more", ""] }
    return lines + [
      "`swiftlab check` and `swiftlab accept` put them right, if this is as it should be.", "",
    ]
  }

  private static func longestFence(in lines: some Sequence<String>) -> Int {
    var longest = 0
    for line in lines {
      var run = 0
      for byte in line.utf8 {
        run = byte == UInt8(ascii: "`") ? run + 1 : 0
        longest = max(longest, run)
      }
    }
    return longest
  }

  // MARK: Text

  private func code(_ text: String) -> String { CodeSpanText.span(text) }

  /// Text in a cell: nothing in it is Markdown or markup.
  private func cell(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.line(text).unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#": result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func markup(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.line(text).unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
