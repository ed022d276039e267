/// A block of a document.
public enum MarkdownBlock: Sendable {
  case document
  case quote(Alert?)
  case list(List)
  case item(TaskState?)
  /// The text of a footnote, by the label that it is defined under.
  case footnote(label: String)
  case paragraph
  /// A heading of level 1 to 6.
  case heading(Int)
  case thematicBreak
  /// A fenced code block, by its index in the document's fences.
  case fence(Int)
  /// An indented code block, by its lines' indices in the document's lines.
  case indentedCode(Range<Int>)
  /// HTML between blank lines, by its lines' indices in the document's lines.
  case html(Range<Int>)
  case table
  case row(isHeader: Bool)
  case cell(Alignment?)
  /// `[label]: destination "title"`; it shows nothing where it stands.
  case definition(MarkdownLink)

  var isFootnote: Bool {
    if case .footnote = self { true } else { false }
  }

  /// What a quote that begins with `[!NOTE]` or the like calls the reader's attention to.
  public enum Alert: String, Sendable, CaseIterable {
    case note, tip, important, warning, caution
  }

  public struct List: Sendable, Equatable {
    /// `-`, `+`, `*`, or `.` or `)` behind a number.
    public var marker: UInt8
    /// The first item's number; `nil` for bullets.
    public var start: Int?
    /// Whether no blank line stands between its items or their parts.
    public var isTight = true
  }

  /// Whether an item of a task list is done.
  public enum TaskState: Sendable { case open, done }

  public enum Alignment: String, Sendable { case left, center, right }
}
