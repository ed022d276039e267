import Bedrock
import Figures
import Notebook

/// `load`: a table or a text of one's own, from a file or as it stands in the lab.
struct Load: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "load", chapter: .ownData,
    summary: "Reads a table or a text of your own.",
    discussion: """
      A file whose name ends with `.csv` or `.tsv` is a table, its fields between commas or tabs \
      (RFC 4180: a field in quotes may hold separators, line ends, and quotes written twice). Any \
      other is a text. `text=` takes what stands in the lab itself, by default a table with commas.

      The first row names the columns. A column whose first entry is a number is one of numbers: an \
      entry that is none is an error with its line and column. All other columns are words, and so \
      are those that `words=` lists. A column is called by its name in lower case, with `_` for \
      all but letters and digits: `Train loss` is `load.columns.train_loss`.
      """,
    results: [
      "columns": "of a table, each column by its name: a vector of numbers, or a list of words",
      "names": "of a table, the columns' titles as the first row has them",
      "count": "how many rows the table has, or how many lines the text",
      "matrix":
        "of a table with numbers alone: a row for each of its rows, a column for each column",
      "text": "of a text, all of it",
      "lines": "of a text, its lines",
      "characters": "of a text, how many Unicode scalars it has",
    ],
    examples: [
      "Columns by their names": #"""
      load text="step,Train loss,note\n1,2.50,start\n2,1.25,\"half, at last\"\n"
      expect load.columns.train_loss == [2.5, 1.25]
      expect load.columns.note[1] == "half, at last"
      """#,
      "Numbers alone make a matrix": #"""
      points = load text="x,y\n0,1\n2,3\n4,5\n"
      expect points.matrix[2, "y"] == 5
      expect points.names == ["x", "y"]
      """#,
      "A text and its lines": #"""
      verse = load text="one line\nanother" format=text
      expect verse.count == 2
      expect verse.lines[1] == "another"
      expect verse.characters == len(verse.text)
      """#,
    ],
    errors: [
      "3:1: 'n/a' is no number": #"""
      load text="loss\n1.5\nn/a\n"
      """#
    ])

  enum Format: String, ParameterChoice { case csv, tsv, text }

  /// The most bytes that are read, and the most fields.
  private static let largestFile = 16 << 20
  private static let mostFields = 1_000_000

  let file: String?
  let text: String?
  let format: Format?
  let hasHeader: Bool
  let words: [String]

  init(_ parameters: inout ParameterReader) {
    file = parameters.optional(
      "file", .text, positional: true, help: "the file's path, as seen from the lab's folder")
    text = parameters.optional("text", .text, help: "what stands in the lab itself, instead")
    format = parameters.optional(
      "format", .choice(), help: "what it is", absent: "by the file's name; csv for text=")
    hasHeader = parameters.value(
      "header", .flag, default: true, help: "whether a table's first row names its columns")
    words = parameters.value(
      "words", .strings, default: [], help: "titles of columns whose entries are words")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let (bytes, name) = try source(context)
    if let offset = UTF8Text.firstInvalidOffset(in: bytes) {
      let (line, column) = Self.position(of: offset, in: bytes)
      throw DirectiveError("\(name):\(line):\(column): this is not valid UTF-8", parameter: "file")
    }
    let format = format ?? kind(of: name)
    guard format != .text else {
      if !hasHeader || !words.isEmpty {
        throw DirectiveError(
          "'\(hasHeader ? "words" : "header")=' is for tables, and this is a text",
          parameter: hasHeader ? "words" : "header")
      }
      return textOutcome(bytes)
    }
    do {
      let separator = UInt8(ascii: format == .csv ? "," : "\t")
      let table = try DelimitedText(bytes, separator: separator)
      guard table.rows.reduce(0, { $0 + $1.count }) <= Self.mostFields else {
        throw DirectiveError("\(name): more than \(Self.mostFields) fields are too many for a lab")
      }
      return tableOutcome(try LoadedColumns(table, hasHeader: hasHeader, words: words))
    } catch let failure as DelimitedText.Failure {
      throw DirectiveError(
        "\(name):\(failure.line):\(failure.column): \(failure.message)",
        parameter: file == nil ? "text" : "file")
    }
  }

  private func source(_ context: RunContext) throws -> (bytes: [UInt8], name: String) {
    switch (file, text) {
    case (let file?, nil):
      let bytes = try context.read(file: file)
      guard bytes.count <= Self.largestFile else {
        throw DirectiveError(
          "\(file) has \(NumberText.grouped(bytes.count)) bytes; at most "
            + "\(NumberText.grouped(Self.largestFile)) are read", parameter: "file")
      }
      return (bytes, file)
    case (nil, let text?): return (Array(text.utf8), "text")
    case (_?, _?):
      throw DirectiveError("'load' takes a file or 'text=', not both", parameter: "text")
    case (nil, nil): throw DirectiveError("'load' needs a file's path in quotes, or 'text='")
    }
  }

  private func kind(of name: String) -> Format {
    if file == nil { return .csv }
    let lower = String(
      decoding: name.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    if lower.utf8.suffix(4).elementsEqual(".csv".utf8) { return .csv }
    return lower.utf8.suffix(4).elementsEqual(".tsv".utf8) ? .tsv : .text
  }

  private static func position(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    let before = bytes[..<offset]
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return (
      1 + before.count { $0 == 0x0A }, 1 + before[start...].count { $0 & 0xC0 != 0x80 }
    )
  }

  // MARK: What it comes to

  private func textOutcome(_ bytes: [UInt8]) -> Outcome {
    let text = String(decoding: bytes, as: UTF8.self)
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(Substring($0.last == 0x0D ? $0.dropLast() : $0)) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    let characters = UTF8Text.scalarCount(text)
    let record: Record = [
      "text": .string(text), "lines": .strings(lines), "count": .integer(lines.count),
      "characters": .integer(characters),
    ]
    let sentence = "\(counted: lines.count, "line"), \(counted: characters, "character")."
    return Outcome(record, blocks: [.paragraph(sentence)])
  }

  private func tableOutcome(_ table: LoadedColumns) -> Outcome {
    var columns = Record()
    for column in table.columns { columns[column.name] = column.entries.value }
    var record: Record = [
      "columns": .record(columns), "names": .strings(table.columns.map(\.title)),
      "count": .integer(table.rowCount),
    ]
    if let matrix = table.matrix { record["matrix"] = .array(matrix) }
    return Outcome(record, blocks: [.table(summary(of: table))])
  }

  /// A row for each column: what it is, and its range or its first words.
  private func summary(of table: LoadedColumns) -> Table {
    let rows = table.columns.map { column in
      switch column.entries {
      case .numbers(let numbers):
        let texts = Wording.aligned([numbers.min() ?? 0, numbers.max() ?? 0])
        return [column.title, column.name, "numbers", "\(texts[0]) to \(texts[1])"]
      case .words(let words):
        let shown = words.prefix(3).joined(separator: ", ") + (words.count > 3 ? ", …" : "")
        return [column.title, column.name, "words", ColumnWidth.elided(shown, to: 40, marker: "…")]
      }
    }
    return Table(
      columns: [.init("column"), .init("name"), .init("entries"), .init("range or first ones")],
      rows: rows,
      summary: "A table of \(counted: table.rowCount, "row") and "
        + "\(counted: table.columns.count, "column").")
  }
}
