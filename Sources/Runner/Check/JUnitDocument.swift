/// What a check found as JUnit's XML, which most CI systems show: a test case for each lab, and one for
/// each report without a lab.
enum JUnitDocument {
  static func text(of findings: CheckFindings) -> String {
    let problems = Dictionary(grouping: findings.findings.filter { $0.kind != .warning }) {
      findings.subject(of: $0)
    }
    let labs = findings.outcomes.map(\.lab.path)
    // What belongs to no lab that ran has a case of its own, in order of the first finding.
    var subjects = labs
    for finding in findings.findings where finding.kind != .warning {
      let subject = findings.subject(of: finding)
      if !subjects.contains(subject) { subjects.append(subject) }
    }
    let skipped = Set(findings.outcomes.filter { $0.status == .skipped }.map(\.lab.path))
    let failed = subjects.filter { problems[$0] != nil }.count
    let counts =
      "tests=\"\(subjects.count)\" failures=\"\(failed)\" errors=\"0\" skipped=\"\(skipped.count)\""
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites \(counts)>",
      "  <testsuite name=\"swiftlab\" \(counts)>",
    ]
    for subject in subjects {
      lines += testCase(subject, problems[subject] ?? [], isSkipped: skipped.contains(subject))
    }
    return (lines + ["  </testsuite>", "</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func testCase(
    _ subject: String, _ problems: [CheckFindings.Finding], isSkipped: Bool
  ) -> [String] {
    let head =
      "    <testcase classname=\"swiftlab\" name=\"\(escaped(subject))\" "
      + "file=\"\(escaped(subject))\""
    if problems.isEmpty && !isSkipped { return [head + "/>"] }
    // JUnit knows one failure of a case: the first one's words, and all of them as its text.
    var inner: [String] = []
    if let first = problems.first {
      let text = problems.map { "\($0.path):\($0.line):\($0.column): \($0.message)" }
      inner.append(
        "      <failure type=\"\(first.kind.rawValue)\" message=\"\(escaped(first.message))\">"
          + escaped(text.joined(separator: "\n")) + "</failure>")
    } else if isSkipped {
      inner.append("      <skipped/>")
    }
    return [head + ">"] + inner + ["    </testcase>"]
  }

  /// Text in XML, without the characters that XML 1.0 has no way to write.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension CheckFindings {
  /// The lab that a finding is about; where there is none, its own path.
  func subject(of finding: Finding) -> String {
    if finding.kind == .stale, let entry = stale.first(where: { $0.report == finding.path }) {
      return entry.source
    }
    if outcomes.contains(where: { $0.lab.path == finding.path }) { return finding.path }
    // An error in a shared part belongs to the lab that includes it.
    let including = outcomes.first { outcome in
      outcome.diagnostics.contains {
        $0.span.file.path == finding.path && $0.fullMessage == finding.message
      }
    }
    return including?.lab.path ?? finding.path
  }
}
