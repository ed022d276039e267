import Bedrock
import Engine
import Foundation
import Testing

/// Files `tokenizer.json` against the ids of `tokenizers`, on hostile texts.
///
/// `SWIFTLAB_FOLDER_TOKENS` names another fixture, made by the same script with more texts.
struct FolderTokensTests {
  private static let fixture = Result {
    let own = ProcessInfo.processInfo.environment["SWIFTLAB_FOLDER_TOKENS"]
    let url = own.map { URL(fileURLWithPath: $0) } ?? Fixture.url("folder_tokens.json")
    return try JSON(parsing: [UInt8](Data(contentsOf: url)))
  }

  static let kinds = (try? fixture.get()["kinds"]?.arrayValue) ?? []
  static let names = kinds.compactMap { $0["name"]?.stringValue }

  private func record(_ tokenizer: JSON) throws -> TokenizerRecord {
    let text = Array(tokenizer.serialized().utf8)
    return try TokenizerRecord(
      ModelFolder { name in name == "tokenizer.json" ? FileBytes(text) : nil })
  }

  @Test("ids are those of tokenizers", arguments: names)
  func ids(name: String) throws {
    let kind = try #require(Self.kinds.first { $0["name"]?.stringValue == name })
    let record = try record(try #require(kind["tokenizer"]))
    #expect((record.startID != nil) == (kind["frame"]?.boolValue ?? false))
    let tokenizer = record.tokenizer()
    let again = try TokenizerRecord(json: JSON(parsing: record.json.serialized())).tokenizer()
    var wrong = 0
    for pair in kind["texts"]?.arrayValue ?? [] {
      let text = pair[0]?.stringValue ?? ""
      let expected = (pair[1]?.arrayValue ?? []).compactMap(\.intValue)
      let ids = tokenizer.encode(text, allowSpecial: true)
      #expect(again.encode(text, allowSpecial: true) == ids)
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
        Issue.record("\(name): \(scalars) gives \(own), expected \(other)")
      }
    }
    #expect(wrong == 0)
  }

  @Test(
    "a part that is not run is named",
    arguments: [
      ("normalizer", JSON.object([("type", "Lowercase")]), "the normalizer 'Lowercase'"),
      ("pre_tokenizer", .object([("type", "BertPreTokenizer")]), "'BertPreTokenizer'"),
      ("model", .object([("type", "Unigram")]), "the tokenizer is Unigram"),
      ("model", .object([("type", "WordPiece")]), "the tokenizer is WordPiece"),
      ("post_processor", .object([("type", "BertProcessing")]), "'BertProcessing'"),
    ])
  func refused(part: String, value: JSON, words: String) throws {
    let kind = try #require(Self.kinds.first { $0["name"]?.stringValue == "gpt2" })
    guard case .object(var object)? = kind["tokenizer"] else { return }
    object[part] = value
    let json = JSON.object(object)
    let error = #expect(throws: FolderError.self) { try record(json) }
    #expect("\(try #require(error))".contains(words))
  }
}
