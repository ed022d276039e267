/// Colours for a person's terminal, put around texts that are complete without them.
///
/// Law: taking the escape sequences away gives the text as it was.
enum TerminalColour {
  private static let red = "\u{1B}[31m"
  private static let green = "\u{1B}[32m"
  private static let yellow = "\u{1B}[33m"
  private static let cyan = "\u{1B}[36m"
  private static let bold = "\u{1B}[1m"
  private static let plain = "\u{1B}[0m"

  /// Whether a terminal is to be coloured: not where NO_COLOR is set (no-color.org), nor where the
  /// terminal says that it can show none.
  static func isWanted(_ environment: (String) -> String?) -> Bool {
    (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
  }

  /// A difference in the unified form.
  static func difference(_ text: String) -> String {
    eachLine(of: text) { line in
      switch line.utf8.first {
      case _ where line.utf8.starts(with: "--- ".utf8) || line.utf8.starts(with: "+++ ".utf8): bold
      case UInt8(ascii: "+"): green
      case UInt8(ascii: "-"): red
      case UInt8(ascii: "@"): cyan
      default: nil
      }
    }
  }

  /// Diagnostics as a compiler shows them: the word that says how bad it is, and the marks below.
  static func diagnostics(_ text: String) -> String {
    var result = ""
    for line in lines(of: text) { result += diagnostic(line) }
    return result
  }

  private static func diagnostic(_ line: Substring) -> String {
    let isMarker =
      line.utf8.contains(UInt8(ascii: "^"))
      && line.utf8.allSatisfy { [0x20, 0x0A, UInt8(ascii: "^"), UInt8(ascii: "~")].contains($0) }
    if isMarker { return painted(line, green) }
    for (word, colour) in [("error:", red), ("warning:", yellow), ("note:", cyan)] {
      guard let place = range(of: ": \(word) ", in: line) else { continue }
      let start = line.utf8.index(place, offsetBy: 2)
      let end = line.utf8.index(start, offsetBy: word.utf8.count)
      return line[..<start] + bold + colour + line[start..<end] + plain + line[end...]
    }
    return String(line)
  }

  // MARK: -

  private static func eachLine(of text: String, _ colour: (Substring) -> String?) -> String {
    var result = ""
    for line in lines(of: text) {
      if let colour = colour(line) { result += painted(line, colour) } else { result += line }
    }
    return result
  }

  /// A line in a colour that ends before the line does.
  private static func painted(_ line: Substring, _ colour: String) -> String {
    guard line.utf8.last == UInt8(ascii: "\n") else { return colour + line + plain }
    return colour + Substring(line.utf8.dropLast()) + plain + "\n"
  }

  /// Lines with their ends.
  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")).map { rest.utf8.index(after: $0) }
      lines.append(rest[..<(end ?? rest.endIndex)])
      rest = rest[(end ?? rest.endIndex)...]
    }
    return lines
  }

  /// Where a text stands first in a line.
  private static func range(of part: String, in line: Substring) -> Substring.Index? {
    var index = line.startIndex
    while index < line.endIndex {
      if line[index...].utf8.starts(with: part.utf8) { return index }
      index = line.utf8.index(after: index)
    }
    return nil
  }
}
