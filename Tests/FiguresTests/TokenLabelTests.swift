import Figures
import Testing

@Suite("Token labels")
struct TokenLabelTests {
  @Test(
    "what cannot be seen is written out",
    arguments: [
      (" car", "·car"), ("a b", "a b"), ("a  b", "a··b"), ("x ", "x·"), ("", ""), ("  ", "··"),
      ("\n", "\\n"), ("\r\n", "\\r\\n"), ("\t", "\\t"), ("\u{0}", "\\0"), ("\u{1B}", "\\u{1B}"),
      ("\u{200B}", "\\u{200B}"), ("\u{202E}x", "\\u{202E}x"), ("\u{FEFF}", "\\u{FEFF}"),
      ("\u{A0}", "\\u{A0}"), ("\u{3000}", "\\u{3000}"), ("\u{E000}", "\\u{E000}"),
      ("\u{3164}", "\\u{3164}"), ("·", "\\u{B7}"), ("猫", "猫"),
    ])
  func visible(token: String, shown: String) {
    #expect(TokenLabel(token).text == shown)
  }

  @Test("a mark without a base is written out; behind its base it stays")
  func marks() {
    #expect(scalars(TokenLabel("\u{301}e")) == scalars("\\u{301}e"))
    #expect(scalars(TokenLabel("e\u{301}")) == scalars("e\u{301}"))
    #expect(scalars(TokenLabel(" \u{301}")) == scalars("·\\u{301}"))
    #expect(scalars(TokenLabel("\u{93E}")) == scalars("\\u{93E}"))
  }

  @Test(
    "a backslash of the token itself is not mistaken for an escape",
    arguments: [
      ("\\n", "\\\\n"), ("\\alpha", "\\alpha"), ("\\", "\\"), ("\\\\", "\\\\\\"), ("\\u", "\\\\u"),
    ])
  func backslashes(token: String, shown: String) {
    #expect(TokenLabel(token).text == shown)
  }

  @Test("half a character is shown as bytes, the rest as text")
  func bytes() {
    #expect(TokenLabel(bytes: [0x20, 0xF0, 0x9F, 0x98]).text == "·\\xF0\\x9F\\x98")
    #expect(TokenLabel(bytes: [0x80, 0x61]).text == "\\x80a")
    #expect(TokenLabel(bytes: Array("né".utf8)).text == "né")
    #expect(TokenLabel(bytes: []).text == "")
    #expect(TokenLabel(bytes: Array("a b".utf8)).text == "a·b")
  }

  @Test("only printable ASCII and the middle dot are safe before something that aligns")
  func safety() {
    #expect(TokenLabel(" the").isSafe)
    #expect(TokenLabel("\n\u{200B}").isSafe)
    #expect(TokenLabel(bytes: [0xF0]).isSafe)
    #expect(!TokenLabel("é").isSafe)
    #expect(!TokenLabel("…").isSafe)
  }

  @Test("a long label loses its middle and keeps its width")
  func elision() {
    let label = TokenLabel("a rather long label")
    #expect(label.elided(to: 40, .ascii) == "a rather long label")
    #expect(label.elided(to: 10, .ascii) == "a rath..el")
    #expect(label.elided(to: 10, .unicode) == "a rath…bel")
    #expect(label.elided(to: 1, .ascii) == ".")
    #expect(TokenLabel("漢字漢字漢字").elided(to: 7, .ascii) == "漢字..")
  }

  private func scalars(_ label: TokenLabel) -> [Unicode.Scalar] { scalars(label.text) }
  private func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }
}
