/// One matrix product over memory: `c ← alpha · a · b + beta · c`, as a chain for each output.
///
/// Law: output `c[i, j]` is one chain of fused multiply-adds over the inner index in ascending order,
/// `c ← fma(alpha · a[i, k], b[k, j], c)`, which begins with 0 if `beta` is 0 (what stands in the
/// output is then not even read) and with `beta · c[i, j]` otherwise. So its bits depend on row `i` of
/// `a` and column `j` of `b` alone: not on how many rows there are, nor on the threads, nor on the
/// width of the machine's registers.
struct MatrixProduct {
  let a: MatrixView
  let alpha: Float
  let beta: Float
  let columns: Int
  let c: UnsafeMutablePointer<Float>
  let stride: Int
  var width = TileWidth.fastest
  let pool: WorkerPool

  /// Below this many multiply-adds a product is not worth waking a thread for.
  static let worthSharing = 1 << 17
  /// A right operand is packed by chunks of at most this many floats (8 MiB).
  private static let chunk = 1 << 21

  /// The product with a right operand that lies in panels already.
  func compute(_ b: Panels) {
    compute(b, panels: 0..<(columns + 15) / 16)
  }

  /// The product with a right operand as it lies in memory.
  func compute(_ b: MatrixView) {
    let panels = (columns + 15) / 16
    let panelSize = b.rows * 16
    let perChunk = max(1, min(panels, Self.chunk / max(panelSize, 1)))
    ThreadContext.current.withScratch(perChunk * panelSize) { packed in
      var first = 0
      while first < panels {
        let last = min(first + perChunk, panels)
        share(last - first, cost: panelSize * 4) { panel in
          packPanel(b, column: (first + panel) * 16, into: packed + panel * panelSize)
        }
        // The panels are numbered within the whole matrix.
        let source = Panels(
          start: packed - first * panelSize, panelStride: panelSize, rowStride: 16)
        compute(source, panels: first..<last)
        first = last
      }
    }
  }

  private func compute(_ b: Panels, panels: Range<Int>) {
    guard a.rows > 0, !panels.isEmpty else { return }
    let start: ChainStart = beta == 0 ? .zero : beta == 1 ? .output : .scaledOutput(beta)
    let block = ProductBlock(
      a: a, alpha: alpha, b: b, columns: columns, c: c, stride: stride, start: start,
      width: width)
    let work = a.rows * panels.count * 16 * max(a.columns, 1)
    guard work >= Self.worthSharing, pool.threads > 1 else {
      return block.compute(rows: 0..<a.rows, panels: panels)
    }
    let cut = ProductCut(rows: a.rows, panels: panels.count, threads: pool.threads)
    pool.forEachSharing(cut.count) { index in
      let (rows, part) = cut.block(index)
      block.compute(
        rows: rows,
        panels: panels.lowerBound + part.lowerBound..<panels.lowerBound + part.upperBound)
    }
  }

  private func share(_ count: Int, cost: Int, _ body: (Int) -> Void) {
    if count * cost < Self.worthSharing {
      for index in 0..<count { body(index) }
    } else {
      pool.forEachSharing(count, body)
    }
  }
}
