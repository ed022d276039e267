import Engine
import Testing

@Suite("The replay of a word's merges")
struct MergeReplayTests {
  let tokenizer = BuiltInEncoding.cl100kBase.tokenizer

  private func pieces(_ ids: [Int]) -> [String] {
    ids.map { pieceText(tokenizer.bytes(of: $0) ?? []) }
  }

  @Test("goes from bytes to tokens, one merge a step")
  func steps() throws {
    let steps = tokenizer.replay(word: "lower")
    #expect(pieces(tokenizer.byteIDs(of: Array("lower".utf8))) == ["l", "o", "w", "e", "r"])
    #expect(
      steps.map { pieces($0.ids) } == [
        ["l", "o", "w", "er"], ["l", "ow", "er"], ["l", "ower"], ["lower"],
      ])
    let first = try #require(steps.first)
    #expect(pieces([first.left, first.right, first.result]) == ["e", "r", "er"])
    #expect(first.position == 3)
  }

  @Test(
    "ends with the word's ids",
    arguments: ["tokenization", " antidisestablishmentarianism", "漢字かな", "xqzjkv"])
  func endsWithIDs(word: String) {
    let steps = tokenizer.replay(word: word)
    #expect(steps.last?.ids == tokenizer.encode(word))
    var count = word.utf8.count
    for step in steps {
      count -= 1
      #expect(step.ids.count == count)
      #expect(step.ids[step.position] == step.result)
      #expect(tokenizer.decode(step.ids) == Array(word.utf8))
    }
  }

  @Test("of nothing, and of a single byte, has no step")
  func nothing() {
    #expect(tokenizer.replay(word: "") == [])
    #expect(tokenizer.replay(word: "a") == [])
  }
}
