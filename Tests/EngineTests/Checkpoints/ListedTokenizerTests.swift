import Bedrock
import Engine
import Testing

@Suite("Tokenizers whose tokens stand in an order of their own")
struct ListedTokenizerTests {
  /// A GGUF file of nothing but a tokenizer: special tokens first, then letters, merges' results and
  /// an added token.
  private func file(
    tokens: [(text: String, kind: Int32)], merges: [String], pre: String = "smollm",
    _ more: (inout GGUFBytes) -> Void = { _ in }
  ) throws -> GGUFFile {
    var file = GGUFBytes()
    func list(_ texts: [String]) -> [UInt8] {
      GGUFBytes.number(UInt32(8)) + GGUFBytes.number(UInt64(texts.count))
        + texts.flatMap(GGUFBytes.string)
    }
    file.add("tokenizer.ggml.model", 8, GGUFBytes.string("gpt2"))
    file.add("tokenizer.ggml.pre", 8, GGUFBytes.string(pre))
    file.add("tokenizer.ggml.tokens", 9, list(tokens.map(\.text)))
    file.add(
      "tokenizer.ggml.token_type", 9,
      GGUFBytes.number(UInt32(5)) + GGUFBytes.number(UInt64(tokens.count))
        + tokens.flatMap { GGUFBytes.number($0.kind) })
    file.add("tokenizer.ggml.merges", 9, list(merges))
    more(&file)
    return try GGUFFile(FileBytes(file.bytes))
  }

  private let tokens: [(text: String, kind: Int32)] = [
    ("<|endoftext|>", 3), ("<|im_start|>", 3), ("b", 1), ("a", 1), ("\u{120}", 1), ("c", 1),
    ("ab", 1), ("\u{120}ab", 1), ("<think>", 4), ("abc", 1), ("\u{10A}", 1),
  ]
  private let merges = ["a b", "\u{120} ab", "ab c"]

  @Test("pieces, special and added tokens have the ids of their places in the list")
  func ids() throws {
    let record = try TokenizerRecord(file(tokens: tokens, merges: merges))
    let tokenizer = record.tokenizer()
    #expect(tokenizer.vocabularySize == 11)
    #expect(tokenizer.encode("ab ab abc\n") == [6, 7, 7, 5, 10])
    #expect(tokenizer.encode("cab<think>ab") == [5, 6, 8, 6])
    #expect(tokenizer.encode("ab<|im_start|>ab", allowSpecial: true) == [6, 1, 6])
    #expect(!tokenizer.encode("ab<|im_start|>ab").contains(1))
    #expect(tokenizer.specialTokens.map(\.id) == [0, 1])
    #expect(tokenizer.addedTokens.map(\.text) == ["<think>"])
    #expect(tokenizer.decode([7, 8, 1, 10]) == Array(" ab<think><|im_start|>\n".utf8))
  }

  @Test("start and end tokens are those that the file names")
  func ends() throws {
    let plain = try TokenizerRecord(file(tokens: tokens, merges: merges))
    #expect(plain.startID == nil && plain.endIDs == [0])
    let named = try TokenizerRecord(
      file(tokens: tokens, merges: merges) {
        $0.add("tokenizer.ggml.bos_token_id", 4, GGUFBytes.number(UInt32(1)))
        $0.add("tokenizer.ggml.eos_token_id", 4, GGUFBytes.number(UInt32(2)))
        $0.add("tokenizer.ggml.add_bos_token", 7, [1])
      })
    #expect(named.startID == 1 && named.endIDs == [2, 0] && named.finishID == nil)
    let finished = try TokenizerRecord(
      file(tokens: tokens, merges: merges) {
        $0.add("tokenizer.ggml.eos_token_id", 4, GGUFBytes.number(UInt32(2)))
        $0.add("tokenizer.ggml.add_eos_token", 7, [1])
      })
    #expect(finished.finishID == 2 && finished.startID == nil)
    #expect(
      try TokenizerRecord(json: JSON(parsing: finished.json.serialized())).finishID == 2)
    #expect(throws: GGUFError.self) {
      try TokenizerRecord(
        file(tokens: tokens, merges: merges) {
          $0.add("tokenizer.ggml.eos_token_id", 4, GGUFBytes.number(UInt32(11)))
        })
    }
  }

  @Test("a listed tokenizer comes back from its record")
  func roundTrip() throws {
    let record = try TokenizerRecord(
      file(tokens: tokens, merges: merges) {
        $0.add("tokenizer.ggml.bos_token_id", 4, GGUFBytes.number(UInt32(1)))
        $0.add("tokenizer.ggml.add_bos_token", 7, [1])
      })
    let again = try TokenizerRecord(json: JSON(parsing: record.json.serialized()))
    let (one, other) = (record.tokenizer(), again.tokenizer())
    #expect(again.startID == 1 && again.endIDs == record.endIDs && again.name == record.name)
    #expect(one.specialTokens == other.specialTokens && one.addedTokens == other.addedTokens)
    #expect(one.vocabularySize == other.vocabularySize)
    for text in ["ab ab abc\n", "cab<think>ab<|im_start|>", "", "a<think", "b a"] {
      for allowSpecial in [false, true] {
        let ids = one.encode(text, allowSpecial: allowSpecial)
        #expect(other.encode(text, allowSpecial: allowSpecial) == ids)
      }
    }
    for id in 0..<11 { #expect(one.bytes(of: id) == other.bytes(of: id)) }
    #expect(again.json.serialized() == record.json.serialized())
  }

  @Test(
    "a broken record is refused",
    arguments: [
      #"{"name":"x","pre_tokenizer":"r50k","tokens":["a"],"merges":[0,0]}"#,
      #"{"name":"x","pre_tokenizer":"r50k","tokens":["a"],"merges":[0,0,1]}"#,
      #"{"name":"x","pre_tokenizer":"r50k","tokens":["a"],"merges":[0,0,-1]}"#,
      #"{"name":"x","pre_tokenizer":"r50k","tokens":["\u0001"],"merges":[]}"#,
      #"{"name":"x","pre_tokenizer":"none of these","tokens":["a"],"merges":[]}"#,
      #"{"name":"x","pre_tokenizer":"r50k","tokens":["a"],"merges":[],"special_tokens":[{"id":1}]}"#,
      #"{"name":"x","pre_tokenizer":"r50k","tokens":["a"],"merges":[],"added_tokens":[{"id":-1,"text":"b"}]}"#,
    ])
  func broken(text: String) throws {
    let json = try JSON(parsing: text)
    #expect(throws: ModelError.self) { try TokenizerRecord(json: json) }
  }

  @Test("what is no tokenizer by byte pairs, or cut in an unknown way, is refused by name")
  func refused() throws {
    #expect {
      try TokenizerRecord(file(tokens: tokens, merges: merges, pre: "kimi-k2"))
    } throws: {
      "\($0)".contains("'kimi-k2'")
    }
    for merge in ["a z", "ab", "", "a b c"] {
      #expect(throws: (any Error).self) {
        try TokenizerRecord(file(tokens: tokens, merges: [merge]))
      }
    }
  }

  @Test("a key that is not known is refused by its name; one that means nothing is passed over")
  func keys() throws {
    #expect {
      try TokenizerRecord(
        file(tokens: tokens, merges: merges) { $0.add("tokenizer.ggml.new_rule", 7, [1]) })
    } throws: {
      "\($0)".contains("'tokenizer.ggml.new_rule'")
    }
    _ = try TokenizerRecord(
      file(tokens: tokens, merges: merges) {
        $0.add("tokenizer.ggml.padding_token_id", 4, GGUFBytes.number(UInt32(1)))
        $0.add("tokenizer.chat_template.tools", 8, GGUFBytes.string("x"))
        $0.add("elsewhere.key", 7, [1])
      })
  }

  @Test("divisors of rotary frequencies come back from a configuration's JSON")
  func divisors() throws {
    let configuration = ModelConfiguration.llama(
      vocabularySize: 37, width: 24, layers: 1, heads: 3, headWidth: 8, hiddenWidth: 40,
      context: 40, rotaryScaling: .divisors([1, 1, 2.5, 8]))
    let again = try ModelConfiguration(json: JSON(parsing: configuration.json.serialized()))
    #expect(again.rotaryScaling == .divisors([1, 1, 2.5, 8]))
    let text = configuration.json.serialized()
    let start = try #require(text.firstRange(of: #""divisors":["#)).lowerBound
    let end = try #require(text[start...].firstRange(of: "]")).upperBound
    for broken in ["[]", "[1,0]", "[-1]"] {
      let json = try JSON(
        parsing: String(text[..<start]) + #""divisors":"# + broken + text[end...])
      #expect(throws: ModelError.self) { try ModelConfiguration(json: json) }
    }
  }
}
