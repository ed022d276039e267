import Bedrock

/// Who is told of what a check found, besides those who read the terminal.
struct CheckTelling: Sendable {
  let console: Console
  let workspace: Workspace
  /// Whether GitHub Actions reads standard output.
  var annotates = false
  /// The files to write, as the user named them.
  var junit: String?
  var sarif: String?

  /// - Throws: `UsageError`.
  init(_ arguments: Arguments, console: Console, workspace: Workspace) throws {
    self.console = console
    self.workspace = workspace
    switch arguments.value("--annotations") {
    case "github": annotates = true
    case "none": annotates = false
    case nil: annotates = console.environment("GITHUB_ACTIONS") == "true"
    case let other?: throw UsageError.unknown("form", other, among: ["github", "none"])
    }
    junit = arguments.value("--junit")
    sarif = arguments.value("--sarif")
  }

  func tell(_ findings: CheckFindings) throws {
    if let junit { try write(JUnitDocument.text(of: findings), to: junit) }
    if let sarif { try write(SARIFDocument.text(of: findings.findings), to: sarif) }
    guard annotates else { return }
    console.print(GitHubAnnotations.text(of: findings.findings))
    if let path = console.environment("GITHUB_STEP_SUMMARY"), !path.isEmpty {
      // What other steps wrote there stays.
      let before = (try? FileSystem.read(workspace.absolute(path))) ?? []
      try AtomicFile.write(
        before + Array(StepSummary(findings: findings).text.utf8), to: workspace.absolute(path),
        shownAs: path)
    }
  }

  private func write(_ text: String, to path: String) throws {
    try AtomicFile.write(Array(text.utf8), to: workspace.absolute(path), shownAs: path)
  }
}
