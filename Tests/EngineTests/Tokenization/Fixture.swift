import Foundation

/// Files of `Tests/EngineTests/Fixtures`.
enum Fixture {
  /// A text and its ids by tiktoken.
  struct Encoded: Decodable {
    let text: String
    let ids: [Int]
  }

  static func url(_ path: String, file: String = #filePath) -> URL {
    URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(path)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: url(path)))
  }
}
