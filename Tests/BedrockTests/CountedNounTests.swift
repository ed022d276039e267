import Bedrock
import Testing

@Suite("Numbers with what they count")
struct CountedNounTests {
  @Test(
    "a noun takes the form that its count asks for",
    arguments: [
      (1, "row", "1 row"), (0, "row", "0 rows"), (2, "query", "2 queries"), (3, "key", "3 keys"),
      (1280, "token", "1,280 tokens"), (2, "hidden unit", "2 hidden units"), (2, "box", "2 boxes"),
      (2, "match", "2 matches"), (2, "pass", "2 passes"), (2, "matrix", "2 matrices"),
      (5, "learning rate", "5 learning rates"), (2, "key matrix", "2 key matrices"), (2, "", "2 "),
    ])
  func forms(_ count: Int, _ noun: String, _ text: String) {
    #expect(CountedNoun.text(count, noun) == text)
    #expect("\(counted: count, noun)" == text)
  }

  @Test("a plural that follows no rule is given")
  func given() {
    #expect("\(counted: 1, "point is", plural: "points are")" == "1 point is")
    #expect("\(counted: 2, "point is", plural: "points are")" == "2 points are")
  }
}
