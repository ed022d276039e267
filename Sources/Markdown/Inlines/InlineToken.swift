/// A piece of a paragraph's text, in the order of the text.
struct InlineToken {
  enum Kind {
    /// Text as it is written.
    case text
    /// Text that an escape or a character reference stands for.
    case resolved(String)
    case softBreak, hardBreak
    /// A code span, by the range between its backticks.
    case code(Range<Int>)
    case html
    case autolink(destination: String)
    case math(Range<Int>, isDisplay: Bool, isCode: Bool)
    /// A run of marks of emphasis, by its index among the runs.
    case run(Int)
    case openLink(MarkdownLink)
    case openImage(MarkdownLink)
    case closeLink
    /// `[^label]`.
    case footnote(label: String)
  }

  var kind: Kind
  /// Where it stands in the paragraph's text.
  var range: Range<Int>
}

/// A run of `*`, `_` or `~`: CommonMark 0.31, section 6.2.
struct DelimiterRun {
  var character: UInt8
  /// How many marks it has, and how many of them are still only marks.
  var length: Int
  var count: Int
  var opens: Bool
  var closes: Bool
  /// The widths of the spans that it ends and begins, each in the order in which they were found.
  var closing: [Int] = []
  var opening: [Int] = []
}
