/// What is wrong with a lab, and where: in a compiler's form, so that editors and CI annotate it.
public struct Diagnostic: Error, Sendable {
  public enum Severity: String, Sendable {
    case error, warning
  }

  /// A second place that explains the first, such as where a name was bound before.
  public struct Note: Sendable {
    public var message: String
    public var span: SourceSpan?

    public init(_ message: String, at span: SourceSpan? = nil) {
      self.message = message
      self.span = span
    }
  }

  public var severity: Severity
  public var message: String
  public var span: SourceSpan
  /// The one word that was likely meant: shown as "did you mean", and given to tools by itself.
  public var suggestion: String?
  public var notes: [Note]

  public init(
    _ severity: Severity = .error, _ message: String, at span: SourceSpan,
    suggestion: String? = nil, notes: [Note] = []
  ) {
    self.severity = severity
    self.message = message
    self.span = span
    self.suggestion = suggestion
    self.notes = notes
  }

  /// An error at a span, the usual case.
  public static func error(
    _ message: String, at span: SourceSpan, suggestion: String? = nil, notes: [Note] = []
  ) -> Diagnostic {
    Diagnostic(.error, message, at: span, suggestion: suggestion, notes: notes)
  }
}
