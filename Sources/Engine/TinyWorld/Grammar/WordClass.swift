/// Words that can stand in the same place, each with what the world knows of it.
///
/// A class is written as a small table, a word a line, columns split by `|`:
///
///     WordClass("being", columns: "food home", """
///       dog | bones | kennel
///       cat | fish  | basket  #3
///       cow | grass | barn
///       """)
///
/// `#3` at the end of a line is its weight against the default of 10.
struct WordClass: Sendable {
  /// A line of the table.
  struct Entry: Sendable {
    var text: String
    var attributes: [String] = []
    var weight = WordClass.defaultWeight
    /// What decides with which words it is kept back; by default its place in the table.
    var group: Int?
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
    self.columns = Substring(columns).utf8.parts(at: " ").map(\.string)
    entries = table.tableLines.map { Self.entry(of: $0) }
    let count = self.columns.count
    precondition(
      entries.allSatisfy { $0.attributes.count == count },
      "class \(name): each word needs its \(count) attributes")
  }

  /// A class of plain words, split at blanks.
  init(_ name: String, words: String) {
    self.init(
      name, columns: [],
      entries: Substring(words).utf8.parts(at: " ").map { Entry(text: $0.string) })
  }

  private static func entry(of line: TableText) -> Entry {
    var line = line
    var entry = Entry(text: "")
    if let mark = line.firstIndex(of: "#"), let weight = Int(line[mark...].dropFirst().string) {
      entry.weight = weight
      line = line[..<mark].trimmed
    }
    let cells = line.parts(at: "|", keepEmpty: true).map(\.trimmed.string)
    entry.text = cells[0]
    entry.attributes = Array(cells.dropFirst())
    return entry
  }
}
