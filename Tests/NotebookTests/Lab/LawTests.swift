import Notebook
import Testing

@Suite("The laws of a parsed lab")
struct LawTests {
  @Test("printing a parsed lab gives the same bytes", arguments: 1...20 as ClosedRange<UInt64>)
  func printing(seed: UInt64) {
    var labs = RandomLabs(random: SeededRandom(seed))
    for _ in 0..<150 {
      let bytes = Array(labs.next().utf8)
      #expect(ParsedLab(parsing: SourceFile(path: "lab.md", utf8: bytes)).printed() == bytes)
      let broken = labs.nextBytes()
      #expect(ParsedLab(parsing: SourceFile(path: "lab.md", utf8: broken)).printed() == broken)
    }
  }

  @Test("every piece knows its place", arguments: 21...40 as ClosedRange<UInt64>)
  func places(seed: UInt64) {
    var labs = RandomLabs(random: SeededRandom(seed))
    for _ in 0..<150 {
      let parsed = lab(labs.next())
      var end = 0
      for piece in parsed.pieces {
        #expect(piece.range.lowerBound == end)
        #expect(!piece.range.isEmpty)
        end = piece.range.upperBound
      }
      #expect(end == parsed.file.utf8.count)
      for block in parsed.blocks { checkPlaces(of: block, in: parsed.file) }
      checkDestinations(of: parsed)
    }
  }

  /// Content lines are the file's, in order, inside the block; statements lie in their block.
  private func checkPlaces(of block: Block, in file: SourceFile) {
    var end = block.range.lowerBound
    for (line, text) in zip(block.lines, block.source) {
      #expect(line.range.lowerBound >= end)
      #expect(line.range.upperBound <= block.range.upperBound)
      #expect(String(repeating: " ", count: line.spaces) + file.text(in: line.range) == text)
      end = line.range.upperBound
    }
    for statement in block.statements {
      #expect(block.range.contains(statement.span.range.lowerBound))
      #expect(statement.span.range.upperBound <= block.range.upperBound)
      #expect(!statement.span.range.isEmpty)
    }
  }

  /// Each destination lies within one piece of prose.
  private func checkDestinations(of lab: ParsedLab) {
    var start = 0
    for destination in lab.destinations {
      #expect(destination.range.lowerBound >= start)
      start = destination.range.upperBound
      let piece = lab.pieces.first { $0.range.upperBound >= destination.range.upperBound }
      guard case .prose(let prose)? = piece else {
        Issue.record("a destination outside of prose")
        continue
      }
      #expect(prose.lowerBound <= destination.range.lowerBound)
    }
  }

  @Test("every diagnostic knows its place", arguments: 41...50 as ClosedRange<UInt64>)
  func diagnostics(seed: UInt64) {
    var labs = RandomLabs(random: SeededRandom(seed))
    for _ in 0..<150 {
      let parsed = ParsedLab(parsing: SourceFile(path: "lab.md", utf8: labs.nextBytes()))
      var start = 0
      for diagnostic in parsed.diagnostics {
        #expect(diagnostic.span.range.lowerBound >= start)
        #expect(diagnostic.span.range.upperBound <= parsed.file.utf8.count)
        start = diagnostic.span.range.lowerBound
        #expect(diagnostic.rendered().utf8.starts(with: "lab.md:".utf8))
      }
    }
  }

  @Test("a block that is printed behind its prefix is found again with the same content")
  func prefixes() {
    var labs = RandomLabs(random: SeededRandom(77))
    for _ in 0..<2000 {
      for block in lab(labs.next()).blocks {
        let longest = max(block.fenceLength, 40)
        let fence = [UInt8](repeating: block.fenceCharacter, count: longest)
        var text = block.prefix.first + fence + Array("swiftlab\n".utf8)
        for line in block.source { text += block.prefix.rest + Array(line.utf8) + [0x0A] }
        text += block.prefix.rest + fence + [0x0A]
        let again = ParsedLab(parsing: SourceFile(path: "again.md", utf8: text)).blocks
        #expect(again.count == 1)
        #expect(again.first?.isClosed == true)
        let shown = block.source.map { $0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? "" : $0 }
        let found = again.first?.source.map {
          $0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? "" : $0
        }
        #expect(found == shown)
      }
    }
  }
}
