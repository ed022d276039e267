import Engine
import Testing

@Suite("Special tokens")
struct SpecialTokenTests {
  let tokenizer = BuiltInEncoding.o200kBase.tokenizer

  @Test("are plain text unless they are allowed")
  func plainByDefault() {
    let text = "a<|endoftext|>b"
    #expect(!tokenizer.encode(text).contains(199_999))
    #expect(tokenizer.encode(text, allowSpecial: true) == [64, 199_999, 65])
  }

  @Test("cut the text: what follows begins anew")
  func cutTheText() {
    // At the end of a text, and so before a special token, white space stays together.
    let apart = tokenizer.encode("x  ") + [199_999] + tokenizer.encode("  y")
    #expect(tokenizer.encode("x  <|endoftext|>  y", allowSpecial: true) == apart)
  }

  @Test("decode to their spelling")
  func decode() {
    let text = "<|endofprompt|><|endoftext|>x"
    #expect(tokenizer.decode(tokenizer.encode(text, allowSpecial: true)) == Array(text.utf8))
    #expect(tokenizer.id(ofBytes: Array("<|endoftext|>".utf8)) == nil)
  }

  @Test("of two that begin at one place the longer one is meant")
  func longestFirst() {
    let trained = BytePairTrainer(preTokenizer: .none, vocabularySize: 256).train(on: [])
    let tokenizer = trained.tokenizer(name: "toy", specialTokens: ["<a>", "<a><b>", "<b>"])
    #expect(tokenizer.encode("<a><b><a>.<b>", allowSpecial: true) == [257, 256, 46, 258])
    #expect(tokenizer.vocabularySize == 259)
  }
}
