import Notebook

/// What a session finds around it: the same for all labs of a run but for the files.
struct SessionHost: Sendable {
  var register: DirectiveRegister
  /// Names of built-in models, which are not free.
  var modelNames: Set<String>
  /// Values of `--set`.
  var settings: [(name: String, value: String)]
  var files: FileAccess
  var links: LinkRewriter
  /// How many times the usual limits of work hold, in place of what a lab says; `nil` leaves it to
  /// the lab.
  var limit: Int?
  /// Whether the results go into the lab itself.
  var isInPlace = false
  /// Results of earlier runs; `nil` where everything is to be computed anew.
  var cache: ResultCache?
  /// Results of other labs; `nil` where a lab stands alone.
  var otherLabs: LabRunner?
  /// Where the time of directives is noted; `nil` where nobody wants to know.
  var profile: RunProfile?
  /// Shows how far a directive has come.
  var progress: @Sendable (String) -> Void
  /// Is told of each directive that begins.
  var announce: @Sendable (SourceSpan) -> Void = { _ in }
}
