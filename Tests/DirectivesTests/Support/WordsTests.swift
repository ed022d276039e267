import Bedrock
import Testing

@Suite struct WordsTests {
  @Test(
    "a text is cut into words and the marks around them",
    arguments: [
      ("A wall, it was.", ["A", "wall", ",", "it", "was", "."]),
      ("don't (stop) 3.5!?", ["don't", "(", "stop", ")", "3.5", "!", "?"]),
      ("  \\t two\\nlines ", ["two", "lines"]),
      ("...", [".", ".", "."]),
      ("naïve 日本", ["naïve", "日本"]),
    ])
  func words(text: String, expected: [String]) throws {
    let run = LabRun("embed \"\(text)\" width=2 cosine=false")
    #expect(run["embed", "tokens"] == .array(expected.map(JSON.string)))
  }
}
