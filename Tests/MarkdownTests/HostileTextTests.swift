import Foundation
import Markdown
import Testing

/// Texts that readers of Markdown are known to take quadratic time or endless stack for.
@Suite("Hostile text")
struct HostileTextTests {
  struct Text: Sendable, CustomTestStringConvertible {
    var name: String
    /// The text at a size.
    var make: @Sendable (Int) -> String
    var testDescription: String { name }

    init(_ name: String, _ make: @escaping @Sendable (Int) -> String) {
      self.name = name
      self.make = make
    }

    static func repeating(_ text: String) -> Text {
      Text(text) { String(repeating: text, count: $0 / text.utf8.count) }
    }
  }

  static let texts: [Text] =
    [
      "[", "![", "[a](", "[a](<b", "[a](b \"", "> ", "- ", "* a ", "1. ", "**a ", "a** ", "*a_ ",
      "*a **b* c** ", "<a x=\"", "<", "<!--", "<?", "<![CDATA[", "x<!A ", "`", "``a`", "&", "&amp",
      "\\",
      "~a ~~b~~ ", "[^1]: ", "[^a ", "|a", "a\n-|-\n", "www.a.b ", "(www.", "a@", "a@b.c ",
      "http://",
      "http://a.b)", "$a ", "$$", "$a$b", "$`a", "abc def\n", "- a\n\n", "<div>\n", "\t", "a\n=\n",
      "~~~\n", "> [!NOTE]\n> a\n\n", "[a]: b\n\"c\n", "*_", "_ ", "# ", "a\\\n", "  \n", "[]()",
      "[a]\n",
    ].map(Text.repeating) + [
      Text("[…]") { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) },
      Text("*…*") {
        String(repeating: "*a ", count: $0 / 4) + String(repeating: "*", count: $0 / 4)
      },
      Text("![…]()") { String(repeating: "![", count: $0) + String(repeating: "]()", count: $0) },
      Text("[^…] over blank lines") {
        String(repeating: "[^a]: ", count: $0 / 12) + String(repeating: "\n", count: $0 / 2)
      },
      Text("- … over blank lines") {
        String(repeating: "- ", count: $0 / 4) + "a" + String(repeating: "\n", count: $0 / 2)
      },
      Text("one ~, many ~~") {
        "~a" + String(repeating: " *b", count: $0) + String(repeating: " x~~", count: $0)
      },
      Text("many uses of a definition") {
        "[x]: /" + String(repeating: "u", count: $0 / 2) + "\n\n"
          + String(repeating: "[x]\n", count: $0 / 8)
      },
      Text("runs of backticks") { size in
        (0..<size / 150).map { String(repeating: "`", count: $0 % 300 + 1) }.joined(separator: " ")
      },
      Text("short rows of a wide table") {
        String(repeating: "|a", count: $0 / 8) + "\n" + String(repeating: "|-", count: $0 / 8)
          + "\n"
          + String(repeating: "|b\n", count: $0 / 8)
      },
    ]

  @Test("is read and written in linear time and without recursion", arguments: texts)
  func linear(_ text: Text) {
    func time(_ size: Int) -> Double {
      let markdown = text.make(size)
      return (0..<2).map { _ in
        let start = Self.threadSeconds()
        let html = HTMLWriter.html(MarkdownDocument(markdown), PlainHTML())
        #expect(html.utf8.count >= 0)
        return Self.threadSeconds() - start
      }.min() ?? 0
    }
    // Eight times the text in eight times the time; quadratic time would be 64 times as much.
    let (short, long) = (time(20_000), time(160_000))
    #expect(long < short * 30 + 0.1)
  }

  /// The processor's time that this thread has taken: other tests run beside.
  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  @Test("nests as deep as it likes", arguments: ["> ", "- ", "1. ", "[^a]: ", "> - "])
  func depth(_ marker: String) {
    let document = MarkdownDocument(String(repeating: marker, count: 15_000) + "a\n\nb\n")
    #expect(document.nodes.count > 15_000)
    var depth = 0
    var deepest = 0
    document.walk { step in
      switch step {
      case .enter: depth += 1
      case .leave: depth -= 1
      }
      deepest = max(deepest, depth)
    }
    #expect(depth == 0)
    #expect(deepest > 15_000)
  }
}
