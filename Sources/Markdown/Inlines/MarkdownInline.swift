/// An inline of a document.
public enum MarkdownInline: Sendable {
  /// Text, escapes and character references resolved.
  case text(String)
  case softBreak
  case hardBreak
  /// Code, as it shows.
  case code(String)
  case emphasis
  case strong
  case strikethrough
  case link(MarkdownLink)
  /// An image; its children are what stands for it where it cannot be shown.
  case image(MarkdownLink)
  /// A link that is written as its destination: in angle brackets, or found in plain text.
  case autolink(destination: String)
  /// HTML as it is written.
  case html(String)
  case math(Math)
  case footnoteReference(FootnoteReference)

  public struct Math: Sendable, Equatable {
    /// LaTeX, as it is written.
    public var source: String
    /// Whether it stands apart from the text's lines.
    public var isDisplay: Bool
    /// Whether backticks stand inside of its dollar signs.
    public var isCode: Bool

    public init(source: String, isDisplay: Bool, isCode: Bool) {
      self.source = source
      self.isDisplay = isDisplay
      self.isCode = isCode
    }
  }

  /// A mark in the text that leads to a footnote.
  public struct FootnoteReference: Sendable, Equatable {
    /// The footnote's index among the document's footnotes.
    public var footnote: Int
    /// Which of the references to that footnote this is, from 1.
    public var number: Int
  }
}

/// A footnote that something refers to.
public struct Footnote: Sendable, Equatable {
  /// The label of its definition, as it is written there.
  public var label: String
  /// The index of its definition among the document's nodes.
  public var node: Int
  /// How many references lead to it.
  public var references = 0
}
