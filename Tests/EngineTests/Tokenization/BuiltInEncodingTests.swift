import Engine
import Testing

@Suite("The built-in encodings")
struct BuiltInEncodingTests {
  @Test("encode as tiktoken does", arguments: BuiltInEncoding.allCases)
  func matchTiktoken(encoding: BuiltInEncoding) throws {
    let tokenizer = encoding.tokenizer
    let cases = try Fixture.decode([Fixture.Encoded].self, from: "tokens/\(encoding.rawValue).json")
    #expect(cases.count == 100)
    for item in cases {
      #expect(tokenizer.encode(item.text) == item.ids, "\(item.text.debugDescription)")
      #expect(tokenizer.decode(item.ids) == Array(item.text.utf8))
    }
  }
}
