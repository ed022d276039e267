/// Where a link, an image, a reference definition or an HTML attribute leads, as it is written.
public struct Destination: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case link, image, definition
    /// `src` or `href` of an HTML tag.
    case source, reference
  }

  /// How the destination is written, which decides what must be escaped in it.
  public enum Form: Sendable, Equatable {
    case bare
    /// Between `<` and `>`, which the range leaves out.
    case angle
    /// Between quotes of an HTML attribute, which the range leaves out.
    case quoted(UInt8)
    /// An HTML attribute without quotes.
    case unquoted
  }

  /// The bytes that a new destination would replace.
  public var range: Range<Int>
  public var kind: Kind
  public var form: Form
  /// The destination itself, escapes and entities resolved.
  public var text: String
}
