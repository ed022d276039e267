import Engine
import Testing

@Suite("GPT-2's spelling of bytes")
struct GPT2AlphabetTests {
  @Test("has a character for every byte")
  func everyByte() {
    #expect(GPT2Alphabet.bytes(of: "Ġhello") == Array(" hello".utf8))
    #expect(GPT2Alphabet.bytes(of: "ĊĠĠ") == [10, 32, 32])
    #expect(GPT2Alphabet.bytes(of: "Ã©") == Array("é".utf8))
    #expect(GPT2Alphabet.bytes(of: "ĀŃ") == [0, 173])
    #expect(GPT2Alphabet.bytes(of: "a b") == nil)
    #expect(GPT2Alphabet.bytes(of: "漢") == nil)
  }

  @Test("a vocabulary in it encodes by its merges, and its special tokens are no text")
  func vocabulary() throws {
    let tokens = ["<s>", "a", "b", "Ġ", "ab", "Ġab", "Ġa"]
    let tokenizer = try BytePairTokenizer(
      name: "toy", preTokenizer: .smollm, tokens: tokens, merges: ["a b", "Ġ ab", "Ġ a"],
      specialIDs: [0])
    #expect(tokenizer.encode("ab ab a") == [4, 5, 6])
    #expect(tokenizer.encode("<s>ab") == [4])
    #expect(tokenizer.encode("<s>ab", allowSpecial: true) == [0, 4])
    #expect(tokenizer.decode([0, 5]) == Array("<s> ab".utf8))
    #expect(tokenizer.vocabularySize == 7)
  }

  @Test("what makes no sense is refused")
  func refused() {
    #expect(throws: GPT2VocabularyError.notSpelledInBytes("漢", id: 1)) {
      try BytePairTokenizer(
        name: "toy", preTokenizer: .r50k, tokens: ["a", "漢"], merges: [], specialIDs: [])
    }
    for merge in ["ab", "a b c", "a x", "a a", ""] {
      #expect(throws: GPT2VocabularyError.noSuchMerge(merge)) {
        try BytePairTokenizer(
          name: "toy", preTokenizer: .r50k, tokens: ["a", "b", "ab"], merges: [merge],
          specialIDs: [])
      }
    }
  }
}
