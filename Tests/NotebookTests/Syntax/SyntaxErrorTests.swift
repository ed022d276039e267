import Notebook
import Testing

@Suite("Errors in directives")
struct SyntaxErrorTests {
  static let errors: [(content: String, error: String)] = [
    ("verb key = 1", "2:6: no blanks stand around the '=' of an argument: write key=…"),
    ("verb key= 1", "2:6: a value follows 'key=' without a blank between"),
    ("verb key=", "2:6: a value follows 'key=' without a blank between"),
    ("verb a=1, b=2", "2:9: arguments are separated by blanks, not commas"),
    ("verb a=1+2", "2:9: arithmetic in an argument stands in parentheses: (a + b)"),
    ("verb \"a\" + \"b\"", "2:10: texts are joined in parentheses: (\"…\" + \"…\")"),
    ("verb a - 1", "2:8: arithmetic in an argument stands in parentheses: (a + b)"),
    ("verb a.b-1", "2:9: arithmetic in an argument stands in parentheses: (a + b)"),
    ("verb file=labs/x.txt", "2:15: a path is written in quotes, and a quotient in parentheses"),
    ("verb [1 + 2]", "2:9: arithmetic in an argument stands in parentheses: (a + b)"),
    ("verb max(1)", "2:6: a function in an argument stands in parentheses: (max(…))"),
    ("verb [1 2]", "2:9: a comma or ']' is expected in a list, not '2'"),
    ("verb [,]", "2:7: a value is expected, not ','"),
    ("verb \"a\"b", "2:9: a blank is missing before 'b'"),
    ("verb [1]]", "2:9: ']' closes nothing"),
    ("verb é", "2:6: 'é' stands outside a string; write it in quotes: \"é\""),
    ("verb −1", "2:6: a minus is written '-', not '−'"),
    ("verb x=[1, 2", "2:8: '[' is never closed"),
    ("verb x=(1, 2)", "2:10: an operator or ')' is expected, not ','"),
    ("x = 3", "2:1: 'x =' names a directive's results; a value is bound with 'let x = …'"),
    ("x = let y = 1", "2:5: 'let' gives no results to name"),
    ("let = 3", "2:1: 'let' is a word of the language and no name"),
    ("let true = 3", "2:5: 'true' is a word of the language and no name"),
    ("let a-b = 3", "2:6: '=' follows the name: let a = …, not '-'"),
    ("a-b = verb", "2:1: a name has letters, digits and '_' only, not '-'"),
    ("let x 3", "2:7: '=' follows the name: let x = …, not '3'"),
    ("let x = ", "2:7: a value is expected"),
    ("let x = 1 < 2 < 3", "2:15: comparisons do not chain: write 'a < b and b < c'"),
    ("let x = 1 == 2 != 3", "2:16: comparisons do not chain: write 'a < b and b < c'"),
    ("let x = a = b", "2:11: '=' binds names and parameters; values are compared with '=='"),
    ("let x = a && b", "2:11: 'and' is written as a word"),
    ("let x = a || b", "2:11: 'or' is written as a word"),
    ("let x = !a", "2:9: 'not' is written as a word"),
    ("let x = 2 ** 3", "2:11: a power is written '^'"),
    ("let x = 1 + not y", "2:13: 'not' stands in parentheses here: (not …)"),
    ("let x = (1", "2:9: '(' is never closed"),
    ("let x = max(1", "2:12: '(' is never closed"),
    ("let x = a[1", "2:10: '[' is never closed"),
    ("let x = a[]", "2:10: an index stands between the brackets"),
    ("let x = a.0", "2:10: a position stands in brackets: [0]"),
    ("let x = a.", "2:10: a member's name follows '.'"),
    ("let x = within", "2:9: a value is expected before 'within'"),
    ("show 1 :", "2:8: a format follows ':', such as .3f"),
    ("show 1, 2", "2:7: one expression stands here; several values make a list: [a, b]"),
    ("expect a ~", "2:10: a value is expected"),
    ("include part.md", "2:9: a path in quotes follows 'include': include \"part.md\", not 'part'"),
    ("7 verb", "2:1: a directive starts with its verb, not '7'"),
    ("\"x\"", "2:1: a directive starts with its verb, not '\"'"),
    ("show a b", "2:8: nothing more is expected here, not 'b'"),
  ]

  @Test("say what is wrong, where, and what was likely meant", arguments: errors)
  func mistakes(content: String, error: String) {
    let found = labOfBlock(content).diagnostics.map {
      "\($0.span.position.line):\($0.span.position.column): \($0.fullMessage)"
    }
    #expect(found == [error])
  }

  @Test("are shown with the line and what is meant in it")
  func rendering() {
    #expect(
      labOfBlock("neuron inputs=[0.70, -0.25 0.45]").diagnostics.map { $0.rendered() } == [
        """
        lab.md:2:28: error: a comma or ']' is expected in a list, not '0'
            neuron inputs=[0.70, -0.25 0.45]
                                       ^
        """
      ])
  }

  @Test(
    "stop at sixty-four levels and never at the end of the stack",
    arguments: [
      "verb x=", "let x = ", "verb x=(", "let x = a", "let x = f",
    ])
  func depth(start: String) {
    for open in ["[", "(", "-", "not ", "2^", "a[", "f(", "[("] {
      // A word in an argument is a word.
      if start == "verb x=", open == "not " { continue }
      let content = start + String(repeating: open, count: 100_000)
      let found = labOfBlock(content + "\nshow 1")
      #expect(found.diagnostics.count == 1, "\(start)\(open)")
      #expect(found.blocks[0].statements.count == 1)
    }
  }

  @Test("accept what is nested sixty levels deep, and evaluate it")
  func allowedDepth() throws {
    let deep = String(repeating: "(", count: 60) + "1" + String(repeating: ")", count: 60)
    #expect(try shown(deep) == "1")
    let list = String(repeating: "[", count: 60) + "1" + String(repeating: "]", count: 60)
    #expect(try value(list).typeName == "a matrix")
    let sum = "1" + String(repeating: " + 1", count: 400)
    #expect(try shown(sum) == "401")
    #expect(
      messages("let x = 1" + String(repeating: "+1", count: 100_000)) == [
        "an expression has at most 500 operators on one way: bind a part of it with 'let'"
      ])
  }

  @Test("never make the parser fail on anything else", arguments: 1...8 as ClosedRange<UInt64>)
  func noise(seed: UInt64) {
    var random = SeededRandom(seed)
    let tokens = [
      "let", "show", "expect", "x", "=", "==", "<", "~", "within", "[", "]", "(", ")", ",", ":",
      ".",
      "1", "-", "+", "*", "^", "not", "and", "\"a\"", "\"", "\"\"\"", "\n", "\n  ", " ", " ", "#",
      "é",
      "true", "max", "a.b", "include", "\\", "{", "\t", "0.5e-3", "1e999", "\r\n", "\0",
    ]
    for _ in 0..<3000 {
      let text = (0..<random.below(24)).map { _ in random.pick(tokens) }.joined()
      let parsed = labOfBlock(text)
      #expect(parsed.printed() == parsed.file.utf8)
      for statement in parsed.blocks.first?.statements ?? [] {
        #expect(!statement.span.text.isEmpty)
      }
    }
  }
}
