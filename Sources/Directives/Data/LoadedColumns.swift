import Bedrock
import Notebook

/// A table's columns, each of numbers or of words.
///
/// A column whose first entry is a number is one of numbers, and every entry must be one.
struct LoadedColumns {
  struct Column {
    /// As the table's head writes it, and as a lab may call it.
    var title: String
    var name: String
    var entries: Entries
  }

  enum Entries {
    case numbers([Double])
    case words([String])

    var value: Value {
      switch self {
      case .numbers(let numbers): .vector(numbers)
      case .words(let words): .strings(words)
      }
    }
  }

  private(set) var columns: [Column] = []
  private(set) var rowCount = 0

  /// - Parameters:
  ///   - hasHeader: whether the first row names the columns.
  ///   - words: the titles of columns whose entries are words, numbers among them or not.
  init(_ table: DelimitedText, hasHeader: Bool, words: [String]) throws {
    guard let first = table.rows.first else { throw DirectiveError("there is no row in it") }
    let titles = hasHeader ? first.map(\.text) : first.indices.map { "column \($0 + 1)" }
    let rows = hasHeader ? table.rows.dropFirst() : table.rows[...]
    try checkWidths(rows, first.count)
    try Self.checkWords(words, among: titles)
    rowCount = rows.count
    for (index, title) in titles.enumerated() {
      let fields = rows.map { $0[index] }
      let name = Self.name(of: title, index)
      if let other = columns.first(where: { $0.name == name }) {
        throw DelimitedText.Failure(
          line: first[index].line, column: first[index].column,
          message: "the columns '\(other.title)' and '\(title)' have the same name, '\(name)'")
      }
      let entries = try Self.entries(fields, title, asWords: words.contains(title))
      columns.append(Column(title: title, name: name, entries: entries))
    }
  }

  private func checkWidths(_ rows: ArraySlice<[DelimitedText.Field]>, _ count: Int) throws {
    guard let odd = rows.first(where: { $0.count != count }) else { return }
    let place = odd.count > count ? odd[count] : odd[odd.count - 1]
    throw DelimitedText.Failure(
      line: place.line, column: place.column,
      message: "this row has \(counted: odd.count, "field"), the first one has \(count)")
  }

  private static func checkWords(_ words: [String], among titles: [String]) throws {
    for word in words where !titles.contains(word) {
      throw DirectiveError(
        "there is no column '\(word)'", parameter: "words",
        suggestion: EditDistance.suggestion(for: word, among: titles))
    }
  }

  private static func entries(
    _ fields: [DelimitedText.Field], _ title: String, asWords: Bool
  ) throws -> Entries {
    guard !asWords, let first = fields.first, number(first) != nil else {
      return .words(fields.map(\.text))
    }
    return .numbers(
      try fields.map { field in
        if let number = number(field) { return number }
        throw DelimitedText.Failure(
          line: field.line, column: field.column,
          message: "'\(ColumnWidth.elided(field.text, to: 40, marker: "…"))' is no number, and "
            + "column '\(title)' begins with one; words=[\(LabText.quoted(title))] takes it as words"
        )
      })
  }

  private static func number(_ field: DelimitedText.Field) -> Double? {
    guard !field.isQuoted else { return nil }
    let blanks: Set<UInt8> = [0x20, 0x09]
    let text = field.text.utf8.drop { blanks.contains($0) }
    let end = text.lastIndex { !blanks.contains($0) }
    guard let end, let number = NumberText.parse(text[...end]), number.isFinite else { return nil }
    return number
  }

  /// A title as a name: `Train loss` becomes `train_loss`.
  private static func name(of title: String, _ index: Int) -> String {
    var bytes: [UInt8] = []
    for byte in title.utf8 {
      switch byte {
      case 0x30...0x39, 0x61...0x7A: bytes.append(byte)
      case 0x41...0x5A: bytes.append(byte + 0x20)
      default:
        if let last = bytes.last, last != UInt8(ascii: "_") { bytes.append(UInt8(ascii: "_")) }
      }
    }
    while bytes.last == UInt8(ascii: "_") { bytes.removeLast() }
    if bytes.isEmpty { return "column_\(index + 1)" }
    return ((0x30...0x39).contains(bytes[0]) ? "_" : "") + String(decoding: bytes, as: UTF8.self)
  }

  /// All entries, a row for each of the table's; `nil` where a column has words.
  var matrix: NumericArray? {
    var vectors: [[Double]] = []
    for column in columns {
      guard case .numbers(let numbers) = column.entries else { return nil }
      vectors.append(numbers)
    }
    let elements = (0..<rowCount).flatMap { row in vectors.map { $0[row] } }
    return NumericArray(
      shape: [rowCount, columns.count], elements: elements, labels: [nil, columns.map(\.title)])
  }
}
