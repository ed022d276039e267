/// Attention with several heads, in Double, with every step kept.
///
/// Q = X W_Q, K = X W_K and V = X W_V are cut into heads along their columns; each query head attends by
/// itself; the heads' outputs are put side by side and mapped by W_O (Vaswani et al. 2017, section
/// 3.2.2). With fewer key and value heads than query heads, neighbouring query heads share one
/// (grouped-query attention, Ainslie et al. 2023, arXiv:2305.13245).
///
/// Law: a head's attention is `ScalarAttention` of its columns, to the bit.
public struct ScalarMultiHeadAttention: Sendable, Equatable {
  /// `[positions, head width]` for each query head.
  public let queries: [DoubleMatrix]
  /// `[positions, head width]` for each key and value head.
  public let keys: [DoubleMatrix]
  /// `[positions, value width]` for each key and value head.
  public let values: [DoubleMatrix]
  /// The attention of each query head.
  public let heads: [ScalarAttention]
  /// The heads' outputs side by side, `[positions, heads · value width]`.
  public let concatenated: DoubleMatrix
  /// After the output map; nil where there is none.
  public let output: DoubleMatrix?

  /// - Precondition: projections that have a row for each column of `x`; columns that the heads
  ///   share evenly; as many rows of `wo` as the heads' outputs have columns; and a number of query
  ///   heads that is a multiple of that of the key and value heads.
  /// - Throws: `AttentionError`.
  public init(
    x: DoubleMatrix, wq: DoubleMatrix, wk: DoubleMatrix, wv: DoubleMatrix, wo: DoubleMatrix?,
    headCount: Int, keyValueHeadCount: Int, isScaled: Bool = true,
    mask: ScalarAttention.Mask = .none
  ) throws {
    precondition(headCount % keyValueHeadCount == 0, "heads share evenly")
    queries = x.multiplied(by: wq).columnGroups(headCount)
    keys = x.multiplied(by: wk).columnGroups(keyValueHeadCount)
    values = x.multiplied(by: wv).columnGroups(keyValueHeadCount)
    let (queries, keys, values) = (queries, keys, values)
    heads = try (0..<headCount).map { head in
      let shared = Self.keyValueHead(of: head, heads: headCount, keyValueHeads: keyValueHeadCount)
      return try ScalarAttention(
        queries: queries[head], keys: keys[shared], values: values[shared], isScaled: isScaled,
        mask: mask)
    }
    concatenated = DoubleMatrix(sideBySide: heads.compactMap(\.output))
    let concatenated = concatenated
    output = wo.map { concatenated.multiplied(by: $0) }
  }

  /// The key and value head that a query head reads: neighbours share one.
  public static func keyValueHead(of head: Int, heads: Int, keyValueHeads: Int) -> Int {
    head / (heads / keyValueHeads)
  }
}

extension DoubleMatrix {
  /// The columns in so many groups of equal width.
  ///
  /// - Precondition: a number of columns that the groups share evenly.
  public func columnGroups(_ count: Int) -> [DoubleMatrix] {
    precondition(count > 0 && columnCount % count == 0, "\(columnCount) columns in \(count) groups")
    let width = columnCount / count
    return (0..<count).map { group in
      DoubleMatrix(
        rowCount: rowCount, columnCount: width,
        elements: (0..<rowCount).flatMap { row in
          let start = row * columnCount + group * width
          return elements[start..<start + width]
        })
    }
  }

  /// Matrices of one height, side by side.
  ///
  /// - Precondition: as many rows in each.
  public init(sideBySide parts: [DoubleMatrix]) {
    let rows = parts.first?.rowCount ?? 0
    precondition(parts.allSatisfy { $0.rowCount == rows }, "matrices of one height")
    self.init(
      rowCount: rows, columnCount: parts.reduce(0) { $0 + $1.columnCount },
      elements: (0..<rows).flatMap { row in parts.flatMap { $0.row(row) } })
  }
}
