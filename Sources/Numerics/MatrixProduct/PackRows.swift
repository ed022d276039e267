/// Copies rows of the left operand in the order in which kernels read them: blocks of six rows (the
/// last one may have fewer), each block column by column, every value times `alpha`.
///
/// Kernels could read rows where they lie, but rows whose distance is a power of two fall into the
/// same few sets of the cache and push each other out.
func packRows(
  _ a: MatrixView, rows: Range<Int>, inner: Range<Int>, alpha: Float,
  into packed: UnsafeMutablePointer<Float>
) {
  var out = packed
  var row = rows.lowerBound
  while row < rows.upperBound {
    let height = min(TileTable.rows, rows.upperBound &- row)
    let source = a.pointer(row, inner.lowerBound)
    switch (height, a.columnStride, a.rowStride) {
    case (6, 1, let stride): packSixRows(source, stride, inner.count, out)
    case (6, let stride, 1): packSixColumns(source, stride, inner.count, out)
    default: packAny(source, a.rowStride, a.columnStride, height, inner.count, out)
    }
    if alpha != 1 {
      for index in 0..<(height &* inner.count) { out[index] *= alpha }
    }
    out += height &* inner.count
    row &+= height
  }
}

/// Six contiguous rows, `stride` apart.
private func packSixRows(
  _ source: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  let r0 = source
  let r1 = r0 + stride
  let r2 = r1 + stride
  let r3 = r2 + stride
  let r4 = r3 + stride
  let r5 = r4 + stride
  var o = out
  var k = 0
  while k < count {
    o[0] = r0[k]
    o[1] = r1[k]
    o[2] = r2[k]
    o[3] = r3[k]
    o[4] = r4[k]
    o[5] = r5[k]
    o += 6
    k &+= 1
  }
}

/// Six rows that lie side by side: a column is contiguous, and columns are `stride` apart.
private func packSixColumns(
  _ source: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  var s = source
  var o = out
  for _ in 0..<count {
    o[0] = s[0]
    o[1] = s[1]
    o[2] = s[2]
    o[3] = s[3]
    o[4] = s[4]
    o[5] = s[5]
    o += 6
    s += stride
  }
}

private func packAny(
  _ source: UnsafePointer<Float>, _ rowStride: Int, _ columnStride: Int, _ height: Int,
  _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  var o = out
  for k in 0..<count {
    for i in 0..<height { o[i] = source[i &* rowStride &+ k &* columnStride] }
    o += height
  }
}
