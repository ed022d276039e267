import Bedrock

/// Reads a line from left to right, counting columns as CommonMark does: a tab goes on to the next
/// multiple of four, and a part of it may be taken.
package struct LineCursor {
  let bytes: [UInt8]
  /// Where the line's text ends and the next line begins.
  package private(set) var end = 0
  package private(set) var next = 0
  /// The byte at which the cursor stands, and its column from 0; inside a tab, the columns of it
  /// that were taken are counted in.
  private(set) var offset = 0
  private(set) var column = 0
  private(set) var isInsideTab = false
  /// Columns that were taken of the tab at the cursor.
  private(set) var columnsOfTab = 0
  /// The first byte from the cursor on that is neither space nor tab.
  private(set) var textOffset = 0
  private(set) var textColumn = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Columns of space between the cursor and the text.
  var indent: Int { textColumn - column }
  /// Whether only spaces and tabs are left.
  var isBlank: Bool { textOffset >= end }
  /// The first byte of the text; a line feed where there is none.
  var textByte: UInt8 { textOffset < end ? bytes[textOffset] : ASCII.newline }

  /// Goes to the start of a line; the end of one is a line feed, a carriage return, or both.
  package mutating func startLine(at start: Int) {
    var index = start
    while index < bytes.count, !bytes[index].isLineEnd { index += 1 }
    end = index
    if index < bytes.count {
      let isPair =
        bytes[index] == ASCII.carriageReturn && index + 1 < bytes.count
        && bytes[index + 1] == ASCII.newline
      index += isPair ? 2 : 1
    }
    next = index
    offset = start
    column = 0
    isInsideTab = false
    textOffset = start
    textColumn = 0
    findText()
  }

  /// Goes on by so many columns, through at most one part of a tab.
  mutating func advance(columns count: Int) {
    var count = count
    while count > 0, offset < end {
      if bytes[offset] == ASCII.tab {
        let width = 4 - column % 4
        if count < width {
          column += count
          columnsOfTab = count + (isInsideTab ? columnsOfTab : 0)
          isInsideTab = true
          return
        }
        column += width
        count -= width
      } else {
        column += 1
        count -= 1
      }
      isInsideTab = false
      offset += 1
    }
    if offset > textOffset {
      textOffset = offset
      textColumn = column
      findText()
    }
  }

  /// Goes to the first byte that is neither space nor tab.
  mutating func advanceToText() {
    offset = textOffset
    column = textColumn
    isInsideTab = false
  }

  /// The rest of the line: the columns that are left of a tab, and the bytes behind it.
  var rest: ContentLine {
    guard isInsideTab else { return ContentLine(range: offset..<end, spaces: 0) }
    return ContentLine(range: offset + 1..<end, spaces: 4 - column % 4)
  }

  private mutating func findText() {
    while textOffset < end {
      switch bytes[textOffset] {
      case ASCII.space: textColumn += 1
      case ASCII.tab: textColumn += 4 - textColumn % 4
      default: return
      }
      textOffset += 1
    }
  }
}
