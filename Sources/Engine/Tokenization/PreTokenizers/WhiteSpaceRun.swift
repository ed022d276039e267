/// A run of white space, and the places in it where a pattern may end a piece.
struct WhiteSpaceRun {
  /// The offset after the run, `\s+`.
  let end: Int
  /// The offset of the run's last scalar.
  let last: Int
  /// The offset after the run's last CR or LF, `\s*[\r\n]`, or nil if it has none.
  let afterNewline: Int?

  /// The run that begins at an offset.
  init(in text: ByteText, from start: Int) {
    var end = start
    var last = start
    var afterNewline: Int?
    while end < text.count {
      let (scalarClass, length) = text.scalar(at: end)
      guard scalarClass.contains(.space) else { break }
      last = end
      end += length
      if scalarClass.contains(.newline) { afterNewline = end }
    }
    self.end = end
    self.last = last
    self.afterNewline = afterNewline
  }

  /// Where `\s+(?!\S)|\s` ends for a run that begins at an offset: before the run's last scalar,
  /// which is left for the word that follows, unless the text ends there or there is nothing else.
  func endBeforeWord(in text: ByteText, from start: Int) -> Int {
    end == text.count || last == start ? end : last
  }
}
