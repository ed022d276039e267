import Notebook
import Testing

@Suite("Front matter")
struct FrontMatterTests {
  @Test("sets what it names and leaves the rest at its default")
  func keys() {
    let parsed = lab(
      """
      ---
      title: Attention: Q, K and V
      summary: "Who \\"looks\\" at whom"
      model: tinyworld
      seed: 7
      charset: unicode
      figures: text
      width: 100
      echo: false
      fold: source

      # a comment
      param.prompt: "A blue car"
      param.plain: A blue car
      param.x: -2.5
      param.flag: true
      param.list: [1, 2, 3]
      param.words: [the, "blue car"]
      ---
      text
      """)
    #expect(parsed.diagnostics.isEmpty)
    let matter = parsed.frontMatter
    #expect(matter.title == "Attention: Q, K and V")
    #expect(matter.summary == "Who \"looks\" at whom")
    #expect(matter.model?.text == "tinyworld")
    #expect(matter.seed == 7)
    #expect(matter.charset == .unicode)
    #expect(matter.width == 100)
    #expect(!matter.echo)
    #expect(matter.fold == .source)
    #expect(
      matter.parameters.map { "\($0.name.text) \($0.value.typeName) \(ValueText.text($0.value))" }
        == [
          "prompt text A blue car", "plain text A blue car", "x a number -2.5",
          "flag true or false true", "list a vector [1, 2, 3]",
          "words a list [\"the\", \"blue car\"]",
        ])
    let plain = lab("no front matter").frontMatter
    #expect(plain.width == 80 && plain.seed == 0 && plain.echo && plain.charset == .ascii)
  }

  @Test(
    "may have any line ends, a byte order mark before it, and blanks behind its rules",
    arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) {
    let text = ["--- ", "title: 'A b'", "---\t", "x"].joined(separator: end)
    #expect(lab(text).frontMatter.title == "A b")
    let marked = lab("\u{FEFF}" + text)
    #expect(marked.frontMatter.title == "A b")
    #expect(marked.pieces.map(\.range.lowerBound).prefix(2) == [0, 3])
  }

  @Test("is only what stands at the very start and is closed")
  func places() {
    #expect(lab("\n---\ntitle: x\n---\n").frontMatter.title == nil)
    #expect(lab("text\n\n---\ntitle: x\n---\n").diagnostics.isEmpty)
    #expect(lab("---\n").diagnostics.isEmpty)
    #expect(
      lab("---\ntitle: x\n\ntext\n").diagnostics.map { $0.rendered() } == [
        """
        lab.md:1:1: warning: this front matter is never closed by a line of '---', so it is prose
            ---
            ^~~
        """
      ])
    #expect(lab("---\ntitle: x\n\n```swiftlab\nshow 1\n```\n").blocks.count == 1)
    #expect(lab("---\n---\n").pieces.count == 1)
  }

  static let errors: [(line: String, error: String)] = [
    (
      "titel: x",
      "lab.md:2:1: error: unknown front-matter key 'titel'; there are title, summary, model, seed, "
        + "charset, figures, width, limit, echo, fold and param.NAME; did you mean 'title'?"
    ),
    ("width: 10", "lab.md:2:8: error: 'width' must be a whole number from 20 to 400, not '10'"),
    ("width: wide", "lab.md:2:8: error: 'width' must be a whole number from 20 to 400, not 'wide'"),
    (
      "seed: -1",
      "lab.md:2:7: error: 'seed' must be a whole number from 0 to 9007199254740992, not '-1'"
    ),
    (
      "seed: 1.5",
      "lab.md:2:7: error: 'seed' must be a whole number from 0 to 9007199254740992, not '1.5'"
    ),
    ("charset: utf8", "lab.md:2:10: error: 'charset' must be ascii or unicode, not 'utf8'"),
    (
      "charset: unicod",
      "lab.md:2:10: error: 'charset' must be ascii or unicode, not 'unicod'; did you mean 'unicode'?"
    ),
    ("figures: png", "lab.md:2:10: error: 'figures' must be text or svg, not 'png'"),
    ("echo: yes", "lab.md:2:7: error: 'echo' must be true or false, not 'yes'"),
    ("fold: all", "lab.md:2:7: error: 'fold' must be none, source or output, not 'all'"),
    ("title:", "lab.md:2:1: error: 'title' has no value"),
    ("just text", "lab.md:2:1: error: a line of the front matter has the form 'key: value'"),
    ("title: \"open", "lab.md:2:8: error: this string is never closed"),
    (
      "param.a-b: 1",
      "lab.md:2:1: error: 'a-b' is no name for a parameter: a letter or '_', then letters, digits "
        + "and '_'"
    ),
    (
      "param.true: 1",
      "lab.md:2:1: error: 'true' is no name for a parameter: a letter or '_', then letters, digits "
        + "and '_'"
    ),
    ("param.x: [1, 2", "lab.md:2:10: error: '[' is never closed"),
    ("param.x: 1e999", "lab.md:2:10: error: '1e999' is too large for a number"),
  ]

  @Test("says what is wrong with a line, and where", arguments: errors)
  func mistakes(line: String, error: String) {
    let parsed = lab("---\n\(line)\n---\n")
    let first = parsed.diagnostics.first?.rendered().split(separator: "\n").first
    #expect(first.map(String.init) == error)
    #expect(parsed.diagnostics.count == 1)
  }

  @Test("shows both places of a key that is given twice")
  func duplicates() {
    #expect(
      lab("---\nseed: 1\nparam.x: 1\nseed: 2\nparam.x: 2\n---\n").diagnostics.map { $0.rendered() }
        == [
          """
          lab.md:4:1: error: 'seed' is given twice
              seed: 2
              ^~~~
          lab.md:2:1: note: first here
              seed: 1
              ^~~~
          """,
          """
          lab.md:5:1: error: 'param.x' is given twice
              param.x: 2
              ^~~~~~~
          lab.md:3:1: note: first here
              param.x: 1
              ^~~~~~~
          """,
        ])
  }

  @Test("gives every block its default of echo and fold")
  func defaults() {
    let parsed = lab(
      "---\necho: false\nfold: output\n---\n```swiftlab\n```\n```swiftlab echo=true fold=none\n```\n"
    )
    #expect(parsed.blocks.map(\.options.echo) == [false, true])
    #expect(parsed.blocks.map(\.options.fold) == [.output, .none])
  }
}

@Suite("A parameter's value on the command line")
struct ParameterTextTests {
  @Test(
    "is a number, a string, a flag, a list, or else text as it stands",
    arguments: [
      ("7", "7"), ("-1e-3", "-0.001"), ("\"7\"", "7"), ("true", "true"), ("[1, [2]]", "[1, [2]]"),
      ("A blue car", "A blue car"), ("blue", "blue"), ("", ""), ("(1 + 2)", "(1 + 2)"),
      ("7 apples", "7 apples"), ("2026-11-24", "2026-11-24"), ("c#", "c#"), ("a # b", "a # b"),
      ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"), ("3.5.1", "3.5.1"), ("d'été", "d'été"),
    ])
  func values(text: String, shown: String) throws {
    let source = SourceText(
      file: SourceFile(path: "--set x", text: text), range: 0..<text.utf8.count)
    #expect(ValueText.text(try ParameterText.value(source)) == shown)
  }
}
