/// A block as the block parser finds it: its inlines are not read yet.
struct BlockRecord {
  var block: MarkdownBlock
  var range: Range<Int>
  /// The index behind the block's last descendant among the records.
  var end = 0
  /// The segments of its text, for a block that holds inlines.
  var text = 0..<0
  /// Whether a blank line stands before it that does not belong to the end of a quote or fence.
  var isBehindBlank = false
}

/// A stretch of the text of a paragraph, heading or table cell.
struct TextSegment {
  var range: Range<Int>
  /// Whether a line ends behind it.
  var endsLine = true
}
