import Figures
import Foundation
import Testing

/// A golden picture's file.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures")
  static let isRecording = ProcessInfo.processInfo.environment["SWIFTLAB_RECORD"] == "1"

  static func text(of kind: String, _ charset: FigureStyle.Charset) -> String {
    Gallery.examples(of: kind).map { example in
      let style = FigureStyle(charset: charset, width: example.width)
      let heading = "=== \(example.name) (\(example.width) columns)\n= \(example.figure.sentence)\n"
      return heading + example.figure.lines(style).map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  static func file(of kind: String, _ charset: FigureStyle.Charset) -> URL {
    folder.appending(path: "\(kind).\(charset.rawValue).txt")
  }
}

@Suite("Golden pictures")
struct GoldenTests {
  @Test(
    "each figure is drawn as its golden picture shows",
    arguments: Gallery.kinds, FigureStyle.Charset.allCases)
  func matches(kind: String, charset: FigureStyle.Charset) throws {
    let drawn = Golden.text(of: kind, charset)
    let file = Golden.file(of: kind, charset)
    if Golden.isRecording { try drawn.write(to: file, atomically: true, encoding: .utf8) }
    let golden = try String(contentsOf: file, encoding: .utf8)
    let (ours, theirs) = (
      drawn.split(separator: "\n", omittingEmptySubsequences: false),
      golden.split(separator: "\n", omittingEmptySubsequences: false)
    )
    #expect(ours.count == theirs.count)
    for (line, (a, b)) in zip(ours, theirs).enumerated()
    where !a.unicodeScalars.elementsEqual(b.unicodeScalars) {
      Issue.record("\(file.lastPathComponent):\(line + 1)\n  drawn  \(a)\n  golden \(b)")
      break
    }
  }

  @Test("every kind has examples, an empty one among them", arguments: Gallery.kinds)
  func isShown(kind: String) {
    let examples = Gallery.examples(of: kind)
    #expect(examples.count >= 3)
    #expect(examples.contains { $0.name == "empty" })
    for example in examples { #expect(type(of: example.figure).kind == kind) }
  }
}
