/// One merge of a piece's byte-pair encoding.
public struct MergeStep: Hashable, Sendable {
  /// The merge's rank: of all that were possible then, the lowest.
  public let rank: Int
  /// The position of the left token among the tokens before the step; the right one follows it.
  public let position: Int
  /// The id of the left token.
  public let left: Int
  /// The id of the right token.
  public let right: Int
  /// The id of the token that they become.
  public let result: Int
  /// The ids of all tokens after the step.
  public let ids: [Int]
}

extension BytePairTokenizer {
  /// The merges by which a word goes from single bytes to its tokens, one after another.
  ///
  /// Law: the last step's ids are the word's ids. The word is taken as one piece, whether or not
  /// the pre-tokenizer would cut it; time and memory grow with the square of its length.
  public func replay(word: [UInt8]) -> [MergeStep] {
    var ids = byteIDs(of: word)
    var steps: [MergeStep] = []
    while let (rank, position) = lowestRank(ids) {
      let merge = merges[rank]
      ids.replaceSubrange(position...position + 1, with: [merge.result])
      steps.append(
        MergeStep(
          rank: rank, position: position, left: merge.left, right: merge.right,
          result: merge.result, ids: ids))
    }
    return steps
  }

  /// The merges by which a word goes from single bytes to its tokens, one after another.
  public func replay(word: String) -> [MergeStep] { replay(word: Array(word.utf8)) }

  /// The ids of a word's single bytes, with which its encoding begins.
  public func byteIDs(of word: [UInt8]) -> [Int] {
    word.compactMap { byteTokens.id(of: $0) }
  }

  /// The lowest rank of all neighbouring pairs and the leftmost position that has it, or nil.
  private func lowestRank(_ ids: [Int]) -> (rank: Int, position: Int)? {
    var best: (rank: Int, position: Int)?
    for position in ids.indices.dropLast() {
      guard let rank = merges.rank(left: ids[position], right: ids[position + 1]) else { continue }
      if best.map({ rank < $0.rank }) ?? true { best = (rank, position) }
    }
    return best
  }
}
