/// Words that can stand in the same place, each with what the world knows of it.
///
/// A class is written as a small table, a word a line, columns split by `|`:
///
///     WordClass("being", columns: "food home", """
///       dog | bones | kennel
///       cat | fish  | basket  #3
///       ! cow | grass | barn
///       """)
///
/// `#3` at the end of a line is its weight against the default of 10, and a `!` before it keeps the
/// word back from training: only probes draw it.
struct WordClass: Sendable {
  /// A line of the table.
  struct Entry: Sendable {
    var text: String
    var attributes: [String] = []
    var weight = WordClass.defaultWeight
    var isHeldOut = false
  }

  static let defaultWeight = 10

  let name: String
  let columns: [String]
  let entries: [Entry]

  init(_ name: String, columns: [String], entries: [Entry]) {
    self.name = name
    self.columns = columns
    self.entries = entries
  }

  /// A class from a table, a word a line.
  init(_ name: String, columns: String = "", _ table: String) {
    self.name = name
    self.columns = columns.split(separator: " ").map(String.init)
    entries = table.split(separator: "\n").map { Self.entry(of: trimmed($0)) }
    let count = self.columns.count
    precondition(
      entries.allSatisfy { $0.attributes.count == count },
      "class \(name): each word needs its \(count) attributes")
  }

  /// A class of plain words, split at blanks.
  init(_ name: String, words: String) {
    self.init(
      name, columns: [], entries: words.split(separator: " ").map { Entry(text: String($0)) })
  }

  private static func entry(of line: Substring) -> Entry {
    var line = line
    var entry = Entry(text: "")
    if line.hasPrefix("! ") {
      entry.isHeldOut = true
      line = trimmed(line.dropFirst())
    }
    if let mark = line.lastIndex(of: "#"), let weight = Int(line[line.index(after: mark)...]) {
      entry.weight = weight
      line = trimmed(line[..<mark])
    }
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
    entry.text = String(cells[0])
    entry.attributes = cells.dropFirst().map(String.init)
    return entry
  }
}

/// The text without the blanks at its two ends.
func trimmed(_ text: Substring) -> Substring {
  var text = text
  while text.first == " " { text = text.dropFirst() }
  while text.last == " " { text = text.dropLast() }
  return text
}
