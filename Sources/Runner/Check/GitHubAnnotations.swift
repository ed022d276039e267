/// Findings as GitHub Actions reads them from a job's output: each is marked on its line of the pull
/// request (GitHub, "Workflow commands").
///
/// Law: whatever a lab says, one finding is one line, and none of its text is read as a command.
enum GitHubAnnotations {
  static func text(of findings: [CheckFindings.Finding]) -> String {
    findings.map(line).joined()
  }

  private static func line(_ finding: CheckFindings.Finding) -> String {
    var properties = [
      "file=" + escaped(finding.path, isProperty: true), "line=\(finding.line)",
      "col=\(finding.column)",
    ]
    if let line = finding.endLine { properties.append("endLine=\(line)") }
    // A column of the end counts only on one line.
    if let column = finding.endColumn, finding.endLine == finding.line, column > finding.column {
      properties.append("endColumn=\(column)")
    }
    properties.append("title=" + escaped(finding.kind.title, isProperty: true))
    let command = finding.kind == .warning ? "warning" : "error"
    return "::\(command) \(properties.joined(separator: ","))::"
      + escaped(finding.message, isProperty: false) + "\n"
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
