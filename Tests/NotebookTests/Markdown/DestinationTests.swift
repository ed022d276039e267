import Notebook
import Testing

@Suite("Destinations")
struct DestinationTests {
  private func found(_ text: String) -> [String] {
    let parsed = lab(text)
    return parsed.destinations.map {
      "\($0.kind) \($0.text) | \(parsed.file.text(in: $0.range))"
    }
  }

  @Test("of links, images, definitions and HTML attributes are found in order")
  func kinds() {
    #expect(
      found(
        """
        [a](one.md "t") ![b](<two words.png>)

        [ref]: ../three.md 'title'

        <a href='four.md'>x</a> <img alt=y src=five.png>

        <table><tr><td><img src="six.png"></td></tr></table>
        """) == [
          "link one.md | one.md", "image two words.png | two words.png",
          "definition ../three.md | ../three.md", "reference four.md | four.md",
          "source five.png | five.png", "source six.png | six.png",
        ])
  }

  @Test("have their escapes and character references resolved")
  func escapes() {
    #expect(found("[a](b\\_c&amp;d.md)\n") == ["link b_c&d.md | b\\_c&amp;d.md"])
    #expect(found("[a](p(q).md)\n") == ["link p(q).md | p(q).md"])
    #expect(found("<a href=\"x&amp;y\">\n") == ["reference x&y | x&amp;y"])
    #expect(found("[a](&auml;&#x41;&#66;&nope;)\n") == ["link äAB&nope; | &auml;&#x41;&#66;&nope;"])
  }

  @Test("are none in code, in a footnote, in a link around a link, and in comments")
  func none() {
    #expect(found("`[a](b)` \\[a](b)\n\n    [a](b)\n\n```\n[a](b)\n```\n") == [])
    #expect(found("[^1]: word\n") == [])
    #expect(found("[a [b](c) d](e)\n") == ["link c | c"])
    #expect(found("<!-- <img src=\"x\"> -->\n\n<script>\"<img src='x'>\"</script>\n") == [])
    #expect(found("[r]: u\n\n[a [r] d](e)\n") == ["definition u | u"])
  }

  @Test(
    "keep their meaning when another is written in their place",
    arguments: [
      "[a](b)", "[a](<b>)", "![a](b \"t\")", "[a]: b\n", "[a]: <b> 't'\n", "<a href=\"b\">",
      "<a href='b'>", "<a href=b>", "<div>\n<img src=b>\n</div>",
    ])
  func written(text: String) throws {
    let targets = ["../x.md", "a b(c", "q\"r's", "x)y<z>", "w\\(&amp;", "é.md", "#f", "", "a`b`c"]
    for target in targets {
      let parsed = lab(text)
      let destination = try #require(parsed.destinations.first)
      var bytes = parsed.file.utf8
      bytes.replaceSubrange(destination.range, with: destination.written(target))
      let again = ParsedLab(parsing: SourceFile(path: "again.md", utf8: bytes))
      if target.isEmpty, destination.form == .unquoted { continue }
      #expect(
        again.destinations.map(\.text) == [target], "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
