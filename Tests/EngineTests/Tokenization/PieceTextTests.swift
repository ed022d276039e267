import Engine
import Testing

@Suite("A piece as text")
struct PieceTextTests {
  @Test(
    "is its UTF-8 as it is and every other byte as \\xNN",
    arguments: [
      ([0x68, 0x69], "hi"), ([], ""), ([0x20, 0xE2, 0x82, 0xAC], " €"), ([0x0A], "\n"),
      ([0xF0, 0x9F], "\\xF0\\x9F"), ([0x61, 0x80, 0x62], "a\\x80b"), ([0xC3], "\\xC3"),
      ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xC0, 0xAF], "\\xC0\\xAF"),
      ([0xF4, 0x90, 0x80, 0x80], "\\xF4\\x90\\x80\\x80"), ([0xF0, 0x9F, 0x98, 0x80], "😀"),
      ([0xE4, 0xBD, 0x41], "\\xE4\\xBDA"), ([0xFF, 0x00], "\\xFF\0"), ([0x5C, 0x78], "\\x"),
    ] as [([UInt8], String)])
  func text(bytes: [UInt8], text: String) {
    #expect(pieceText(bytes) == text)
  }
}
