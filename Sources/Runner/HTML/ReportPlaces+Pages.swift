import Bedrock

extension ReportPlaces {
  /// The path of a report's page of HTML: `a/b.html` for `a/b.md`, `index.html` for the index.
  static func pagePath(of pathInOutput: String) -> String {
    if PathText.name(of: pathInOutput) == Workspace.indexName {
      return PathText.join(PathText.parent(of: pathInOutput), "index.html")
    }
    guard PathText.isMarkdown(pathInOutput) else { return pathInOutput + ".html" }
    return String(Substring(pathInOutput.utf8.dropLast(3))) + ".html"
  }

  /// A report as a page of HTML, whose links to other reports lead to their pages.
  func page(
    of report: [UInt8], at pathInOutput: String, title: String, _ questions: FileQuestions
  ) -> [UInt8] {
    let folder = PathText.parent(of: absolute(pathInOutput))
    return HTMLPage(markdown: report, title: title) { target in
      isReport(PathText.normalized(PathText.join(folder, target)), questions)
    }.bytes
  }

  /// Whether a lab's report, or the index, belongs at an absolute path.
  private func isReport(_ path: String, _ questions: FileQuestions) -> Bool {
    let output = workspace.absolute(self.output)
    guard PathText.contains(output, path), path != output else { return false }
    let inner = PathText.components(path).dropFirst(PathText.components(output).count)
      .joined(separator: "/")
    if inner == Workspace.indexName { return true }
    let lab = PathText.join(Workspace.labsFolder, inner)
    return questions.kind(of: workspace.absolute(lab)) == .file
  }
}
