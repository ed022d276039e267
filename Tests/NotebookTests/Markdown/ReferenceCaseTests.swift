import Bedrock
import Foundation
import Markdown
import Notebook
import Testing

@Suite("The Markdown scanner and two reference implementations")
struct ReferenceCaseTests {
  struct Case {
    var document: [UInt8]
    var fences: [JSON]
    var spans: [JSON]
    var destinations: [JSON]
  }

  static func cases() throws -> [Case] {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/markdown_cases.json")
    let json = try JSON(parsing: [UInt8](Data(contentsOf: path)))
    return try #require(json.arrayValue).map { entry in
      Case(
        document: Array(try #require(entry[0]?.stringValue).utf8),
        fences: try #require(entry[1]?.arrayValue), spans: try #require(entry[2]?.arrayValue),
        destinations: try #require(entry[3]?.arrayValue))
    }
  }

  @Test("agree on every fence and its content")
  func fences() throws {
    for entry in try Self.cases() {
      let file = SourceFile(path: "case.md", utf8: entry.document)
      let fences = MarkdownStructure(entry.document).fences.map { fence -> JSON in
        let content = fence.lines.map {
          String(repeating: " ", count: $0.spaces) + file.text(in: $0.range) + "\n"
        }
        return .array([
          .integer(file.position(at: fence.range.lowerBound).line), .string(content.joined()),
        ])
      }
      #expect(fences == entry.fences, "\(file.text(in: 0..<entry.document.count).debugDescription)")
    }
  }

  @Test("agree on every code span")
  func codeSpans() throws {
    for entry in try Self.cases() {
      let file = SourceFile(path: "case.md", utf8: entry.document)
      let spans = MarkdownStructure(entry.document).codeSpans.map { span -> JSON in
        .array([
          .integer(span.length),
          .string(stripped(span.content.map { file.text(in: $0) }.joined(separator: " "))),
        ])
      }
      let expected = entry.spans.map { JSON.array([$0[0]!, .string(blanks($0[1]!.stringValue!))]) }
      #expect(spans == expected, "\(file.text(in: 0..<entry.document.count).debugDescription)")
    }
  }

  @Test("agree on where links and images lead")
  func destinations() throws {
    for entry in try Self.cases() {
      let found = MarkdownStructure(entry.document).destinations
        .filter { $0.kind == .link || $0.kind == .image }
        .map { "\($0.kind) \($0.text)" }
      let expected = entry.destinations.map { "\($0[0]!.stringValue!) \($0[1]!.stringValue!)" }
      #expect(found.sorted() == expected.sorted())
    }
  }

  /// Without the one blank on either side that CommonMark takes off.
  private func stripped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count > 1, bytes.first == 0x20, bytes.last == 0x20,
      bytes.contains(where: { $0 != 0x20 })
    else { return blanks(text) }
    return blanks(String(decoding: bytes[1..<bytes.count - 1], as: UTF8.self))
  }

  /// With each run of blanks as one: the references differ in the blanks of lazy lines.
  private func blanks(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}
