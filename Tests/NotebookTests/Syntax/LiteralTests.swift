import Notebook
import Testing

@Suite("Literals")
struct LiteralTests {
  @Test(
    "numbers know their value and the decimals they are written with",
    arguments: [
      ("7", 7, 0), ("1.23", 1.23, 2), ("1.230", 1.23, 3), (".5", 0.5, 1), ("1_000", 1000, 0),
      ("1e2", 100, -2), ("1.23e-2", 0.0123, 4), ("1e-3", 0.001, 3), ("2.5E+1", 25, 0),
      ("0.1", 0.1, 1), ("9007199254740993", 9_007_199_254_740_992, 0), ("1e-400", 0, 400),
      ("007", 7, 0), ("1_0.0_1", 10.01, 2),
    ] as [(String, Double, Int)])
  func numbers(text: String, value: Double, decimals: Int) throws {
    guard case .number(let literal) = try expression(text) else {
      Issue.record("no number")
      return
    }
    #expect(literal.value == value)
    #expect(literal.decimals == decimals)
    #expect(literal.span.text == text)
  }

  @Test("an argument may be a negative number")
  func negative() throws {
    guard case .number(let literal) = try atom("-1.50") else {
      Issue.record("no number")
      return
    }
    #expect(literal.value == -1.5)
    #expect(literal.decimals == 2)
  }

  @Test(
    "numbers that are none say so",
    arguments: [
      ("1e999", "'1e999' is too large for a number"),
      ("-1e999", "'1e999' is too large for a number"),
      ("1.", "digits follow the point of a number"), ("1.x", "digits follow the point of a number"),
      ("4bit", "'4bit' is no number; text is written in quotes"),
      ("1__0", "'1__0' is no number; text is written in quotes"),
      ("1_", "'1_' is no number; text is written in quotes"),
      ("1.2.3", "'1.2.3' is no number; text is written in quotes"),
      ("0x10", "'0x10' is no number; text is written in quotes"),
    ])
  func wrongNumbers(text: String, error: String) {
    #expect(messages("let x = " + text) == [error])
  }

  @Test(
    "strings resolve their escapes",
    arguments: [
      ("\"a\"", "a"), ("\"\"", ""), ("\"\\n\\t\\r\\0\\\"\\\\\"", "\n\t\r\0\"\\"),
      ("\"\\u{1F600}\\u{41}\"", "\u{1F600}A"), ("\"é 漢 👩‍👩‍👧 #\"", "é 漢 👩‍👩‍👧 #"),
      ("\"\"\"a \"b\" c\"\"\"", "a \"b\" c"), ("\"\"\"\n  one\n    two\n  \"\"\"", "one\n  two"),
      ("\"\"\"\none\n\n\ntwo\"\"\"", "one\n\n\ntwo"), ("\"\"\"a\n b\"\"\"", "a\n b"),
      ("\"\"\"\"\"\"", ""), ("\"\"\"\n  \\u{41}\\n\n  \"\"\"", "A\n"),
    ])
  func strings(text: String, value: String) throws {
    guard case .string(let string, let span) = try expression(text) else {
      Issue.record("no string")
      return
    }
    #expect(string == value)
    #expect(span.text == text)
  }

  @Test(
    "strings that are wrong say where",
    arguments: [
      ("\"abc", 9, "this string is never closed"),
      ("\"\"\"abc\nshow 1", 9, "this string is never closed"),
      ("\"a\\qb\"", 11, "unknown escape; there are \\n \\t \\r \\0 \\\" \\\\ and \\u{HEX}"),
      ("\"\\u{D800}\"", 10, "\\u{…} holds the hexadecimal number of a character"),
      ("\"\\u{110000}\"", 10, "\\u{…} holds the hexadecimal number of a character"),
      ("\"\\u{}\"", 10, "\\u{…} holds the hexadecimal number of a character"),
      ("\"\\u41\"", 10, "unknown escape; there are \\n \\t \\r \\0 \\\" \\\\ and \\u{HEX}"),
      ("'abc'", 9, "text is written between double quotes: \"…\""),
      ("“abc”", 9, "text is written between straight quotes: \"…\""),
      ("\"\\", 9, "this string is never closed"),
    ])
  func wrongStrings(text: String, column: Int, error: String) {
    let found = labOfBlock("let x = " + text).diagnostics
    #expect(found.map(\.message) == [error])
    #expect(found.first?.span.position == SourcePosition(line: 2, column: column))
  }

  @Test("text is quoted so that it reads back")
  func quoting() throws {
    for text in ["", "a\"b\\c", "\n\t\r\0\u{7F}\u{1B}", "é👩‍👩‍👧", "\u{200E}\u{FEFF}"] {
      guard case .string(let again, _) = try expression(LabText.quoted(text)) else {
        Issue.record("no string")
        return
      }
      #expect(Array(again.utf8) == Array(text.utf8))
    }
  }
}
