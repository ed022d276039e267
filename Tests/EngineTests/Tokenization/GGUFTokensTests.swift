import Bedrock
import Engine
import Foundation
import Testing

/// Tokenizers of GGUF files against llama.cpp's ids, on hostile texts.
///
/// `SWIFTLAB_GGUF_TOKENS` names another fixture, made by the same script with more texts.
struct GGUFTokensTests {
  private static let fixture = Result {
    let own = ProcessInfo.processInfo.environment["SWIFTLAB_GGUF_TOKENS"]
    let url = own.map { URL(fileURLWithPath: $0) } ?? Fixture.url("gguf_tokens.json")
    return try JSON(parsing: [UInt8](Data(contentsOf: url)))
  }

  static let kinds = (try? fixture.get()["cases"]?.objectValue?.keys) ?? []

  private static func strings(_ json: JSON?) -> [String] {
    (json?.arrayValue ?? []).compactMap(\.stringValue)
  }

  private static func bytePairFile(_ kind: String?) throws -> GGUFFile {
    let fixture = try fixture.get()
    var file = GGUFBytes()
    let tokens = strings(fixture["tokens"])
    file.add("general.architecture", 8, GGUFBytes.string("llama"))
    file.add("tokenizer.ggml.model", 8, GGUFBytes.string("gpt2"))
    if let kind { file.add("tokenizer.ggml.pre", 8, GGUFBytes.string(kind)) }
    file.add("tokenizer.ggml.tokens", strings: tokens)
    file.add("tokenizer.ggml.merges", strings: strings(fixture["merges"]))
    file.add("tokenizer.ggml.token_type", integers: [3] + tokens.dropFirst().map { _ in 1 })
    file.add("tokenizer.ggml.bos_token_id", 4, GGUFBytes.number(UInt32(0)))
    return try GGUFFile(FileBytes(file.bytes))
  }

  @Test("the fixture holds every pre-tokenizer that has a pattern of its own") func complete() {
    #expect(Self.kinds.count >= 27)
  }

  @Test("ids are llama.cpp's under each pre-tokenizer", arguments: kinds)
  func bytePairs(kind: String) throws {
    let tokenizer = try TokenizerRecord(Self.bytePairFile(kind)).tokenizer()
    var wrong = 0
    for pair in try Self.fixture.get()["cases"]?[kind]?.arrayValue ?? [] {
      let text = pair[0]?.stringValue ?? ""
      let expected = (pair[1]?.arrayValue ?? []).compactMap(\.intValue)
      let ids = tokenizer.encode(text)
      guard ids != expected else { continue }
      wrong += 1
      if wrong < 4 {
        let scalars = text.unicodeScalars.map { String($0.value, radix: 16) }
        let own = ids.map {
          tokenizer.bytes(of: $0).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        let other = expected.map {
          tokenizer.bytes(of: $0).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        Issue.record("\(kind): \(scalars) gives \(own), expected \(other)")
      }
    }
    #expect(wrong == 0)
  }

  @Test("without a name it is llama.cpp's default") func unnamed() throws {
    let tokenizer = try TokenizerRecord(Self.bytePairFile(nil)).tokenizer()
    let named = try TokenizerRecord(Self.bytePairFile("default")).tokenizer()
    for text in ["a1234b, c", "x  y\n\n z", "  !!  12345"] {
      #expect(tokenizer.encode(text) == named.encode(text))
    }
  }

  @Test("a tokenizer of pieces gives llama.cpp's ids", arguments: 0..<4)
  func pieces(index: Int) throws {
    let pieces = try #require(try Self.fixture.get()["pieces"])
    let wanted = try #require(pieces["cases"]?[index])
    var file = GGUFBytes()
    file.add("tokenizer.ggml.model", 8, GGUFBytes.string("llama"))
    file.add("tokenizer.ggml.tokens", strings: Self.strings(pieces["tokens"]))
    file.add(
      "tokenizer.ggml.token_type",
      integers: (pieces["types"]?.arrayValue ?? []).compactMap(\.intValue).map(Int32.init))
    file.add(
      "tokenizer.ggml.scores",
      floats: (pieces["scores"]?.arrayValue ?? []).compactMap(\.doubleValue).map { Float($0) })
    file.add("tokenizer.ggml.add_space_prefix", 7, [wanted["prefix"]?.boolValue == true ? 1 : 0])
    let record = try TokenizerRecord(GGUFFile(FileBytes(file.bytes)))
    #expect(record.startID == 1)
    let again = try TokenizerRecord(json: JSON(parsing: record.json.serialized())).tokenizer()
    let tokenizer = record.tokenizer()
    let allowsSpecial = wanted["special"]?.boolValue ?? false
    var wrong = 0
    for pair in wanted["texts"]?.arrayValue ?? [] {
      let text = pair[0]?.stringValue ?? ""
      let expected = (pair[1]?.arrayValue ?? []).compactMap(\.intValue)
      let ids = tokenizer.encode(text, allowSpecial: allowsSpecial)
      #expect(again.encode(text, allowSpecial: allowsSpecial) == ids)
      guard ids != expected else { continue }
      wrong += 1
      if wrong < 4 { Issue.record("\(text.debugDescription) gives \(ids), expected \(expected)") }
    }
    #expect(wrong == 0)
  }

  @Test(
    "other kinds of tokenizers are refused by their names",
    arguments: [
      ("bert", "WordPiece"), ("t5", "unigram"), ("rwkv", "'rwkv'"),
    ])
  func refused(model: String, word: String) throws {
    var file = GGUFBytes()
    file.add("tokenizer.ggml.model", 8, GGUFBytes.string(model))
    let bytes = file.bytes
    let error = #expect(throws: GGUFError.self) {
      try TokenizerRecord(GGUFFile(FileBytes(bytes)))
    }
    #expect("\(try #require(error))".contains(word))
  }

  @Test("cutting takes time linear in the text", arguments: ["llama-bpe", "gpt-4o", "deepseek-v3"])
  func linear(kind: String) throws {
    let tokenizer = try TokenizerRecord(Self.bytePairFile(kind)).tokenizer()
    for unit in [" ", "\n ", "a", "1", "!", "A", "'", "\u{301}", "漢"] {
      let text = String(repeating: unit, count: 40_000)
      #expect(tokenizer.decode(tokenizer.encode(text)) == Array(text.utf8))
    }
  }
}
