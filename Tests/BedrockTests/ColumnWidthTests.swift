import Bedrock
import Testing

@Suite("Column widths")
struct ColumnWidthTests {
  @Test("every scalar has the width of the pinned table, controls none")
  func scalars() throws {
    let runs = try #require(JSON(parsing: fixture("column_widths.json"))["scalars"]?.arrayValue)
      .map { try (first: #require($0[0]?.intValue), width: #require($0[1]?.intValue)) }
    #expect(runs.count > 800)
    var next = 0
    var width = 0
    var wrong: [Int] = []
    for value in 0..<0x110000 {
      if next < runs.count, runs[next].first == value {
        width = runs[next].width
        next += 1
      }
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      if ColumnWidth.of(scalar) != max(0, width) { wrong.append(value) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("texts have the width that wcwidth measures")
  func texts() throws {
    let strings = try #require(JSON(parsing: fixture("column_widths.json"))["strings"]?.arrayValue)
    #expect(strings.count > 200)
    for pair in strings {
      let text = try #require(pair[0]?.stringValue)
      #expect(ColumnWidth.of(text) == pair[1]?.intValue, "\(text.unicodeScalars.map(\.value))")
    }
  }

  @Test(
    "emoji sequences, marks and selectors count once",
    arguments: [
      ("", 0), ("plain ASCII", 11), ("e\u{301}", 1), ("\u{301}", 0), ("日本語", 6), ("👍🏽", 2), ("👩‍💻", 2),
      ("👨‍👩‍👧‍👦", 2), ("🏳️‍🌈", 2), ("🇩🇪", 2), ("🇩🇪🇫🇷", 4), ("1\u{FE0F}\u{20E3}", 2), ("❤", 1), ("❤\u{FE0F}", 2),
      ("⌚", 2), ("⌚\u{FE0E}", 1), ("\u{1112}\u{1161}\u{11AB}", 2), ("a\u{200B}b", 2),
      ("\t\n\r\u{7F}\u{9B}", 0),
      ("a\nb", 2), ("ک\u{200D}ا", 2), ("a👍🏽b", 4), ("नमस्ते", 4),
    ])
  func sequences(text: String, width: Int) {
    #expect(ColumnWidth.of(text) == width)
  }

  @Test("a prefix never cuts a cluster")
  func prefix() {
    let text = "a👩‍💻e\u{301}日"
    let prefixes = ["", "a", "a", "a👩‍💻", "a👩‍💻e\u{301}", "a👩‍💻e\u{301}", text, text]
    for (columns, expected) in prefixes.enumerated() {
      #expect(
        Array(ColumnWidth.prefix(of: text, columns: columns).unicodeScalars)
          == Array(expected.unicodeScalars))
    }
    #expect(ColumnWidth.prefix(of: "abc", columns: 2) == "ab")
    #expect(ColumnWidth.prefix(of: "abc", columns: -1) == "")
    #expect(ColumnWidth.prefix(of: "日", columns: -1) == "")
  }

  @Test("padding counts columns")
  func padding() {
    #expect(ColumnWidth.padded("日本", to: 6) == "日本  ")
    #expect(ColumnWidth.padded("日本", to: 6, alignment: .right) == "  日本")
    #expect(ColumnWidth.padded("ab", to: 5, alignment: .center) == " ab  ")
    #expect(ColumnWidth.padded("too wide", to: 3) == "too wide")
  }

  @Test("eliding leaves room for the marker")
  func eliding() {
    #expect(ColumnWidth.elided("abcdef", to: 6) == "abcdef")
    #expect(ColumnWidth.elided("abcdef", to: 5) == "abcd~")
    #expect(ColumnWidth.elided("日本語", to: 5, marker: "…") == "日本…")
    #expect(ColumnWidth.elided("日本語", to: 4, marker: "…") == "日…")
    #expect(ColumnWidth.elided("abcdef", to: 0) == "")
    #expect(ColumnWidth.elided("abcdef", to: 2, marker: "...") == "..")
  }

  @Test("a prefix, however long, fits, and the next cluster would not")
  func prefixLaw() throws {
    let strings = try #require(JSON(parsing: fixture("column_widths.json"))["strings"]?.arrayValue)
    for text in strings.compactMap({ $0[0]?.stringValue }) {
      let width = ColumnWidth.of(text)
      for columns in 0...width {
        let prefix = ColumnWidth.prefix(of: text, columns: columns)
        #expect(
          ColumnWidth.of(prefix) <= columns && ColumnWidth.of(prefix) >= min(width, columns - 1))
      }
      #expect(ColumnWidth.prefix(of: text, columns: width).utf8.elementsEqual(text.utf8))
    }
  }
}
