import Bedrock
import Figures
import Notebook

/// What one lab came to, without a report: its names, its errors and what each directive shows.
///
/// For whoever runs a lab in process, such as the directives' own tests.
package struct SessionTranscript: Sendable {
  /// A statement that was run.
  package struct Entry: Sendable {
    package var verb: String
    /// The name that its result is bound to.
    package var name: String?
    package var values: Record
    package var blocks: [OutcomeBlock]
    package var isDone: Bool
  }

  package let environment: Environment
  /// Everything that is wrong, in the order of the lab's text.
  package let diagnostics: [Diagnostic]
  package let entries: [Entry]

  /// Runs a lab in the working folder.
  ///
  /// - Parameter modelNames: names that belong to built-in models.
  package init(
    running text: String, register: DirectiveRegister, modelNames: Set<String>, folder: String
  ) {
    let workspace = Workspace(root: folder)
    let host = SessionHost(
      register: register, modelNames: modelNames, settings: [],
      files: FileAccess(
        workspace: workspace, readable: ReadableFolders(workspace),
        tracksInputs: false, questions: FileQuestions(), hashes: FileHashes(folder: nil)),
      links: LinkRewriter(workspace: workspace), progress: { _ in })
    let lab = ParsedLab(parsing: SourceFile(path: "test.md", utf8: Array(text.utf8)))
    var session = Session(lab: lab, folder: "", host: host)
    let executed = session.run()
    environment = session.environment
    diagnostics = session.log.sorted
    entries = executed.pieces.flatMap { piece -> [Entry] in
      guard case .block(let block) = piece else { return [] }
      return block.statements.map(Entry.init)
    }
  }
}

extension SessionTranscript.Entry {
  fileprivate init(_ executed: ExecutedStatement) {
    self.init(
      verb: executed.verb, name: executed.name, values: executed.values,
      blocks: executed.results.compactMap { result in
        if case .outcome(let block) = result { block } else { nil }
      }, isDone: executed.state == .done)
  }
}
