import Engine
import Testing

@Suite("Training a byte-pair encoding")
struct BytePairTrainerTests {
  private func merges(_ trained: TrainedVocabulary) -> [String] {
    trained.merges.map {
      "\(pieceText(trained.tokens[$0.left]))+\(pieceText(trained.tokens[$0.right])) \($0.count)"
    }
  }

  @Test("merges the most frequent pair, of several the first in byte order")
  func textbook() {
    // aaabdaaabac: aa, ab twice each; then aab twice; then aaab twice.
    let trainer = BytePairTrainer(preTokenizer: .none, vocabularySize: 300)
    #expect(merges(trainer.train(on: ["aaabdaaabac"])) == ["a+a 2", "a+b 2", "aa+ab 2"])
  }

  @Test("counts a run of one letter from left to right without overlap")
  func runs() {
    let trainer = BytePairTrainer(preTokenizer: .none, vocabularySize: 300, minimumCount: 1)
    #expect(merges(trainer.train(on: ["aaaaa"])) == ["a+a 2", "aa+a 1", "aa+aaa 1"])
    #expect(merges(trainer.train(on: ["aaaa", "b"])) == ["a+a 2", "aa+aa 1"])
  }

  @Test("stops when no pair has the minimum count")
  func minimumCount() {
    let trainer = BytePairTrainer(preTokenizer: .r50k, vocabularySize: 1000)
    #expect(merges(trainer.train(on: ["ab xy"])) == [])
    #expect(merges(trainer.train(on: ["ab", "ab", "xy"])) == ["a+b 2"])
    #expect(trainer.train(on: []).tokens.count == 256)
  }

  @Test("reaches the vocabulary size and no more", arguments: [0, 255, 256, 257, 270])
  func vocabularySize(size: Int) {
    let trainer = BytePairTrainer(preTokenizer: .r50k, vocabularySize: size)
    let trained = trainer.train(on: [corpus(seed: 1)])
    #expect(trained.tokens.count == max(256, size))
    #expect(trained.merges.count == max(0, size - 256))
  }

  @Test("learns what the plain definition says", arguments: 0..<12)
  func matchesDefinition(seed: UInt64) {
    let preTokenizer: PreTokenizer = seed % 3 == 0 ? .none : .o200k
    let texts = (0..<4).map { corpus(seed: seed * 10 + $0) }
    let trainer = BytePairTrainer(preTokenizer: preTokenizer, vocabularySize: 340)
    let trained = trainer.train(on: texts)
    let defined = PlainTrainer.train(
      pieces: texts.flatMap { preTokenizer.pieces(of: $0) }, size: 340, minimumCount: 2)
    #expect(trained.merges == defined)
  }

  @Test("does not depend on the order of the texts")
  func orderOfTexts() {
    let texts = (0..<20).map { corpus(seed: $0) }
    let trainer = BytePairTrainer(preTokenizer: .cl100k, vocabularySize: 400)
    #expect(trainer.train(on: texts).merges == trainer.train(on: texts.reversed()).merges)
  }

  @Test("gives a tokenizer that knows the corpus")
  func tokenizer() {
    let text = corpus(seed: 5)
    let trained = BytePairTrainer(preTokenizer: .o200k, vocabularySize: 500).train(on: [text])
    let tokenizer = trained.tokenizer(name: "toy", specialTokens: ["<|end|>"])
    let ids = tokenizer.encode(text + "<|end|>", allowSpecial: true)
    #expect(ids.last == trained.tokens.count)
    #expect(tokenizer.decode(ids) == Array((text + "<|end|>").utf8))
    #expect(ids.count < text.utf8.count / 2)
    for piece in PreTokenizer.o200k.pieces(of: text) {
      let merged = tokenizer.replay(word: piece).last?.ids ?? tokenizer.byteIDs(of: piece)
      #expect(tokenizer.encode(piece) == merged.map { UInt32($0) })
    }
  }

  @Test("a megabyte of one letter is learned at once")
  func longRun() {
    let trainer = BytePairTrainer(preTokenizer: .none, vocabularySize: 300)
    let text = String(repeating: "a", count: 1 << 20)
    #expect(trainer.train(on: [text]).merges.map(\.count).prefix(3) == [524_288, 262_144, 131_072])
  }

  /// Words of a few letters, many of them doubled, so that runs meet and join.
  private func corpus(seed: UInt64) -> String {
    var generator = TestGenerator(seed: seed)
    let letters = ["a", "b", "a", "aa", "c", "é", "A"]
    return (0..<60).map { _ in
      (0..<Int.random(in: 1...9, using: &generator)).map { _ in
        letters[Int.random(in: letters.indices, using: &generator)]
      }.joined()
    }.joined(separator: " ")
  }
}

/// Training by the definition: all pairs are counted anew before each merge.
enum PlainTrainer {
  private struct Pair: Hashable {
    let left: Int
    let right: Int
  }

  static func train(pieces: [[UInt8]], size: Int, minimumCount: Int) -> [TrainedMerge] {
    var words = pieces.map { $0.map { Int($0) } }
    var tokens = (UInt8.min...UInt8.max).map { [$0] }
    var merges: [TrainedMerge] = []
    while tokens.count < size {
      let counts = counts(words)
      let order = counts.sorted { a, b in
        if a.value != b.value { return a.value > b.value }
        let (x, y) = (tokens[a.key.left], tokens[b.key.left])
        if x != y { return x.lexicographicallyPrecedes(y) }
        return tokens[a.key.right].lexicographicallyPrecedes(tokens[b.key.right])
      }
      guard let (pair, count) = order.first, count >= minimumCount else { break }
      merges.append(
        TrainedMerge(left: pair.left, right: pair.right, result: tokens.count, count: count))
      words = words.map { merge($0, pair, into: tokens.count) }
      tokens.append(tokens[pair.left] + tokens[pair.right])
    }
    return merges
  }

  private static func counts(_ words: [[Int]]) -> [Pair: Int] {
    var counts: [Pair: Int] = [:]
    for word in words {
      var lastEqual = -1
      for index in word.indices.dropLast() {
        let pair = Pair(left: word[index], right: word[index + 1])
        if pair.left == pair.right {
          if lastEqual == index - 1, index > 0, word[index - 1] == word[index] { continue }
          lastEqual = index
        }
        counts[pair, default: 0] += 1
      }
    }
    return counts
  }

  private static func merge(_ word: [Int], _ pair: Pair, into result: Int) -> [Int] {
    var merged: [Int] = []
    var index = 0
    while index < word.count {
      if index + 1 < word.count, word[index] == pair.left, word[index + 1] == pair.right {
        merged.append(result)
        index += 2
      } else {
        merged.append(word[index])
        index += 1
      }
    }
    return merged
  }
}
