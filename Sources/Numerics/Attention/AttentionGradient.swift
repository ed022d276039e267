/// The gradients of attention for one key and value head, on one thread.
struct AttentionGradient {
  let rows: AttentionRows
  let valuesAsKeys: Panels
  let pool: WorkerPool
  let q: UnsafePointer<Float>
  let g: UnsafePointer<Float>
  let dq: UnsafeMutablePointer<Float>
  let dk: UnsafeMutablePointer<Float>
  let dv: UnsafeMutablePointer<Float>

  /// Queries are taken by blocks of this many, so that weights need memory for a block only.
  private static let block = 21 * AttentionRows.most

  private var shape: AttentionShape { rows.shape }

  func compute(sequence: Int, keyValueHead: Int) {
    let tableSize = min(Self.block, shape.queries) * rows.rowStride
    let keyOffset =
      sequence * shape.keys * shape.keyStride + keyValueHead * shape.headWidth
    ThreadContext.current.withScratch(2 * tableSize + AttentionRows.most * 16) { scratch in
      let weights = scratch + AttentionRows.most * 16
      for head in keyValueHead * shape.group..<(keyValueHead + 1) * shape.group {
        let offset = sequence * shape.queries * shape.queryStride + head * shape.headWidth
        var first = 0
        while first < shape.queries {
          let queries = first..<min(first + Self.block, shape.queries)
          block(
            queries, offset, keyOffset, weights: weights, scores: weights + tableSize,
            edge: scratch)
          first = queries.upperBound
        }
      }
    }
  }

  /// The share of some queries: their own gradients, and what they add to those of keys and values.
  private func block(
    _ queries: Range<Int>, _ offset: Int, _ keyOffset: Int,
    weights: UnsafeMutablePointer<Float>, scores: UnsafeMutablePointer<Float>,
    edge: UnsafeMutablePointer<Float>
  ) {
    let seen = shape.visible(queries.upperBound - 1, isCausal: rows.isCausal)
    var first = queries.lowerBound
    while first < queries.upperBound {
      let count = min(AttentionRows.most, queries.upperBound &- first)
      let start = (first &- queries.lowerBound) &* rows.rowStride
      few(
        first, count, offset, seen: seen, weights: weights + start, scores: scores + start,
        edge: edge)
      first &+= count
    }
    addProduct(weights, queries, seen, g + offset, into: dv + keyOffset)
    addProduct(scores, queries, seen, q + offset, into: dk + keyOffset)
  }

  /// Weights, gradients of the scores, and gradients of the queries, for at most six queries.
  private func few(
    _ first: Int, _ count: Int, _ offset: Int, seen: Int, weights: UnsafeMutablePointer<Float>,
    scores: UnsafeMutablePointer<Float>, edge: UnsafeMutablePointer<Float>
  ) {
    rows.scores(q + offset, first: first, count: count, into: weights)
    rows.weights(first: first, count: count, weights)
    let last = shape.visible(first + count - 1, isCausal: rows.isCausal)
    rows.products(
      g + offset, valuesAsKeys, first: first, count: count, panels: (last + 15) / 16, into: scores)
    for row in 0..<count {
      let visible = shape.visible(first + row, isCausal: rows.isCausal)
      let (p, s) = (weights + row &* rows.rowStride, scores + row &* rows.rowStride)
      // Weights are padded with zeros, so that whole registers can be computed.
      SoftmaxRow.clearPadding(s, visible)
      SoftmaxRow.backward(p, s, into: s, (visible &+ 15) & ~15, scale: rows.scale)
      // What the query does not see takes part in the products over all queries: with 0.
      (p + visible).update(repeating: 0, count: seen &- visible)
      (s + visible).update(repeating: 0, count: seen &- visible)
    }
    rows.outputs(first: first, count: count, scores, into: dq + offset, edge: edge)
  }

  /// Adds tableᵀ · x to the gradients of the first `seen` keys or values.
  private func addProduct(
    _ table: UnsafePointer<Float>, _ queries: Range<Int>, _ seen: Int,
    _ x: UnsafePointer<Float>, into gradients: UnsafeMutablePointer<Float>
  ) {
    let a = MatrixView(table, rows: queries.count, columns: seen, stride: rows.rowStride)
    let b = MatrixView(
      x + queries.lowerBound &* shape.queryStride, rows: queries.count, columns: shape.headWidth,
      stride: shape.queryStride)
    MatrixProduct(
      a: a.transposed, alpha: 1, beta: 1, columns: shape.headWidth, c: gradients,
      stride: shape.keyStride, pool: pool
    ).compute(b)
  }
}
