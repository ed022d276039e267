/// Where a link, an image or a reference definition leads.
public struct MarkdownLink: Sendable {
  /// The destination, escapes and character references resolved.
  public var destination: String
  /// The title, `nil` for none.
  public var title: String?
  /// Where the destination is written, if it stands in the link itself and not in a definition.
  public var place: Place?

  public struct Place: Sendable {
    public var range: Range<Int>
    public var form: Destination.Form
  }
}
