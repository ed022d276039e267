import Bedrock

/// Text as an inline code span.
enum CodeSpanText {
  /// The span; its backticks outnumber any run inside, and nothing in it ends the line.
  static func span(_ text: String) -> String {
    let text = VisibleText.line(text)
    var runs: Set<Int> = []
    var run = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "`") {
        run += 1
      } else {
        runs.insert(run)
        run = 0
      }
    }
    runs.insert(run)
    var length = 1
    while runs.contains(length) { length += 1 }
    let mark = String(repeating: "`", count: length)
    // A blank on either side is taken off again, and keeps the text's own backticks apart.
    let needsBlank =
      text.utf8.first == UInt8(ascii: "`") || text.utf8.last == UInt8(ascii: "`") || text.isEmpty
      || text.utf8.first == UInt8(ascii: " ") && text.utf8.last == UInt8(ascii: " ")
    return needsBlank ? "\(mark) \(text) \(mark)" : mark + text + mark
  }
}
