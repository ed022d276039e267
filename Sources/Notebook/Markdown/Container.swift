/// A block quote or list item that is open while lines are read.
struct Container {
  enum Kind {
    case quote
    /// `width` columns of space keep a line in the item.
    case item(width: Int)
  }

  var kind: Kind
  /// Whether anything stands in it yet: an item that begins with a blank line holds one at most.
  var hasContent = false
  /// The widths of all items up to this one: a blank line passes many items in one step.
  var widthToHere: Int
}

/// Reads the markers that begin containers and leaves.
enum BlockStart {
  /// A list item's marker: `-`, `+`, `*`, or at most nine digits with `.` or `)`.
  struct ListMarker {
    var length: Int
    /// A list can break off a paragraph only if it is a bullet or begins with 1.
    var startsAtOne: Bool
  }

  static func listMarker(_ bytes: [UInt8], at start: Int, end: Int) -> ListMarker? {
    var index = start
    var number = 0
    switch bytes[start] {
    case ASCII.minus, ASCII.plus, UInt8(ascii: "*"):
      index += 1
      number = 1
    case let byte where byte.isDigit:
      while index < end, bytes[index].isDigit, index - start < 10 {
        number = number * 10 + Int(bytes[index] &- 0x30)
        index += 1
      }
      guard index - start <= 9, index < end,
        bytes[index] == ASCII.dot || bytes[index] == ASCII.rightParenthesis
      else { return nil }
      index += 1
    default:
      return nil
    }
    guard index >= end || bytes[index].isBlank else { return nil }
    return ListMarker(length: index - start, startsAtOne: number == 1)
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

  /// Whether one to six `#` stand there with a blank or nothing behind them.
  static func isHeading(_ bytes: [UInt8], at start: Int, end: Int) -> Bool {
    let run = runEnd(bytes, at: start, end: end)
    return run - start <= 6 && (run == end || bytes[run].isBlank)
  }

  /// Whether a line of `=` or `-` stands there, which makes a heading of the paragraph above.
  static func isHeadingUnderline(_ bytes: [UInt8], at start: Int, end: Int) -> Bool {
    isBlank(bytes, runEnd(bytes, at: start, end: end), end)
  }

  static func isBlank(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end, bytes[index].isBlank { index += 1 }
    return index >= end
  }

  /// The end of the run of one byte.
  static func runEnd(_ bytes: [UInt8], at start: Int, end: Int) -> Int {
    let character = bytes[start]
    var index = start
    while index < end, bytes[index] == character { index += 1 }
    return index
  }
}
