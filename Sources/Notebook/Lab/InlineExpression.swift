/// A code span `` `{swiftlab} expression : format` `` in the prose, which its value replaces; or a
/// value with its expression in a comment, which an earlier run in place wrote.
public struct InlineExpression: Sendable {
  /// With the backticks, or with the value and its comment.
  public var range: Range<Int>
  public var span: SourceSpan
  /// `nil` where it could not be read, which a diagnostic of the lab says.
  public var expression: Expression?
  /// The format's text, unchecked.
  public var format: Name?
  /// Expression and format as they are written, on one line.
  public var source = ""
  /// The value that stands there already, in the place of backticks.
  public var kept: KeptValue?
}
