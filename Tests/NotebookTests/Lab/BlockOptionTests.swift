import Notebook
import Testing

@Suite("Block options")
struct BlockOptionTests {
  private func errors(_ options: String) -> [String] {
    lab("```swiftlab \(options)\n```\n").diagnostics.map {
      "\($0.span.position.column): \($0.fullMessage)"
    }
  }

  @Test("are read from the fence line")
  func options() throws {
    let block = try #require(
      lab(
        """
        ~~~swiftlab label=attn-1 caption="Who \\"looks\\" at `whom`" alt="A \\u{41}" echo=false \
        output=false run=false fold=source expect-error="no such"
        ~~~
        """
      ).blocks.first)
    let options = block.options
    #expect(options.label?.text == "attn-1")
    #expect(options.caption == "Who \"looks\" at `whom`")
    #expect(options.alt == "A A")
    #expect(!options.echo && !options.output && !options.run)
    #expect(options.fold == .source)
    #expect(options.expectError?.text == "no such")
    #expect(lab("```swiftlab label=\"a_b\"\n```\n").blocks.first?.options.label?.text == "a_b")
    #expect(lab("```swiftlab label=7\n```\n").blocks.first?.options.label?.text == "7")
  }

  static let mistakes: [(options: String, error: String)] = [
    (
      "lable=a",
      "13: unknown block option 'lable'; there are label, caption, alt, echo, output, run, fold, "
        + "expect-error; did you mean 'label'?"
    ),
    ("echo=no", "18: 'echo' must be true or false, not 'no'"),
    (
      "fold=sorce", "18: 'fold' must be none, source or output, not 'sorce'; did you mean 'source'?"
    ),
    ("caption=word", "21: 'caption' must be text in quotes"),
    ("label=\"a b\"", "19: 'label' has letters, digits, '_' and '-' only"),
    ("label=é", "19: 'é' stands outside a string; write it in quotes: \"é\""),
    ("echo", "13: a block option has a name: label=…"),
    ("echo = true", "13: no blanks stand around the '=' of an argument: write echo=…"),
    ("caption=\"open", "21: this string is never closed"),
    ("caption=\"a\"label=b", "24: a blank is missing before 'label'"),
    ("label=a,echo=true", "20: arguments are separated by blanks, not commas"),
  ]

  @Test("say what is wrong with them, and at which column", arguments: mistakes)
  func errors(options: String, error: String) {
    #expect(errors(options) == [error])
  }

  @Test("may be given once each, and a label to one block only")
  func duplicates() {
    #expect(
      lab("```swiftlab label=a label=b\n```\n\n```swiftlab label=a\n```\n").diagnostics.map {
        $0.rendered()
      } == [
        """
        lab.md:1:21: error: 'label=' is given twice
            ```swiftlab label=a label=b
                                ^~~~~
        lab.md:1:13: note: first here
            ```swiftlab label=a label=b
                        ^~~~~
        """,
        """
        lab.md:4:19: error: the label 'a' is given twice
            ```swiftlab label=a
                              ^
        lab.md:1:19: note: first here
            ```swiftlab label=a label=b
                              ^
        """,
      ])
  }

  @Test("let an error be the lesson: the block keeps it, and the lab has none")
  func expectedErrors() throws {
    let parsed = lab("```swiftlab expect-error=\"closed\"\nshow [1\n```\n")
    #expect(parsed.diagnostics.isEmpty)
    #expect(parsed.blocks.first?.diagnostics.map(\.message) == ["'[' is never closed"])
  }

  @Test("are declared in one table with names, values and help")
  func table() {
    #expect(BlockOption.all.allSatisfy { !$0.values.isEmpty && !$0.help.isEmpty })
    #expect(Set(BlockOption.all.map(\.name)).count == BlockOption.all.count)
  }
}
