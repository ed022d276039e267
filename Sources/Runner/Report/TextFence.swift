/// Lines of plain text as a fenced code block.
///
/// The fence is longer than any run of backticks in the text, and nothing in the text can end a line
/// but a line feed: what is inside stays inside.
package enum TextFence {
  package static func lines(_ content: [String], info: String = "text") -> [String] {
    let mark = String(repeating: "`", count: max(3, longestRun(in: content) + 1))
    return [mark + info] + content + [mark]
  }

  private static func longestRun(in lines: [String]) -> Int {
    var longest = 0
    for line in lines where line.utf8.contains(UInt8(ascii: "`")) {
      var run = 0
      for byte in line.utf8 {
        run = byte == UInt8(ascii: "`") ? run + 1 : 0
        longest = max(longest, run)
      }
    }
    return longest
  }
}
