import Engine
import Testing

@Suite("Pre-tokenizers")
struct PreTokenizerTests {
  private func cut(_ text: String, _ preTokenizer: PreTokenizer) -> [String] {
    preTokenizer.pieces(of: text).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("o200k splits words where capitals begin and keeps contractions")
  func o200k() {
    #expect(cut("camelCase HTTPServer", .o200k) == ["camel", "Case", " HTTPServer"])
    #expect(cut("I'VE don't", .o200k) == ["I'VE", " don't"])
    #expect(cut("漢AAA", .o200k) == ["漢", "AAA"])
    #expect(cut("12345", .o200k) == ["123", "45"])
    #expect(cut("//\n/a", .o200k) == ["//\n/", "a"])
  }

  @Test("cl100k sets contractions apart")
  func cl100k() {
    #expect(cut("camelCase don't", .cl100k) == ["camelCase", " don", "'t"])
    #expect(cut("it'ſ", .cl100k) == ["it", "'ſ"])
    #expect(cut("a \n ", .cl100k) == ["a", " \n "])
  }

  @Test("r50k takes contractions in lower case only, and digits together")
  func r50k() {
    #expect(cut("DON'T don't 12345", .r50k) == ["DON", "'", "T", " don", "'t", " 12345"])
    #expect(cut("a \n b", .r50k) == ["a", " \n", " b"])
  }

  @Test("white space leaves its last character to the word that follows")
  func whiteSpace() {
    for preTokenizer in [PreTokenizer.o200k, .cl100k, .r50k] {
      #expect(cut("a   b", preTokenizer) == ["a", "  ", " b"])
      #expect(cut("a   ", preTokenizer) == ["a", "   "])
    }
  }

  @Test("smollm cuts as Hugging Face's tokenizers do")
  func smollm() throws {
    let cases = try Fixture.decode([[String]].self, from: "smollm_pieces.json")
    for pieces in cases { #expect(cut(pieces.joined(), .smollm) == pieces) }
  }

  @Test("none cuts nothing")
  func none() {
    #expect(cut("a b\nc", .none) == ["a b\nc"])
    #expect(cut("", .none) == [])
  }

  @Test(
    "joined, the pieces are the text, also when it is no UTF-8", arguments: PreTokenizer.allCases)
  func piecesAreTheText(preTokenizer: PreTokenizer) {
    var generator = TestGenerator(seed: 3)
    for _ in 0..<2000 {
      let bytes = generator.bytes(upTo: 40)
      let ends = bytes.withUnsafeBufferPointer { preTokenizer.pieceEnds(of: $0) }
      #expect(ends.last ?? 0 == bytes.count)
      #expect(zip([0] + ends, ends).allSatisfy { $0 < $1 })
    }
  }
}
