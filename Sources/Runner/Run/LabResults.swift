import Notebook

/// What other labs may use of one.
struct LabResults: Sendable {
  /// The lab's path as it is shown.
  var path: String
  /// The names that are bound at its end.
  var environment: Environment
  /// What went wrong in it first.
  var firstError: Diagnostic?
  /// The files that it is made of, its own first, and what its run asked of the file system.
  var inputs: [CheckRecord.Input]
  var answers: [FileQuestions.Question: String]
  /// Where its own file is and what it holds: others depend on that, and its own report is known by it.
  var ownAnswers: [FileQuestions.Question: String] = [:]
}

/// A lab carried out, before anything is drawn.
struct CarriedOutLab: Sendable {
  var executed: ExecutedLab
  var diagnostics: [Diagnostic]
  /// Notes for the terminal alone.
  var notes: [String]
  /// Why it cannot be carried out on this machine.
  var skipNote: String?
  /// What other labs may use of it.
  var results: LabResults

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
