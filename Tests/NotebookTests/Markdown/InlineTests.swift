import Notebook
import Testing

@Suite("Inline expressions")
struct InlineTests {
  private func inlines(_ text: String) -> [String] {
    lab(text).pieces.compactMap {
      if case .inline(let inline) = $0 { inline.expression?.span.text ?? "error" } else { nil }
    }
  }

  @Test("are code spans of one backtick that begin with the marker")
  func marker() {
    #expect(inlines("There are `{swiftlab} tokens.count` of them.\n") == ["tokens.count"])
    #expect(inlines("# Heading `{swiftlab} a + 1`\n\n> - `{swiftlab} b`\n") == ["a + 1", "b"])
    #expect(inlines("` {swiftlab} a `\n") == ["a"])
    #expect(inlines("Setext `{swiftlab} a`\n===\n") == ["a"])
  }

  @Test(
    "are not evaluated between more backticks, in code, in HTML, or where the marker stands alone")
  func notEvaluated() {
    #expect(inlines("`` `{swiftlab} a` `` and ``{swiftlab} a``\n") == [])
    #expect(inlines("    `{swiftlab} a`\n") == [])
    #expect(inlines("```text\n`{swiftlab} a`\n```\n") == [])
    #expect(inlines("<p>\n`{swiftlab} a`\n</p>\n") == [])
    #expect(inlines("<b title=\"`{swiftlab} a`\">\n") == [])
    #expect(inlines("<!-- `{swiftlab} a` -->\n") == [])
    #expect(inlines("\\`{swiftlab} a`\n") == [])
    #expect(inlines("The marker `{swiftlab}` is written in braces.\n") == [])
  }

  @Test("have a format behind the last colon outside of brackets")
  func formats() throws {
    let parsed = lab(
      "`{swiftlab} losses[-1] : .3f` `{swiftlab} a[:, 0]` `{swiftlab} a[1:2] :.1%`\n")
    let formats = parsed.pieces.compactMap {
      if case .inline(let inline) = $0 { inline.format?.text ?? "none" } else { nil }
    }
    #expect(formats == [".3f", "none", ".1%"])
  }

  @Test("may go over two lines of a quote, and errors in them have their own place")
  func lines() {
    #expect(inlines("> `{swiftlab} a +\n> b`\n") == ["a +\n> b"])
    #expect(
      lab("> text `{swiftlab}\n>  1 +`\n").diagnostics.map { $0.rendered() } == [
        """
        lab.md:2:6: error: a value is expected
            >  1 +`
                 ^
        """
      ])
  }

  @Test("whose marker is misspelt are errors")
  func nearMisses() {
    for marker in ["{Swiftlab} x", "{swift-lab} x", "{swiftlab}x", "{swfitlab} x"] {
      #expect(lab("`\(marker)`\n").diagnostics.count == 1, "\(marker)")
    }
    #expect(lab("`{swift} x` `{x}` `{}`\n").diagnostics.isEmpty)
  }
}
