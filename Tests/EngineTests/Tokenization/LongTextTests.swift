import Engine
import Testing

/// Quadratic work on these would take hours, so the tests need no clock.
@Suite("A megabyte without a cut")
struct LongTextTests {
  @Test(
    "is encoded and decoded",
    arguments: [
      ("a", .o200kBase), ("A", .o200kBase), (" ", .cl100kBase), ("\n", .o200kBase),
      ("\r\n", .cl100kBase), ("1", .r50kBase), ("'", .cl100kBase), ("漢", .o200kBase),
      ("\u{301}", .o200kBase), ("\u{2028}", .o200kBase), ("ǅ", .o200kBase), ("'s", .r50kBase),
    ] as [(String, BuiltInEncoding)])
  func oneUnit(unit: String, encoding: BuiltInEncoding) {
    let tokenizer = encoding.tokenizer
    let text = [UInt8](String(repeating: unit, count: (1 << 20) / unit.utf8.count).utf8)
    let ids = tokenizer.encode(text)
    #expect(tokenizer.decode(ids.map { Int($0) }) == text)
  }

  @Test("of random letters is encoded and decoded")
  func randomLetters() {
    let tokenizer = BuiltInEncoding.cl100kBase.tokenizer
    var generator = TestGenerator(seed: 1)
    let text = (0..<1 << 20).map { _ in UInt8.random(in: 97...122, using: &generator) }
    #expect(tokenizer.decode(tokenizer.encode(text).map { Int($0) }) == text)
  }
}
