import Bedrock

/// Reads the markers that begin containers and leaves.
enum BlockStart {
  /// A list item's marker: `-`, `+`, `*`, or at most nine digits with `.` or `)`.
  struct ListMarker {
    var length: Int
    /// The bullet, or what stands behind the number.
    var character: UInt8
    var number: Int?

    /// A list can break off a paragraph only if it is a bullet or begins with 1.
    var startsAtOne: Bool { number ?? 1 == 1 }
  }

  static func listMarker(_ bytes: [UInt8], at start: Int, end: Int) -> ListMarker? {
    var index = start
    var number: Int?
    switch bytes[start] {
    case ASCII.minus, ASCII.plus, ASCII.star: break
    case let byte where byte.isDigit:
      var value = 0
      while index < end, bytes[index].isDigit, index - start < 10 {
        value = value * 10 + Int(bytes[index] &- 0x30)
        index += 1
      }
      guard index - start <= 9, index < end,
        bytes[index] == ASCII.dot || bytes[index] == ASCII.rightParenthesis
      else { return nil }
      number = value
    default: return nil
    }
    guard index + 1 >= end || bytes[index + 1].isBlank else { return nil }
    return ListMarker(length: index + 1 - start, character: bytes[index], number: number)
  }

  /// The end of an opening run of at least three backticks or tildes; a backtick fence has no
  /// backtick behind it on its line.
  static func fence(_ bytes: [UInt8], at start: Int, end: Int) -> Int? {
    let character = bytes[start]
    let run = runEnd(bytes, at: start, end: end)
    guard run - start >= 3 else { return nil }
    if character == ASCII.backtick {
      for index in run..<end where bytes[index] == ASCII.backtick { return nil }
    }
    return run
  }

  /// Whether a line closes a fence: the same character, at least as often, and nothing behind it.
  static func closesFence(
    _ bytes: [UInt8], at start: Int, end: Int, character: UInt8, length: Int
  ) -> Bool {
    guard start < end, bytes[start] == character else { return false }
    let run = runEnd(bytes, at: start, end: end)
    return run - start >= length && isBlank(bytes, run, end)
  }

  /// The level and the text of the heading that one to six `#` begin, without the `#` that may close
  /// it.
  static func heading(_ bytes: [UInt8], at start: Int, end: Int) -> (level: Int, text: Range<Int>)?
  {
    let run = runEnd(bytes, at: start, end: end)
    guard run - start <= 6, run == end || bytes[run].isBlank else { return nil }
    let text = trimmed(bytes, run..<end)
    var close = text.upperBound
    while close > text.lowerBound, bytes[close - 1] == ASCII.hash { close -= 1 }
    let closes = close == text.lowerBound || bytes[close - 1].isBlank
    return (run - start, closes ? trimmed(bytes, text.lowerBound..<close) : text)
  }

  /// Whether a line of `=` or `-` stands there, which makes a heading of the paragraph above.
  static func isHeadingUnderline(_ bytes: [UInt8], at start: Int, end: Int) -> Bool {
    isBlank(bytes, runEnd(bytes, at: start, end: end), end)
  }

  /// The label of the footnote that `[^label]:` begins, and where its text does.
  static func footnote(_ bytes: [UInt8], at start: Int, end: Int) -> (label: Range<Int>, end: Int)?
  {
    guard start + 4 < end, bytes[start] == ASCII.leftBracket, bytes[start + 1] == ASCII.caret else {
      return nil
    }
    var index = start + 2
    while index < end, bytes[index] != ASCII.rightBracket, !bytes[index].isBlank, bytes[index] != 0
    {
      index += 1
    }
    guard index > start + 2, index + 1 < end, bytes[index] == ASCII.rightBracket,
      bytes[index + 1] == ASCII.colon
    else { return nil }
    return (start + 2..<index, index + 2)
  }

  static func isBlank(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end, bytes[index].isBlank { index += 1 }
    return index >= end
  }

  /// A range without the blanks at its ends.
  static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start].isBlank { start += 1 }
    while end > start, bytes[end - 1].isBlank { end -= 1 }
    return start..<end
  }

  /// The end of the run of one byte.
  static func runEnd(_ bytes: [UInt8], at start: Int, end: Int) -> Int {
    let character = bytes[start]
    var index = start
    while index < end, bytes[index] == character { index += 1 }
    return index
  }
}
