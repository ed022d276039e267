import Notebook
import Testing

@Suite("Fences")
struct FenceTests {
  private func sources(_ text: String) -> [[String]] { lab(text).blocks.map(\.source) }

  @Test("are found with backticks and tildes of any length from three")
  func lengths() {
    #expect(sources("```swiftlab\na\n```\n") == [["a"]])
    #expect(sources("~~~~~ swiftlab\na\n~~~\n~~~~~~\n") == [["a", "~~~"]])
    #expect(sources("``swiftlab\na\n``\n") == [])
  }

  @Test("may be indented by three columns and not by four")
  func indentation() {
    #expect(sources("   ```swiftlab\n     a\n  b\n   ```\n") == [["  a", "b"]])
    #expect(sources("    ```swiftlab\n    a\n") == [])
    #expect(sources("\t```swiftlab\n") == [])
  }

  @Test("stand in quotes and list items, with the prefix for what is written in their place")
  func containers() throws {
    let block = try #require(lab("> - ```swiftlab\n>   a\n>   ```\n> after\n").blocks.first)
    #expect(block.source == ["a"])
    #expect(block.isClosed)
    #expect(String(decoding: block.prefix.first, as: UTF8.self) == "> - ")
    #expect(String(decoding: block.prefix.rest, as: UTF8.self) == ">   ")
    let ordered = try #require(lab("10. x\n\n    ```swiftlab\n    a\n    ```\n").blocks.first)
    #expect(String(decoding: ordered.prefix.first, as: UTF8.self) == "    ")
    #expect(String(decoding: ordered.prefix.rest, as: UTF8.self) == "    ")
  }

  @Test("stand in footnotes, alerts and items of task lists")
  func newContainers() throws {
    let note = try #require(
      lab("a[^1]\n\n[^1]: text\n\n    ```swiftlab\n    a\n\n    b\n    ```\n\nafter\n").blocks.first
    )
    #expect(note.source == ["a", "", "b"])
    #expect(note.isClosed)
    #expect(String(decoding: note.prefix.rest, as: UTF8.self) == "    ")
    #expect(sources("[^a]: ```swiftlab\n    a\n    ```\n") == [["a"]])
    #expect(sources("> [!NOTE]\n> ```swiftlab\n> a\n> ```\n") == [["a"]])
    #expect(sources("- [x] done\n\n  ```swiftlab\n  a\n  ```\n") == [["a"]])
    #expect(sources("| a |\n|---|\n```swiftlab\na\n```\n") == [["a"]])
  }

  @Test("count columns through tabs, and parts of tabs become blanks")
  func tabs() throws {
    let block = try #require(lab("-\t```swiftlab\n\t\ta\n\t```\n").blocks.first)
    #expect(block.source == ["\ta"])
    let quoted = try #require(lab(">\t```swiftlab\n>\ta\n>\t```\n").blocks.first)
    #expect(quoted.source == ["a"])
    #expect(String(decoding: quoted.prefix.first, as: UTF8.self) == "> ")
    let deep = try #require(lab("- ```swiftlab\n\ta\n  ```\n").blocks.first)
    #expect(deep.source == ["  a"])
    #expect(deep.lines[0].spaces == 2)
  }

  @Test("end with their container, and a warning says that they were never closed")
  func unclosed() {
    let parsed = lab("> ```swiftlab\n> show 1\n\nafter\n")
    #expect(parsed.blocks.map(\.source) == [["show 1"]])
    #expect(parsed.blocks.map(\.isClosed) == [false])
    #expect(
      parsed.diagnostics.map { $0.rendered() } == [
        """
        lab.md:1:3: warning: this fence is never closed: it runs to the end of what it stands in
            > ```swiftlab
              ^~~
        """
      ])
    #expect(lab("```text\nnever").diagnostics.map(\.severity) == [.warning])
  }

  @Test(
    "are none inside HTML, comments, indented code and other fences",
    arguments: [
      "<div>\n```swiftlab\n```\n</div>\n", "<!--\n\n```swiftlab\n```\n-->\n",
      "<script>\n\n```swiftlab\n```\n</script>\n", "<?x\n```swiftlab\n```\n?>\n",
      "<![CDATA[\n```swiftlab\n```\n]]>\n", "<!X\n```swiftlab\n```\n>\n",
      "<b>\n```swiftlab\n```\n", "x\n\n     ```swiftlab\n", "~~~\n```swiftlab\n```\n~~~\n",
      "````\n```swiftlab\n```\n````\n",
    ])
  func hidden(text: String) {
    #expect(lab(text).blocks.isEmpty)
  }

  @Test("break off a paragraph and a lazy quote")
  func interruption() {
    #expect(sources("text\n```swiftlab\na\n```\n") == [["a"]])
    #expect(sources("> text\n```swiftlab\na\n```\n") == [["a"]])
  }

  @Test("end at every kind of line end", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) {
    let text = ["```swiftlab", "show 1", "show 2", "```", "x"].joined(separator: end)
    let parsed = lab(text)
    #expect(parsed.blocks.map(\.source) == [["show 1", "show 2"]])
    #expect(parsed.blocks.flatMap(\.statements).map { $0.span.position.line } == [2, 3])
    #expect(parsed.file.line(3) == "show 2")
  }

  @Test("name their language with escapes and character references resolved")
  func infoStrings() {
    #expect(lab("~~~ swift\\lab\n~~~\n").blocks.isEmpty)
    #expect(lab("```swift&#108;ab\n```\n").blocks.count == 1)
    #expect(lab("```swiftlab \t\n```\n").blocks.count == 1)
    #expect(lab("``` swiftlab a`b\n```\n").blocks.isEmpty)
  }

  @Test("that nearly say swiftlab are errors, other languages are not")
  func nearMisses() {
    for word in [
      "Swiftlab", "SWIFTLAB", "swift-lab", "swfitlab", "swiftlabs", "{swiftlab}",
      "swiftlab,label=a", "swiftlb", "swift_lab", ".swiftlab",
    ] {
      let parsed = lab("```\(word)\n```\n")
      #expect(parsed.blocks.isEmpty)
      #expect(parsed.diagnostics.map(\.suggestion) == ["swiftlab"], "\(word)")
    }
    for word in ["swift", "Swift", "swiftui", "text", "matlab", "julia", "shell", "", "scilab"] {
      #expect(lab("```\(word)\n```\n").diagnostics.isEmpty, "\(word)")
    }
  }

  @Test("that are lost in HTML, in another fence or by a backtick are not lost in silence")
  func lost() {
    #expect(
      lab("<details>\n```swiftlab\nshow 1\n```\n</details>\n").diagnostics.map { $0.rendered() }
        == [
          """
          lab.md:2:1: error: this block would not be run: it stands inside HTML, and a blank line before \
          it is missing
              ```swiftlab
              ^~~~~~~~~~~
          """
        ])
    #expect(
      lab("```swiftlab caption=\"`x`\"\nshow 1\n\n").diagnostics.map { $0.rendered() } == [
        """
        lab.md:1:1: error: this block would not be run: a fence of backticks has no backtick in its \
        options; write ~~~ or \\u{60}
            ```swiftlab caption="`x`"
            ^~~~~~~~~~~~~~~~~~~~~~~~~
        """
      ])
    #expect(
      lab("```text\nnever closed\n\n```swiftlab\nshow 1\n```\n").diagnostics.map { $0.rendered() }
        == [
          """
          lab.md:4:1: error: this block would not be run: it stands inside a fence above that is not \
          closed before it
              ```swiftlab
              ^~~~~~~~~~~
          """
        ])
  }

  @Test(
    "that are shown inside a longer fence, a comment or a code span are no slips",
    arguments: [
      "````markdown\n```swiftlab\nshow 1\n```\n````\n", "~~~\n```swiftlab\n```\n~~~\n",
      "<!--\n```swiftlab\n```\n-->\n", "```swiftlab``` is how a block begins.\n",
      "<pre>\n```swiftlab\n```\n</pre>\n", "    ```swiftlab\n",
    ])
  func shown(text: String) {
    #expect(lab(text).diagnostics.isEmpty)
    #expect(lab(text).blocks.isEmpty)
  }

  @Test("ten thousand levels deep neither exhaust the stack nor get lost")
  func deepContainers() {
    let depth = 10_000
    let quotes = String(repeating: "> ", count: depth)
    let quoted = lab("\(quotes)```swiftlab\n\(quotes)show 1\n\(quotes)```\n")
    #expect(quoted.blocks.map(\.source) == [["show 1"]])
    let items = String(repeating: "- ", count: depth)
    let indent = String(repeating: "  ", count: depth)
    let blank = String(repeating: "\n", count: depth)
    let listed = lab("\(items)x\n\(blank)\(indent)```swiftlab\n\(indent)a\n\(blank)\(indent)```\n")
    #expect(listed.blocks.first?.isClosed == true)
    #expect(listed.blocks.first?.prefix.rest.count == 2 * depth)
  }
}
