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
  /// The right operand in blocks, if it is kept so; `b` is then not read.
  var blocks: BlockMatrix?

  /// The inner index is walked in pieces of at most this many steps, so that a panel's piece (32 KiB) stays
  /// in the nearest cache while it is used for all rows. Between pieces the outputs rest in memory,
  /// and their chains go on from there.
  static let mostSteps = 512

  /// Panels that are spread out are written first and read then: two of half as many steps stay in the
  /// nearest cache, whatever the rows.
  private var mostSteps: Int { blocks == nil ? Self.mostSteps : Self.mostSteps / 2 }
  private var group: Int { blocks == nil ? TileTable.group : 2 }

  func compute(rows: Range<Int>, panels: Range<Int>) {
    let pieces = max(1, (a.columns + mostSteps - 1) / mostSteps)
    let even = (a.columns + pieces - 1) / pieces
    let unit = blocks?.kernels.unit ?? 1
    let depth = (even + unit - 1) / unit * unit
    let heights = (rows.count + TileTable.rows - 1) / TileTable.rows
    let packedSize = isReadInPlace ? 0 : heights * packedBlockDistance(depth: depth)
    let spreadSize = blocks == nil ? 0 : group * packedPanelDistance(depth: depth)
    ThreadContext.current.withScratch(packedSize + spreadSize + TileTable.rows * 16) { scratch in
      let spread = scratch + TileTable.rows * 16
      let packed = spread + spreadSize
      var inner = 0
      repeat {
        let end = min(inner + depth, a.columns)
        let piece = Piece(
          inner: inner..<end, a: columns(rows, inner..<end, packed), rows: rows,
          b: blocks == nil ? b.fromRow(inner) : b,
          start: inner == 0 ? start : .output, edge: scratch, spread: spread)
        compute(piece, panels)
        inner = end
      } while inner < a.columns
    }
  }

  /// Whether kernels read the left operand where it lies: its rows, or the columns of a transposed
  /// one, are contiguous and not far apart. While a kernel runs, what it reads next is fetched for
  /// nothing; a copy would wait for it. But of long rows only a part is used at a time, and parts that
  /// are far apart push each other out of the cache.
  private var isReadInPlace: Bool {
    guard alpha == 1 else { return false }
    return a.columnStride == 1 && a.rowStride <= 1024
      || a.rowStride == 1 && a.columnStride <= 256
  }

  /// The part of the left operand that a piece needs: where it lies, or a copy of it.
  private func columns(
    _ rows: Range<Int>, _ inner: Range<Int>, _ packed: UnsafeMutablePointer<Float>
  ) -> (Int) -> Columns {
    if isReadInPlace {
      return { row in
        Columns(
          start: a.pointer(rows.lowerBound &+ row, inner.lowerBound), rowStride: a.rowStride,
          columnStride: a.columnStride)
      }
    }
    packRows(a, rows: rows, inner: inner, alpha: alpha, into: packed)
    let distance = packedBlockDistance(depth: inner.count)
    return { row in
      let height = min(TileTable.rows, rows.count &- row)
      return Columns(
        start: packed + row / TileTable.rows &* distance, rowStride: 1, columnStride: height)
    }
  }

  /// What is done with one piece of the inner index.
  private struct Piece {
    let inner: Range<Int>
    /// The left operand from a row of the block on.
    let a: (Int) -> Columns
    let rows: Range<Int>
    var b: Panels
    let start: ChainStart
    /// Room for one tile.
    let edge: UnsafeMutablePointer<Float>
    /// Room for a group of panels that are spread out.
    let spread: UnsafeMutablePointer<Float>
    var depth: Int { inner.count }
  }

  /// Panel by panel, so that a panel stays in the nearest cache while all rows use it; the last,
  /// lower block of rows takes more panels at once and so goes through a group of them.
  private func compute(_ piece: Piece, _ panels: Range<Int>) {
    let whole = piece.rows.count / TileTable.rows &* TileTable.rows
    var group = panels.lowerBound
    while group < panels.upperBound {
      let groupEnd = min(group &+ self.group, panels.upperBound)
      let piece = spreading(group..<groupEnd, piece)
      if whole > 0 {
        computeRows(
          piece, from: 0, to: whole, height: TileTable.rows, panels: group..<groupEnd)
      }
      if whole < piece.rows.count {
        computeRows(
          piece, from: whole, to: piece.rows.count, height: piece.rows.count &- whole,
          panels: group..<groupEnd)
      }
      group = groupEnd
    }
  }

  /// The piece with panels of the right operand spread out, where that is kept in blocks.
  private func spreading(_ panels: Range<Int>, _ piece: Piece) -> Piece {
    guard let blocks else { return piece }
    let distance = packedPanelDistance(depth: piece.depth)
    for panel in panels {
      blocks.spread(
        panel, piece.inner, into: piece.spread + (panel &- panels.lowerBound) &* distance)
    }
    var piece = piece
    piece.b = Panels(
      start: piece.spread - panels.lowerBound &* distance, panelStride: distance, rowStride: 16)
    return piece
  }

  private func computeRows(
    _ piece: Piece, from first: Int, to last: Int, height: Int, panels: Range<Int>
  ) {
    var panel = panels.lowerBound
    while panel < panels.upperBound {
      let step = stepWidth(rows: height, panel: panel, end: panels.upperBound)
      var row = first
      while row < last {
        tile(piece, rows: height, panels: step, row, panel)
        row &+= height
      }
      panel &+= step
    }
  }

  /// How many panels the next kernel takes: as many as it can, but whole ones; a panel that reaches
  /// beyond the output is computed alone.
  private func stepWidth(rows: Int, panel: Int, end: Int) -> Int {
    let whole = min(end, columns / 16) &- panel
    return TileTable.panels(rows: rows, available: max(whole, 1), width: width)
  }

  private func tile(_ piece: Piece, rows: Int, panels: Int, _ row: Int, _ panel: Int) {
    let a = piece.a(row)
    let b = piece.b.from(panel)
    let out = c + ((piece.rows.lowerBound &+ row) &* stride &+ panel &* 16)
    let width = columns &- panel &* 16
    if width >= 16 {
      TileTable.compute(
        rows: rows, panels: panels, depth: piece.depth, a, b, out, stride: stride,
        from: piece.start)
      return
    }
    // The outputs of a narrow panel are computed beside the matrix, and the valid ones copied.
    if case .zero = piece.start {} else { copy(out, stride, to: piece.edge, 16, rows, width) }
    TileTable.compute(
      rows: rows, panels: 1, depth: piece.depth, a, b, piece.edge, stride: 16, from: piece.start)
    copy(piece.edge, 16, to: out, stride, rows, width)
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
