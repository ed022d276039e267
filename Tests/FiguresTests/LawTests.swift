import Bedrock
import Figures
import Foundation
import Testing

@Suite("Laws of every figure")
struct LawTests {
  @Test(
    "no line is wider than the page or ends in blanks, and text survives any font",
    arguments: Gallery.kinds)
  func examplesObey(kind: String) {
    for example in Gallery.examples(of: kind) {
      Laws.check(example.figure, "\(kind): \(example.name)")
    }
  }

  @Test("so it is for random data, odd values and odd text", arguments: Gallery.kinds)
  func randomFiguresObey(kind: String) {
    for seed in 1...30 {
      var random = RandomFigures(seed: UInt64(seed))
      Laws.check(random.figure(kind), "\(kind), seed \(seed)")
    }
  }

  @Test("in ASCII, figures of safe text are ASCII and middle dots", arguments: Gallery.kinds)
  func asciiIsASCII(kind: String) {
    for example in Gallery.examples(of: kind) {
      let lines = example.figure.lines(FigureStyle(charset: .ascii, width: example.width))
      for line in lines where !example.name.contains("not ASCII") && !hasForeignText(line) {
        #expect(line.unicodeScalars.allSatisfy(Laws.isSafe), "\(kind), \(example.name)\n\(line)")
      }
    }
  }

  /// Lines that show a token which the example holds on purpose.
  private func hasForeignText(_ line: String) -> Bool {
    line.unicodeScalars.contains { "猫é出现ß漢は美しい。".unicodeScalars.contains($0) }
  }

  @Test("a figure read back from a cache is the same figure", arguments: Gallery.kinds)
  func codingIsLossless(kind: String) throws {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    for example in Gallery.examples(of: kind) {
      let copy = try decoder.decode(AnyFigure.self, from: encoder.encode(AnyFigure(example.figure)))
      let style = FigureStyle()
      #expect(type(of: copy.figure).kind == kind)
      #expect(copy.figure.lines(style) == example.figure.lines(style))
      #expect(copy.figure.data == example.figure.data || "\(example.figure)".contains("nan"))
    }
  }

  @Test("bytes bring a figure back to the bit, with random data too", arguments: Gallery.kinds)
  func bytesAreLossless(kind: String) throws {
    var figures = Gallery.examples(of: kind).map(\.figure)
    for seed in 1...20 {
      var random = RandomFigures(seed: UInt64(seed))
      figures.append(random.figure(kind))
    }
    for figure in figures {
      var writer = ByteWriter()
      try CodedBytes.put(AnyFigure(figure), to: &writer)
      var reader = ByteReader(writer.bytes)
      let copy = try CodedBytes.take(AnyFigure.self, from: &reader)
      var again = ByteWriter()
      try CodedBytes.put(copy, to: &again)
      #expect(reader.isAtEnd && again.bytes == writer.bytes)
      #expect(copy.figure.lines(FigureStyle()) == figure.lines(FigureStyle()))
      #expect(copy.figure.data.serialized() == figure.data.serialized())
    }
  }

  @Test("a kind that does not exist is refused")
  func unknownKind() {
    let json = Data(#"{"kind": "pie", "figure": {}}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(AnyFigure.self, from: json) }
  }

  @Test("data is JSON that reads back", arguments: Gallery.kinds)
  func dataIsComplete(kind: String) throws {
    for example in Gallery.examples(of: kind) {
      let text = example.figure.data.serialized()
      _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
      #expect(example.figure.data.objectValue != nil)
    }
  }

  @Test("kinds are names of their own")
  func kindsAreUnique() {
    #expect(Set(Gallery.kinds).count == FigureRegister.types.count)
    for kind in Gallery.kinds { #expect(FigureRegister.type(of: kind)?.kind == kind) }
  }
}
