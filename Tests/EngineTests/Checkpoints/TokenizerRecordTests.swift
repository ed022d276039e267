import Bedrock
import Engine
import Testing

@Suite("Tokenizers in files")
struct TokenizerRecordTests {
  static let texts = ["the cat and the dog", "the other cat", "a dog, a cat: the end"]

  @Test("a tokenizer comes back from its record")
  func roundTrip() throws {
    let vocabulary = BytePairTrainer(preTokenizer: .r50k, vocabularySize: 270).train(on: Self.texts)
    let record = TokenizerRecord(name: "small", vocabulary, specialTokens: ["<|end|>"])
    let text = record.json.serialized()
    let tokenizer = try TokenizerRecord(json: JSON(parsing: text)).tokenizer()
    let original = vocabulary.tokenizer(name: "small", specialTokens: ["<|end|>"])
    #expect(tokenizer.name == "small")
    #expect(tokenizer.specialTokens == original.specialTokens)
    #expect(tokenizer.vocabularySize == original.vocabularySize)
    for text in Self.texts + ["\u{1F600} caf\u{E9}\r\n"] {
      #expect(tokenizer.encode(text) == original.encode(text))
    }
  }

  @Test(
    "a broken record is refused",
    arguments: [
      "{}", #"{"name":"x","pre_tokenizer":"y","merges":[],"special_tokens":[]}"#,
      #"{"name":"x","pre_tokenizer":"r50k","merges":[1],"special_tokens":[]}"#,
      #"{"name":"x","pre_tokenizer":"r50k","merges":[1,256],"special_tokens":[]}"#,
      #"{"name":"x","pre_tokenizer":"r50k","merges":[-1,2],"special_tokens":[]}"#,
      #"{"name":"x","pre_tokenizer":"r50k","merges":[],"special_tokens":[1]}"#,
    ])
  func broken(_ text: String) throws {
    let json = try JSON(parsing: text)
    #expect(throws: ModelError.self) { try TokenizerRecord(json: json) }
  }
}
