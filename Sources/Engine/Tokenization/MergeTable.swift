/// The merges of a byte-pair encoding: which two neighbouring tokens become which one, and how early.
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

  /// The ids of each merge's left and right token, in the high and low half, by rank.
  private let pairs: [UInt64]
  /// The id of each merge's result, by rank.
  private let results: [UInt32]
  private let table: IndexTable

  /// The table of a list of merges, in order of rank. Of two merges of one pair the earlier counts.
  public init(_ merges: [Merge]) {
    self.init(
      pairs: merges.map { Self.pair(UInt32($0.left), UInt32($0.right)) },
      results: merges.map { UInt32($0.result) })
  }

  init(pairs: [UInt64], results: [UInt32]) {
    self.pairs = pairs
    self.results = results
    table = pairs.withUnsafeBufferPointer { pairs in
      IndexTable(count: pairs.count) { Self.hash(pairs[$0]) }
    }
  }

  /// The number of merges.
  public var count: Int { pairs.count }

  /// The merge of a rank.
  public subscript(rank: Int) -> Merge {
    let pair = pairs[rank]
    return Merge(
      left: Int(pair >> 32), right: Int(UInt32(truncatingIfNeeded: pair)),
      result: Int(results[rank]))
  }

  /// The rank at which two neighbouring tokens merge, or nil if they do not.
  public func rank(left: Int, right: Int) -> Int? {
    guard let left = UInt32(exactly: left), let right = UInt32(exactly: right) else { return nil }
    return withView { view in
      let rank = view.rank(left, right)
      return rank == View.noRank ? nil : Int(rank)
    }
  }

  @inline(__always)
  static func pair(_ left: UInt32, _ right: UInt32) -> UInt64 { UInt64(left) << 32 | UInt64(right) }

  @inline(__always)
  private static func hash(_ pair: UInt64) -> UInt64 {
    mix(pair ^ 0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93)
  }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    pairs.withUnsafeBufferPointer { pairs in
      results.withUnsafeBufferPointer { results in
        table.withView { body(View(pairs: pairs, results: results, table: $0)) }
      }
    }
  }

  /// The table for as long as its memory stays in place.
  struct View {
    let pairs: UnsafeBufferPointer<UInt64>
    let results: UnsafeBufferPointer<UInt32>
    let table: IndexTable.View

    /// The rank that stands for "these two do not merge"; larger than every rank.
    static let noRank = UInt32.max

    /// The rank at which two neighbouring tokens merge, or `noRank`.
    @inline(__always)
    func rank(_ left: UInt32, _ right: UInt32) -> UInt32 {
      let pair = MergeTable.pair(left, right)
      let rank = table.index(hash: MergeTable.hash(pair)) { pairs[$0] == pair }
      return rank.map { UInt32(truncatingIfNeeded: $0) } ?? Self.noRank
    }
  }
}
