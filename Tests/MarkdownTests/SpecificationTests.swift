import Foundation
import Markdown
import Testing

/// The examples of CommonMark's specification, which stays outside of the repository.
@Suite(
  "CommonMark's specification",
  .enabled(if: ProcessInfo.processInfo.environment["SWIFTLAB_COMMONMARK_SPEC"] != nil))
struct SpecificationTests {
  @Test("all examples")
  func examples() throws {
    let path = try #require(ProcessInfo.processInfo.environment["SWIFTLAB_COMMONMARK_SPEC"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacingOccurrences(of: "→", with: "\t")
    let fence = String(repeating: "`", count: 32)
    var count = 0
    for part in text.components(separatedBy: "\n\(fence) example\n").dropFirst() {
      let example = part.components(separatedBy: "\n\(fence)\n")[0] + "\n"
      let halves = "\n\(example)".components(separatedBy: "\n.\n")
      let markdown = String(halves[0].dropFirst()) + "\n"
      let html = halves.dropFirst().joined(separator: "\n.\n")
      let document = MarkdownDocument(markdown == "\n" ? "" : markdown, extensions: .none)
      #expect(HTMLWriter.html(document, PlainHTML()) == (html == "\n" ? "" : html))
      count += 1
    }
    #expect(count > 600)
  }
}
