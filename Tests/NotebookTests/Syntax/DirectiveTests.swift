import Notebook
import Testing

@Suite("Directives")
struct DirectiveTests {
  private func spans(_ content: String) -> [String] { statements(content).map(\.span.text) }

  @Test("stand one a line, with comments and blank lines between")
  func lines() {
    #expect(
      spans("# first\nshow 1 # trailing\n\n  \nlet a = 2\n# last\nexpect a == 2#3\n").prefix(2) == [
        "show 1", "let a = 2",
      ])
    #expect(spans("show \"a # b\"") == ["show \"a # b\""])
    #expect(spans("") == [])
    #expect(spans("# only\n\n") == [])
  }

  @Test("go on in deeper lines and inside brackets")
  func continuation() {
    let content = """
      feedforward x=[[0.80, -0.30]]
        w1=[[0.70, 0.20, -0.40],      # a comment
            [0.10, 0.90,  0.30]]

        # another
        activation=relu
      show [1,
      2]
      show 3
      """
    let found = statements(content)
    #expect(found.count == 3)
    guard case .directive(let call)? = found.first else {
      Issue.record("no directive")
      return
    }
    #expect(call.arguments.map { $0.key?.text } == ["x", "w1", "activation"])
  }

  @Test("may all be indented, by blanks or tabs")
  func indentation() {
    #expect(spans("  show 1\n  show 2\n    : .2f") == ["show 1", "show 2\n    : .2f"])
    #expect(spans("\tshow 1\n\tshow 2\n\t\t+ 1") == ["show 1", "show 2\n\t\t+ 1"])
    #expect(
      messages("  show 1\nshow 2") == [
        "a directive starts where the block's first one does: this line is indented less"
      ])
  }

  @Test("have a positional −1 and never a subtraction")
  func negativeArguments() throws {
    guard case .directive(let call)? = statements("sample logits=[1, 2] -1 -.5").first else {
      Issue.record("no directive")
      return
    }
    #expect(call.arguments.map(\.span.text) == ["logits=[1, 2]", "-1", "-.5"])
  }

  @Test("bind a name with blanks around the '=' or without")
  func names() {
    for content in ["a = tokenize \"x\"", "a=tokenize \"x\"", "a  =tokenize \"x\""] {
      guard case .directive(let call)? = statements(content).first else {
        Issue.record("no directive")
        return
      }
      #expect(call.name?.text == "a")
      #expect(call.verb.text == "tokenize")
      #expect(call.arguments.count == 1)
    }
  }

  @Test("read expectations, formats and includes")
  func forms() throws {
    guard case .expect(_, let near, let within, _)? = statements("expect a ~ b within 0.1").first,
      case .show(_, let format, _)? = statements("show a[1:2] : .3f").first,
      case .include(let path, _)? = statements("include \"part.md\"").first
    else {
      Issue.record("a form is missing")
      return
    }
    #expect(near?.span.text == "b")
    #expect(within?.span.text == "0.1")
    #expect(format?.text == ".3f")
    #expect(path == "part.md")
  }

  @Test("keep words, paths, flags and lists apart as arguments")
  func arguments() throws {
    guard case .path(let word) = try atom("top-p"), case .path(let path) = try atom("a.b[0, 1:].c"),
      case .bool(true, _) = try atom("true"),
      case .list(let list, _) = try atom("[a, 1, \"b\", [c],]"),
      case .parenthesized = try atom("(a + 1)")
    else {
      Issue.record("an argument is something else")
      return
    }
    #expect(word.root.text == "top-p")
    #expect(path.steps.count == 3)
    #expect(list.count == 4)
  }

  @Test("with errors do not keep the others from being read")
  func recovery() {
    let parsed = labOfBlock(
      """
      a = tokenize "x
      b = attend q=[1, 2
      let c = 1 +
      show 1
      d = e key = 3
        more=4
      show 2
      f = foo [1, 2
        , 3
      show (1
      show 3
      """)
    #expect(parsed.diagnostics.count == 6)
    #expect(parsed.diagnostics.map { $0.span.position.line } == [2, 3, 4, 6, 9, 11])
    let block = parsed.blocks[0]
    #expect(block.statements.map(\.span.text) == ["show 1", "show 2", "show 3"])
    #expect(block.failedNames == ["a", "b", "c", "d", "f"])
  }
}
