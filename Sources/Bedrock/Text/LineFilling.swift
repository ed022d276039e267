/// Fills lines with words.
package enum LineFilling {
  /// Lines of words with a blank between them, of at most so many columns where the words allow it.
  ///
  /// - Parameters:
  ///   - indent: the blanks before all lines but the first.
  ///   - mayBreak: whether a line may end here and the next begin with this word.
  package static func filled(
    _ words: [String], columns: Int, indent: Int = 0,
    mayBreak: (_ line: String, _ word: String) -> Bool = { _, _ in true }
  ) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var current = ""
    var used = 0
    for word in words {
      let width = ColumnWidth.of(word)
      if used > 0, used + 1 + width > columns, mayBreak(current, word) {
        lines.append(current)
        (current, used) = (margin + word, indent + width)
        continue
      }
      if used > 0 { (current, used) = (current + " ", used + 1) }
      current += word
      used += width
    }
    return lines + [current]
  }
}
