/// The merges of a byte-pair encoding: which two neighbouring tokens become which one, and how
/// early.
///
/// A merge's rank is its place in the list; of all possible merges the one of lowest rank is done
/// first. A rank says nothing about the id that results: in tiktoken's vocabularies the two go
/// together, in others they do not.
public struct MergeTable: Sendable {
  /// Two neighbouring tokens and the token that they become.
  public struct Merge: Hashable, Sendable {
    public let left: Int
    public let right: Int
    public let result: Int

    public init(left: Int, right: Int, result: Int) {
      self.left = left
      self.right = right
      self.result = result
    }
  }

  /// One more than the largest id and the largest rank that a table can hold.
  public static let limit = 1 << 21 - 1

  private let list: MergeList
  private let ranks: PairTable

  /// The table of a list of merges, in order of rank. Of two merges of one pair the earlier counts.
  ///
  /// All ids are at least 0 and, like the number of merges, below `limit`.
  public init(_ merges: [Merge]) {
    precondition(merges.count < Self.limit, "fewer than 2²¹ − 1 merges")
    self.init(
      .listed(
        pairs: merges.map { merge in
          for id in [merge.left, merge.right, merge.result] {
            precondition(id >= 0 && id < Self.limit, "ids from 0 up to 2²¹ − 2")
          }
          return TokenPair(UInt32(merge.left), UInt32(merge.right))
        },
        results: merges.map { UInt32($0.result) }))
  }

  init(_ list: MergeList) {
    self.list = list
    ranks = PairTable(count: list.count) { list.pair($0) }
  }

  /// The number of merges.
  public var count: Int { list.count }

  /// The merge of a rank.
  public subscript(rank: Int) -> Merge {
    let pair = list.pair(rank)
    return Merge(left: Int(pair.left), right: Int(pair.right), result: list.result(rank))
  }

  /// The rank at which two neighbouring tokens merge, or nil if they do not.
  public func rank(left: Int, right: Int) -> Int? {
    guard (0..<Self.limit).contains(left), (0..<Self.limit).contains(right) else { return nil }
    return withView { view in
      let rank = view.ranks.rank(TokenPair(UInt32(left), UInt32(right)))
      return rank >= View.noRank ? nil : Int(rank)
    }
  }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    ranks.withView { ranks in
      switch list {
      case .packed:
        body(View(ranks: ranks, first: PackedMerges.firstResult, listed: nil))
      case .listed(_, let results):
        results.withUnsafeBufferPointer { body(View(ranks: ranks, first: 0, listed: $0)) }
      }
    }
  }

  /// The table for as long as its memory stays in place.
  struct View {
    let ranks: PairTable.View
    let first: UInt32
    let listed: UnsafeBufferPointer<UInt32>?

    /// From here on a number is no rank and stands for "these two do not merge".
    static let noRank = UInt32(MergeTable.limit)

    /// The id that the merge of a rank makes.
    @inline(__always)
    func result(_ rank: Int) -> UInt32 {
      if let listed { return listed[rank] }
      return first &+ UInt32(truncatingIfNeeded: rank)
    }
  }
}

/// Merges in order of rank.
enum MergeList: Sendable {
  /// Those of a vocabulary that is part of the product, read where they are.
  case packed(PackedMerges)
  case listed(pairs: [TokenPair], results: [UInt32])

  var count: Int {
    switch self {
    case .packed(let merges): merges.count
    case .listed(let pairs, _): pairs.count
    }
  }

  @inline(__always)
  func pair(_ rank: Int) -> TokenPair {
    switch self {
    case .packed(let merges): merges[rank]
    case .listed(let pairs, _): pairs[rank]
    }
  }

  func result(_ rank: Int) -> Int {
    switch self {
    case .packed: Int(PackedMerges.firstResult) + rank
    case .listed(_, let results): Int(results[rank])
    }
  }
}
