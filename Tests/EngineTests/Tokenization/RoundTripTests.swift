import Engine
import Testing

@Suite("Decoding what was encoded gives the same bytes")
struct RoundTripTests {
  @Test("for any bytes", arguments: BuiltInEncoding.allCases)
  func anyBytes(encoding: BuiltInEncoding) {
    let tokenizer = encoding.tokenizer
    var generator = TestGenerator(seed: 8)
    for _ in 0..<3000 {
      let bytes = generator.bytes(upTo: 60)
      #expect(tokenizer.decode(tokenizer.encode(bytes).map { Int($0) }) == bytes)
    }
  }

  @Test("wherever a text ends", arguments: BuiltInEncoding.allCases)
  func everyPrefix(encoding: BuiltInEncoding) {
    let tokenizer = encoding.tokenizer
    let text = Array("It's 12345 camelCaseWords, привет 漢字  \r\n\t<|endoftext|> 👍🏽 naïve!!".utf8)
    for count in 0...text.count {
      let prefix = Array(text[..<count])
      #expect(tokenizer.decode(tokenizer.encode(prefix).map { Int($0) }) == prefix)
    }
  }

  @Test("wherever in memory it lies: an id does not depend on what follows the text")
  func nothingIsReadPastTheEnd() {
    let tokenizer = BuiltInEncoding.o200kBase.tokenizer
    let text = Array("The quick brown fox jumps over internationalization".utf8)
    for count in 0...text.count {
      let alone = tokenizer.encode(Array(text[..<count]))
      let within = text.withUnsafeBufferPointer {
        tokenizer.encode(utf8: UnsafeBufferPointer(rebasing: $0[..<count]), allowSpecial: false)
      }
      #expect(alone == within)
    }
  }

  @Test("and an id that names no token adds nothing")
  func unknownIDs() {
    let tokenizer = BuiltInEncoding.o200kBase.tokenizer
    #expect(tokenizer.decode([-1, 64, 199_998, 65, .max]) == Array("ab".utf8))
  }
}
