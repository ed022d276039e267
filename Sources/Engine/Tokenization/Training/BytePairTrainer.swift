/// Learns the merges of a byte-pair encoding from texts.
///
/// From the 256 bytes on, the pair of neighbouring tokens that occurs most often becomes a token,
/// again and again. Law: the merges are a function of the texts' pieces and how often each occurs;
/// their order plays no part. The rules that make it so:
///
/// - Occurrences are counted as they can be merged, from left to right without overlap: `aaaaa` has
///   the pair `aa` twice. So a merge's count is the number of places at which it is done.
/// - Of several pairs with the highest count the one whose left token's bytes come first in
///   lexicographic order is merged, of several with the same left token the one whose right token's
///   bytes do.
///
/// The counts are kept up to date merge by merge: a merge costs time in proportion to the places at
/// which it is done. Source: Sennrich, Haddow and Birch, "Neural machine translation of rare words
/// with subword units" (2016), on bytes as in GPT-2.
public struct BytePairTrainer: Sendable {
  /// How texts are cut into the pieces inside which pairs are counted.
  public var preTokenizer: PreTokenizer
  /// The number of tokens to reach, the 256 bytes included, special tokens not.
  public var vocabularySize: Int
  /// The lowest count for which a pair is merged; training ends early when no pair has it.
  public var minimumCount: Int

  public init(preTokenizer: PreTokenizer, vocabularySize: Int, minimumCount: Int = 2) {
    self.preTokenizer = preTokenizer
    self.vocabularySize = vocabularySize
    self.minimumCount = minimumCount
  }

  /// The merges that the texts teach.
  public func train(on texts: some Sequence<String>) -> TrainedVocabulary {
    var corpus = PairCorpus(pieces: pieceCounts(texts))
    var tokens = (UInt8.min...UInt8.max).map { [$0] }
    var merges: [TrainedMerge] = []
    var queue = PairQueue()
    for pair in corpus.pairs { queue.push(pair, count: corpus.count(pair), tokens: tokens) }
    while tokens.count < min(vocabularySize, MergeTable.limit),
      let (pair, count) = queue.pop(tokens: tokens, count: corpus.count),
      count >= max(minimumCount, 1)
    {
      let (left, right, result) = (Int(pair.left), Int(pair.right), tokens.count)
      tokens.append(tokens[left] + tokens[right])
      merges.append(TrainedMerge(left: left, right: right, result: result, count: count))
      for raised in corpus.merge(pair, into: UInt32(result)) {
        queue.push(raised, count: corpus.count(raised), tokens: tokens)
      }
    }
    return TrainedVocabulary(preTokenizer: preTokenizer, tokens: tokens, merges: merges)
  }

  /// The distinct pieces of the texts and how often each occurs.
  private func pieceCounts(_ texts: some Sequence<String>) -> [[UInt8]: Int] {
    var counts: [[UInt8]: Int] = [:]
    for text in texts {
      for piece in preTokenizer.pieces(of: text) { counts[piece, default: 0] += 1 }
    }
    return counts
  }
}

/// A learned merge and how often its pair occurred at that time.
public struct TrainedMerge: Hashable, Sendable {
  public let left: Int
  public let right: Int
  public let result: Int
  public let count: Int

  public init(left: Int, right: Int, result: Int, count: Int) {
    self.left = left
    self.right = right
    self.result = result
    self.count = count
  }
}

/// What training made: tokens and merges.
public struct TrainedVocabulary: Sendable {
  /// How the texts were cut into pieces.
  public let preTokenizer: PreTokenizer
  /// The tokens' bytes by id: the 256 bytes in order, then what each merge made.
  public let tokens: [[UInt8]]
  /// The merges in the order in which they were learned, which is their rank.
  public let merges: [TrainedMerge]

  /// A tokenizer with these merges; special tokens get the ids that follow.
  public func tokenizer(name: String, specialTokens: [String] = []) -> BytePairTokenizer {
    BytePairTokenizer(
      name: name, preTokenizer: preTokenizer, vocabulary: Vocabulary(tokens: tokens),
      merges: MergeTable(
        merges.map { MergeTable.Merge(left: $0.left, right: $0.right, result: $0.result) }),
      specialTokens: specialTokens.enumerated().map {
        SpecialToken(text: $1, id: tokens.count + $0)
      })
  }
}
