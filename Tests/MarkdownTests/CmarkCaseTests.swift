import Bedrock
import Foundation
import Markdown
import Testing

@Suite("HTML and cmark-gfm")
struct CmarkCaseTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var markdown: String
    var html: String
    var testDescription: String { markdown.debugDescription }
  }

  static func cases() throws -> [Case] {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/cmark_cases.json")
    let json = try JSON(parsing: [UInt8](Data(contentsOf: path)))
    return try #require(json.arrayValue).map {
      Case(
        markdown: try #require($0[0]?.stringValue), html: try #require($0[1]?.stringValue))
    }
  }

  @Test("agree to the byte")
  func bytes() throws {
    let cases = try Self.cases()
    #expect(cases.count > 400)
    for entry in cases {
      let document = MarkdownDocument(entry.markdown, extensions: .gfm)
      #expect(
        HTMLWriter.html(document, PlainHTML()) == entry.html, "\(entry.markdown.debugDescription)")
    }
  }

  @Test("agree with other line ends, too")
  func lineEnds() throws {
    for entry in try Self.cases() {
      let text = entry.markdown.replacingOccurrences(of: "\n", with: "\r\n")
      let document = MarkdownDocument(text, extensions: .gfm)
      #expect(HTMLWriter.html(document, PlainHTML()) == entry.html, "\(text.debugDescription)")
    }
  }
}
