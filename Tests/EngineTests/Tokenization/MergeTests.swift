import Engine
import Testing

@Suite("Byte-pair merging")
struct MergeTests {
  @Test("a queue, an array and the plain definition make the same tokens")
  func allWaysAgree() {
    // The array is for up to 128 bytes, the queue for more, the replay is the definition.
    let built = BuiltInEncoding.cl100kBase.tokenizer
    let tokenizer = BytePairTokenizer(
      name: "uncut", preTokenizer: .none, vocabulary: built.vocabulary, merges: built.merges)
    var generator = TestGenerator(seed: 4)
    let alphabets = ["ab", "acgt", "etaoin shrdlu", " \n\t", "=-", "0123456789"].map {
      Array($0.utf8)
    }
    for length in [1, 2, 15, 16, 17, 32, 127, 128, 129, 130, 200] {
      for alphabet in alphabets {
        let word = (0..<length).map { _ in
          alphabet[Int.random(in: alphabet.indices, using: &generator)]
        }
        let defined = tokenizer.replay(word: word).last?.ids ?? tokenizer.byteIDs(of: word)
        #expect(tokenizer.encode(word) == defined.map { UInt32($0) })
      }
    }
  }

  @Test("ranks decide, not ids")
  func ranksAndIDsDiffer() {
    let tokens = (UInt8.min...UInt8.max).map { [$0] } + [Array("ab".utf8), Array("bc".utf8)]
    let merges = MergeTable([
      MergeTable.Merge(left: 98, right: 99, result: 257),
      MergeTable.Merge(left: 97, right: 98, result: 256),
    ])
    let tokenizer = BytePairTokenizer(
      name: "toy", preTokenizer: .none, vocabulary: Vocabulary(tokens: tokens), merges: merges)
    #expect(tokenizer.encode("abc") == [97, 257])
    #expect(tokenizer.encode("ab") == [256])
    #expect(merges.rank(left: 97, right: 98) == 1)
    #expect(merges.rank(left: 98, right: 97) == nil)
    #expect(merges.rank(left: -1, right: 98) == nil)
    #expect(merges[0] == MergeTable.Merge(left: 98, right: 99, result: 257))
  }

  @Test("of two merges of one pair the earlier counts")
  func firstOfEqualPairs() {
    let merges = MergeTable([
      MergeTable.Merge(left: 1, right: 2, result: 9),
      MergeTable.Merge(left: 1, right: 2, result: 8),
    ])
    #expect(merges.rank(left: 1, right: 2) == 0)
  }

  @Test("a whole piece that no merge makes is a token only where that is asked for")
  func wholePieces() {
    let tokens = (UInt8.min...UInt8.max).map { [$0] } + [Array("hello".utf8)]
    for matches in [true, false] {
      let tokenizer = BytePairTokenizer(
        name: "toy", preTokenizer: .r50k, vocabulary: Vocabulary(tokens: tokens),
        merges: MergeTable([]), matchesWholePieces: matches)
      #expect(tokenizer.encode("hello") == (matches ? [256] : [104, 101, 108, 108, 111]))
    }
  }

  @Test("a token of any length is found, and only by all of its bytes")
  func longTokens() {
    let long = (1...600).map { [UInt8](repeating: 120, count: $0) }
    let vocabulary = Vocabulary(tokens: long)
    for (id, token) in long.enumerated() {
      #expect(vocabulary.id(ofBytes: token) == id)
      #expect(vocabulary[id] == token)
    }
    #expect(vocabulary.id(ofBytes: [UInt8](repeating: 120, count: 601)) == nil)
    #expect(vocabulary.id(ofBytes: [UInt8](repeating: 120, count: 255) + [0]) == nil)
    #expect(vocabulary.id(ofBytes: []) == nil)
  }

  @Test("a byte without a token is left out")
  func missingByte() {
    let tokens: [[UInt8]] = [[97], [98], [97, 98]]
    let tokenizer = BytePairTokenizer(
      name: "toy", preTokenizer: .none, vocabulary: Vocabulary(tokens: tokens),
      merges: MergeTable([MergeTable.Merge(left: 0, right: 1, result: 2)]))
    #expect(tokenizer.encode("ab") == [2])
    #expect(tokenizer.encode("acb") == [0, 1])
    #expect(tokenizer.encode(String(repeating: "ab-", count: 100)).count == 100)
  }
}
