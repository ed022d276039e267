import Bedrock
import Testing

@Suite("General categories")
struct GeneralCategoryTests {
  let fixture: TokenizerFixture.Categories

  init() throws {
    fixture = try Fixture.decode(
      TokenizerFixture.Categories.self, from: "general_category.json")
  }

  @Test("are those of tiktoken's regular expressions for every code point")
  func matchTiktoken() {
    #expect(GeneralCategory.allCases.map(\.abbreviation) == fixture.order)
    let codes = (0...0x10FFFF as ClosedRange<UInt32>).map {
      GeneralCategory(codePoint: $0).rawValue
    }
    var counts: [String: Int] = [:]
    for category in GeneralCategory.allCases {
      counts[category.abbreviation] = codes.count { $0 == category.rawValue }
    }
    #expect(counts == fixture.counts)
    #expect(SHA256.hash(codes).hex == fixture.sha256)
  }

  @Test("white space is what \\s matches")
  func whiteSpace() {
    let found = (0...0x10FFFF as ClosedRange<UInt32>)
      .compactMap { Unicode.Scalar($0) }.filter(GeneralCategory.isWhiteSpace).map(\.value)
    #expect(found == fixture.whiteSpace)
  }

  @Test(
    "classes are the categories of their first letter", arguments: GeneralCategory.allCases)
  func classes(category: GeneralCategory) {
    #expect(category.isLetter == category.abbreviation.hasPrefix("L"))
    #expect(category.isMark == category.abbreviation.hasPrefix("M"))
    #expect(category.isNumber == category.abbreviation.hasPrefix("N"))
    #expect(category.isSeparator == category.abbreviation.hasPrefix("Z"))
  }

  @Test("past U+10FFFF nothing is assigned")
  func pastTheEnd() {
    #expect(GeneralCategory(codePoint: 0x110000) == .unassigned)
    #expect(GeneralCategory(codePoint: .max) == .unassigned)
  }
}
