import Bedrock
import Notebook
import Testing

@Suite("Diagnostics")
struct DiagnosticTests {
  private func rendered(_ text: String, _ range: Range<Int>, suggestion: String? = nil) -> String {
    let file = SourceFile(path: "a.md", text: text)
    return Diagnostic.error(
      "wrong", at: SourceSpan(file: file, range: range), suggestion: suggestion
    ).rendered()
  }

  @Test("stand as a compiler shows them")
  func plain() {
    #expect(
      rendered("one\natend \"The blue car\"\n", 4..<9, suggestion: "attend")
        == "a.md:2:1: error: wrong; did you mean 'attend'?\n    atend \"The blue car\"\n    ^~~~~")
    let said = Diagnostic.error(
      "no 'x'; did you mean 'y'?",
      at: SourceSpan(file: SourceFile(path: "a", text: ""), range: 0..<0),
      suggestion: "y")
    #expect(said.rendered() == "a:1:1: error: no 'x'; did you mean 'y'?")
  }

  @Test("count scalars and mark columns, through tabs and wide characters")
  func columns() {
    #expect(rendered("\ta b", 3..<4) == "a.md:1:4: error: wrong\n        a b\n          ^")
    #expect(rendered("漢字 b", 7..<8) == "a.md:1:4: error: wrong\n    漢字 b\n         ^")
    #expect(rendered("漢字 b", 0..<6) == "a.md:1:1: error: wrong\n    漢字 b\n    ^~~~")
    #expect(rendered("e\u{301}x", 3..<4) == "a.md:1:3: error: wrong\n    e\u{301}x\n     ^")
    #expect(rendered("👩‍👩‍👧x", 18..<19) == "a.md:1:6: error: wrong\n    👩‍👩‍👧x\n      ^")
  }

  @Test("underline the first line of what goes over several, and the end of a line")
  func severalLines() {
    #expect(rendered("ab [\ncd]\n", 3..<8) == "a.md:1:4: error: wrong\n    ab [\n       ^")
    #expect(rendered("ab\r\ncd", 2..<2) == "a.md:1:3: error: wrong\n    ab\n      ^")
    #expect(rendered("ab", 2..<2) == "a.md:1:3: error: wrong\n    ab\n      ^")
    #expect(rendered("", 0..<0) == "a.md:1:1: error: wrong")
  }

  @Test("let no lab talk to the terminal")
  func controls() {
    #expect(
      rendered("\u{1B}[2J x \u{202E}y", 10..<11)
        == "a.md:1:9: error: wrong\n    <U+1B>[2J x <U+202E>y\n                        ^")
  }

  @Test("cut a long line to what is around the place")
  func longLines() {
    let long = String(repeating: "a", count: 5000) + "X" + String(repeating: "b", count: 5000)
    let lines = rendered(long, 5000..<5001).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].utf8.count < 200)
    let caret = lines[2].utf8.count - 1
    let shown = Array(lines[1].unicodeScalars)
    #expect(shown[caret] == "X")
  }

  @Test("know lines by line feed, carriage return and both")
  func lineEnds() {
    let file = SourceFile(path: "a", text: "a\rb\nc\r\nd")
    #expect((1...5).map { file.line($0) } == ["a", "b", "c", "d", ""])
    #expect([0, 2, 4, 7].map { file.position(at: $0).line } == [1, 2, 3, 4])
    #expect(file.position(at: 8) == SourcePosition(line: 4, column: 2))
    #expect(
      SourceFile(path: "a", text: "a\n").position(at: 2) == SourcePosition(line: 2, column: 1))
  }

  @Test("are objects in JSON, with another file named")
  func json() {
    let file = SourceFile(path: "part.md", text: "abc")
    let span = SourceSpan(file: file, range: 1..<2)
    let diagnostic = Diagnostic.error(
      "wrong", at: span, suggestion: "right", notes: [.init("first here", at: span)])
    #expect(
      diagnostic.json(in: "part.md").serialized()
        == #"{"severity":"error","line":1,"column":2,"message":"wrong","suggestion":"right","#
        + #""notes":[{"message":"first here","line":1,"column":2}]}"#)
    #expect(
      Diagnostic(.warning, "w", at: span).json(in: "lab.md").serialized()
        == #"{"severity":"warning","line":1,"column":2,"message":"w","suggestion":null,"#
        + #""source":"part.md"}"#)
  }

  @Test("say where a file is not UTF-8")
  func invalidUTF8() {
    let parsed = ParsedLab(parsing: SourceFile(path: "a.md", utf8: [0x61, 0x0A, 0x62, 0xFF, 0x63]))
    #expect(parsed.diagnostics.map(\.message) == ["this is not valid UTF-8"])
    #expect(parsed.diagnostics.first?.span.position == SourcePosition(line: 2, column: 2))
  }
}
