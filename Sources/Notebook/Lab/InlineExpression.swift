/// A code span `` `{swiftlab} expression : format` `` in the prose, which its value replaces.
public struct InlineExpression: Sendable {
  /// With the backticks.
  public var range: Range<Int>
  public var span: SourceSpan
  /// `nil` where it could not be read, which a diagnostic of the lab says.
  public var expression: Expression?
  /// The format's text, unchecked.
  public var format: Name?
}
