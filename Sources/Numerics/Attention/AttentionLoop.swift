/// The loop over sequences, heads and blocks of queries.
struct AttentionLoop {
  let shape: AttentionShape
  let isCausal: Bool
  let scale: Float
  let window: Int
  let cap: Float
  let q: UnsafePointer<Float>
  let output: UnsafeMutablePointer<Float>
  /// Where weights and scores are kept, `[batch, heads, queries, keys]`.
  let weights: UnsafeMutablePointer<Float>?
  let scores: UnsafeMutablePointer<Float>?
  /// The one head whose weights and scores are kept, `[batch, 1, queries, keys]`.
  let keptHead: Int?

  /// Computes all outputs; `view` gives the keys and values of a sequence.
  func run(_ pool: WorkerPool, _ view: (Int) -> KeyValueView) {
    let blocks = (shape.queries + AttentionRows.most - 1) / AttentionRows.most
    let work =
      min(AttentionRows.most, shape.queries) * shape.keys * (shape.headWidth + 8) / 8
    let width = TileWidth.fastest
    pool.forEachRange(shape.batch * shape.heads * blocks, cost: work) { range in
      ThreadContext.current.withScratch(AttentionRows.scratchSize(shape)) { scratch in
        for index in range {
          let (pair, block) = index.quotientAndRemainder(dividingBy: blocks)
          let (sequence, head) = pair.quotientAndRemainder(dividingBy: shape.heads)
          let view = view(sequence)
          let rows = AttentionRows(
            shape: shape, isCausal: isCausal, scale: scale,
            keys: view.keyPanels(head / shape.group),
            values: view.valuePanels(head / shape.group), width: width, window: window, cap: cap)
          compute(
            rows, pair: pair, sequence: sequence, head: head, first: block * AttentionRows.most,
            scratch)
        }
      }
    }
  }

  private func compute(
    _ rows: AttentionRows, pair: Int, sequence: Int, head: Int, first: Int,
    _ scratch: UnsafeMutablePointer<Float>
  ) {
    let count = min(AttentionRows.most, shape.queries - first)
    let offset = sequence * shape.queries * shape.queryStride + head * shape.headWidth
    let table = scratch + AttentionRows.most * 16
    rows.scores(q + offset, first: first, count: count, all: scores != nil, into: table)
    keep(table, rows, pair: pair, first: first, count: count, in: scores) { _ in shape.keys }
    rows.weights(first: first, count: count, table)
    keep(table, rows, pair: pair, first: first, count: count, in: weights) {
      shape.visible($0, isCausal: isCausal)
    }
    rows.outputs(first: first, count: count, table, into: output + offset, edge: scratch)
  }

  /// Copies the first columns of each row into what is kept.
  private func keep(
    _ table: UnsafePointer<Float>, _ rows: AttentionRows, pair: Int, first: Int, count: Int,
    in kept: UnsafeMutablePointer<Float>?, _ columns: (Int) -> Int
  ) {
    guard let kept else { return }
    var pair = pair
    if let keptHead {
      guard pair % shape.heads == keptHead else { return }
      pair /= shape.heads
    }
    for row in 0..<count {
      let target = kept + (pair * shape.queries + first + row) * shape.keys
      target.update(from: table + row * rows.rowStride, count: columns(first + row))
    }
  }
}
