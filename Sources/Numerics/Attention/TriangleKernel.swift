/// Weighted sums of values for the queries of a causal block: row r uses one value more than row
/// r − 1, so that what follows a query never enters its chain, not even as a product with 0.
enum TriangleKernel {
  /// Computes `rows` × 16 outputs, for 2 to 6 rows.
  ///
  /// - Parameters:
  ///   - depth: how many values the first row uses.
  ///   - a: the weights.
  ///   - b: a panel of the values.
  static func compute(
    rows: Int, depth: Int, _ a: Columns, _ b: Panels, _ c: UnsafeMutablePointer<Float>, stride: Int
  ) {
    switch rows {
    case 6: compute6(depth, a, b, c, stride)
    case 5: compute5(depth, a, b, c, stride)
    case 4: compute4(depth, a, b, c, stride)
    case 3: compute3(depth, a, b, c, stride)
    default: compute2(depth, a, b, c, stride)
    }
  }
}

@inline(__always)
private func triangle<T: Tile>(
  _: T.Type, _ depth: Int, _ a: Columns, _ b: Panels, _ c: UnsafeMutablePointer<Float>,
  _ stride: Int
) {
  var tile = T()
  var (column, row) = (a.start, b.start)
  for _ in 0..<depth {
    tile.addProduct(column, rowStride: a.rowStride, row, panelStride: b.panelStride)
    column += a.columnStride
    row += b.rowStride
  }
  // Written out, so that the rows that still take part are known when it is compiled.
  next(1, &tile, a, b, &column, &row)
  next(2, &tile, a, b, &column, &row)
  next(3, &tile, a, b, &column, &row)
  next(4, &tile, a, b, &column, &row)
  next(5, &tile, a, b, &column, &row)
  tile.store(c, stride: stride)
}

/// One more step, for the rows from `first` on.
@inline(__always)
private func next<T: Tile>(
  _ first: Int, _ tile: inout T, _ a: Columns, _ b: Panels, _ column: inout UnsafePointer<Float>,
  _ row: inout UnsafePointer<Float>
) {
  guard first < T.rows else { return }
  tile.addProduct(
    column, rowStride: a.rowStride, row, panelStride: b.panelStride, fromRow: first)
  column += a.columnStride
  row += b.rowStride
}

@inline(never)
private func compute6(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: UnsafeMutablePointer<Float>, _ stride: Int
) {
  triangle(Rows6.self, depth, a, b, c, stride)
}

@inline(never)
private func compute5(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: UnsafeMutablePointer<Float>, _ stride: Int
) {
  triangle(Rows5.self, depth, a, b, c, stride)
}

@inline(never)
private func compute4(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: UnsafeMutablePointer<Float>, _ stride: Int
) {
  triangle(Rows4.self, depth, a, b, c, stride)
}

@inline(never)
private func compute3(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: UnsafeMutablePointer<Float>, _ stride: Int
) {
  triangle(Rows3.self, depth, a, b, c, stride)
}

@inline(never)
private func compute2(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: UnsafeMutablePointer<Float>, _ stride: Int
) {
  triangle(Rows2.self, depth, a, b, c, stride)
}
