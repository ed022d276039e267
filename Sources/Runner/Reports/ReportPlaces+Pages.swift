import Bedrock

extension ReportPlaces {
  /// The path of a report's page of HTML: `a/b.html` for `a/b.md`, `index.html` for the index.
  static func pagePath(of pathInOutput: String) -> String { PageSource.pagePath(of: pathInOutput) }

  /// What a report's page is made of; its links to other reports lead to their pages.
  func pageSource(
    of report: [UInt8], at pathInOutput: String, title: String, _ questions: FileQuestions
  ) -> PageSource {
    let folder = PathText.parent(of: absolute(pathInOutput))
    var source = PageSource(markdown: report, title: title) { target in
      isReport(PathText.normalized(PathText.join(folder, target)), questions)
    }
    source.isSafe = isSafe
    return source
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
