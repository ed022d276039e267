/// A block of a matrix product: some rows by some panels of the output, computed by one thread.
struct ProductBlock {
  let a: MatrixView
  let alpha: Float
  let b: Panels
  /// The columns of the output; the last panel may reach beyond them.
  let columns: Int
  let c: UnsafeMutablePointer<Float>
  let stride: Int
  let start: ChainStart
  let width: TileWidth

  /// The inner index is walked in pieces of this many steps, so that a panel's piece (32 KiB) stays
  /// in the nearest cache while it is used for all rows. Between pieces the outputs rest in memory,
  /// and their chains go on from there.
  static let depth = 512

  func compute(rows: Range<Int>, panels: Range<Int>) {
    let largest = rows.count * min(a.columns, Self.depth)
    ThreadContext.current.withScratch(largest + TileTable.rows * 16) { scratch in
      let packed = scratch + TileTable.rows * 16
      var inner = 0
      repeat {
        let end = min(inner + Self.depth, a.columns)
        packRows(a, rows: rows, inner: inner..<end, alpha: alpha, into: packed)
        let piece = Panels(
          start: b.start + inner * b.rowStride, panelStride: b.panelStride, rowStride: b.rowStride)
        computePiece(
          rows, panels, depth: end - inner, packed, piece, inner == 0 ? start : .output,
          edge: scratch)
        inner = end
      } while inner < a.columns
    }
  }

  private func computePiece(
    _ rows: Range<Int>, _ panels: Range<Int>, depth: Int, _ packed: UnsafePointer<Float>,
    _ b: Panels, _ start: ChainStart, edge: UnsafeMutablePointer<Float>
  ) {
    var group = panels.lowerBound
    while group < panels.upperBound {
      let groupEnd = min(group &+ TileTable.group, panels.upperBound)
      let whole = rows.count / TileTable.rows &* TileTable.rows
      var panel = group
      while panel < groupEnd {
        let step = stepWidth(rows: TileTable.rows, panel: panel, end: groupEnd)
        var row = 0
        while row < whole {
          tile(
            TileTable.rows, step, depth, packed + row &* depth, b, rows.lowerBound &+ row, panel,
            start, edge)
          row &+= TileTable.rows
        }
        panel &+= step
      }
      if whole < rows.count {
        let height = rows.count &- whole
        panel = group
        while panel < groupEnd {
          let step = stepWidth(rows: height, panel: panel, end: groupEnd)
          tile(
            height, step, depth, packed + whole &* depth, b, rows.lowerBound &+ whole, panel,
            start, edge)
          panel &+= step
        }
      }
      group = groupEnd
    }
  }

  /// How many panels the next kernel takes: as many as it can, but whole ones; a panel that reaches
  /// beyond the output is computed alone.
  private func stepWidth(rows: Int, panel: Int, end: Int) -> Int {
    let most = TileTable.panels(rows: rows, width: width)
    return panel &+ most <= end && (panel &+ most) &* 16 <= columns ? most : 1
  }

  private func tile(
    _ rows: Int, _ panels: Int, _ depth: Int, _ a: UnsafePointer<Float>, _ b: Panels, _ row: Int,
    _ panel: Int, _ start: ChainStart, _ edge: UnsafeMutablePointer<Float>
  ) {
    let out = c + (row &* stride &+ panel &* 16)
    let source = Panels(
      start: b.start + panel &* b.panelStride, panelStride: b.panelStride, rowStride: b.rowStride)
    let width = columns &- panel &* 16
    if width >= 16 {
      TileTable.compute(
        rows: rows, panels: panels, depth: depth, a, source, out, stride: stride, from: start)
      return
    }
    // The outputs of a narrow panel are computed beside the matrix, and the valid ones copied.
    if case .zero = start {} else { copy(out, stride, to: edge, 16, rows, width) }
    TileTable.compute(
      rows: rows, panels: 1, depth: depth, a, source, edge, stride: 16, from: start)
    copy(edge, 16, to: out, stride, rows, width)
  }

  private func copy(
    _ from: UnsafePointer<Float>, _ fromStride: Int, to: UnsafeMutablePointer<Float>,
    _ toStride: Int, _ rows: Int, _ width: Int
  ) {
    for i in 0..<rows {
      for j in 0..<width { to[i &* toStride &+ j] = from[i &* fromStride &+ j] }
    }
  }
}
