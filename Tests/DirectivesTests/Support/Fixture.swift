import Foundation

/// Files of `Tests/DirectivesTests/Fixtures`.
enum Fixture {
  static func decode<Value: Decodable>(
    _ type: Value.Type, from path: String, file: String = #filePath
  ) throws -> Value {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures")
    return try JSONDecoder().decode(
      type, from: Data(contentsOf: folder.appendingPathComponent(path)))
  }
}

/// Numbers as a lab writes them.
enum LabNumbers {
  static func text(_ values: [Double]) -> String {
    "[" + values.map { "\($0)" }.joined(separator: ", ") + "]"
  }

  static func text(_ rows: [[Double]]) -> String {
    "[" + rows.map { text($0) }.joined(separator: ", ") + "]"
  }
}
