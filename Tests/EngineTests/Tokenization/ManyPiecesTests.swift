import Engine
import Testing

@Suite("A long text")
struct ManyPiecesTests {
  // A text of a megabyte is looked up in the index, shorter ones are merged: the ids are the same.
  @Test("has the ids of its lines", arguments: BuiltInEncoding.allCases)
  func linesAlone(encoding: BuiltInEncoding) {
    let tokenizer = encoding.tokenizer
    var generator = TestGenerator(seed: 21)
    let words = [
      "the", "Straße", "tokenizer", "xqzjkv", "12", "漢字", "don't", "!=", "internationalization",
    ]
    let lines = (0..<9000).map { _ in
      (0..<16).map { _ in
        words[Int.random(in: words.indices, using: &generator)]
          + String(UInt16.random(in: 0...9999, using: &generator), radix: 36)
      }.joined(separator: " ") + "\n"
    }
    let text = lines.joined()
    #expect(text.utf8.count > 1 << 20)
    #expect(tokenizer.encode(text) == lines.flatMap { tokenizer.encode($0) })
  }
}
