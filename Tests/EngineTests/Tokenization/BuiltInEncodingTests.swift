import Bedrock
import Engine
import Foundation
import Testing

@Suite("The built-in encodings")
struct BuiltInEncodingTests {
  static let rankFileHashes: [BuiltInEncoding: String] = [
    .o200kBase: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    .cl100kBase: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    .r50kBase: "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
  ]

  @Test("expand to OpenAI's rank files, byte for byte", arguments: BuiltInEncoding.allCases)
  func expandToRankFile(encoding: BuiltInEncoding) {
    let vocabulary = encoding.tokenizer.vocabulary
    var file = ""
    for id in 0..<vocabulary.count {
      file += "\(Data(vocabulary[id] ?? []).base64EncodedString()) \(id)\n"
    }
    #expect(SHA256.hash(file).hex == Self.rankFileHashes[encoding])
  }

  @Test("encode 100 texts as tiktoken does", arguments: BuiltInEncoding.allCases)
  func matchTiktoken(encoding: BuiltInEncoding) throws {
    let tokenizer = encoding.tokenizer
    let cases = try Fixture.decode(
      [TokenizerFixture.Encoded].self, from: "tokens/\(encoding.rawValue).json")
    #expect(cases.count == 100)
    for item in cases {
      #expect(tokenizer.encode(item.text) == item.ids, "\(item.text.debugDescription)")
      #expect(tokenizer.decode(item.ids) == Array(item.text.utf8))
    }
  }

  @Test("encode hard texts as tiktoken does", arguments: BuiltInEncoding.allCases)
  func matchTiktokenOnHardTexts(encoding: BuiltInEncoding) throws {
    let tokenizer = encoding.tokenizer
    let cases = try Fixture.decode(
      [TokenizerFixture.Fuzzed].self, from: "tokenizer_fuzz.json")
    #expect(cases.count > 300)
    for item in cases {
      let plain = try #require(item.ids[encoding.rawValue])
      let special = item.special[encoding.rawValue] ?? plain
      #expect(tokenizer.encode(item.text) == plain, "\(item.text.debugDescription)")
      #expect(
        tokenizer.encode(item.text, allowSpecial: true) == special,
        "\(item.text.debugDescription)")
    }
  }

  @Test("find every token by its bytes", arguments: BuiltInEncoding.allCases)
  func findTokens(encoding: BuiltInEncoding) {
    let vocabulary = encoding.tokenizer.vocabulary
    let lost = (0..<vocabulary.count).filter { id in
      vocabulary[id].map { vocabulary.id(ofBytes: $0) != id } ?? true
    }
    #expect(lost == [])
  }

  @Test("merge every token's bytes to that token", arguments: BuiltInEncoding.allCases)
  func mergesMakeEveryToken(encoding: BuiltInEncoding) {
    // So it makes no difference that whole pieces are looked up first.
    let whole = encoding.tokenizer
    let merging = BytePairTokenizer(
      name: "merging", preTokenizer: .none, vocabulary: whole.vocabulary, merges: whole.merges,
      matchesWholePieces: false)
    let lost = (0..<whole.vocabulary.count).filter { id in
      merging.encode(whole.vocabulary[id] ?? []) != [UInt32(id)]
    }
    #expect(lost == [])
  }

  @Test("are known by tiktoken's names, and r50k_base also as gpt2")
  func names() {
    #expect(BuiltInEncoding(name: "o200k_base") == .o200kBase)
    #expect(BuiltInEncoding(name: "cl100k_base") == .cl100kBase)
    #expect(BuiltInEncoding(name: "r50k_base") == .r50kBase)
    #expect(BuiltInEncoding(name: "gpt2") == .r50kBase)
    #expect(BuiltInEncoding(name: "O200K_BASE") == nil)
    #expect(
      BuiltInEncoding.allCases.map(\.tokenizer.name) == BuiltInEncoding.allCases.map(\.rawValue))
  }

  @Test("have tiktoken's sizes, gaps and special tokens")
  func sizes() {
    let o200k = BuiltInEncoding.o200kBase.tokenizer
    #expect(o200k.vocabularySize == 200_019)
    #expect(o200k.bytes(of: 199_997) != nil)
    #expect(o200k.bytes(of: 199_998) == nil)
    #expect(o200k.bytes(of: 199_999) == Array("<|endoftext|>".utf8))
    #expect(o200k.bytes(of: 200_018) == Array("<|endofprompt|>".utf8))
    #expect(o200k.bytes(of: 200_019) == nil)
    #expect(o200k.bytes(of: -1) == nil)
    #expect(BuiltInEncoding.cl100kBase.tokenizer.vocabularySize == 100_277)
    #expect(BuiltInEncoding.cl100kBase.tokenizer.specialTokens.count == 5)
    #expect(BuiltInEncoding.r50kBase.tokenizer.vocabularySize == 50_257)
  }
}
