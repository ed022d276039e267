/// A block or an inline of a document.
public struct MarkdownNode: Sendable {
  public enum Content: Sendable {
    case block(MarkdownBlock)
    case inline(MarkdownInline)
  }

  public internal(set) var content: Content
  /// The bytes of the document that it covers.
  public internal(set) var range: Range<Int>
  /// The index behind the node's last descendant.
  public internal(set) var end: Int

  public var block: MarkdownBlock? {
    if case .block(let block) = content { block } else { nil }
  }
  public var inline: MarkdownInline? {
    if case .inline(let inline) = content { inline } else { nil }
  }
}
