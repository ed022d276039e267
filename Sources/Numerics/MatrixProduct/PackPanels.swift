/// From a packed panel to the next, in floats: a cache line more than it takes, for the panels that a
/// kernel walks along side by side would otherwise fall into the same sets of the cache.
func packedPanelDistance(depth: Int) -> Int { (depth &+ 1) &* 16 }

/// Copies panels of sixteen columns of the right operand, one behind the other: for each inner index
/// a row of sixteen values. Columns past the last are filled with zeros.
func packPanels(
  _ b: MatrixView, panels: Range<Int>, into packed: UnsafeMutablePointer<Float>
) {
  let distance = packedPanelDistance(depth: b.rows)
  let whole = min(panels.upperBound, b.columns / 16)
  var panel = panels.lowerBound
  if b.columnStride == 1, panel < whole {
    packContiguousRows(
      b.pointer(0, panel &* 16), b.rowStride, b.rows, panels: whole &- panel, packed)
    panel = whole
  }
  while panel < panels.upperBound {
    let source = b.pointer(0, panel &* 16)
    let out = packed + (panel &- panels.lowerBound) &* distance
    if panel < whole, b.rowStride == 1 {
      packSixteenColumns(source, b.columnStride, b.rows, out)
    } else {
      let width = min(16, b.columns &- panel &* 16)
      packAnyPanel(source, b.rowStride, b.columnStride, width, b.rows, out)
    }
    panel &+= 1
  }
}

/// Whole panels of a matrix whose rows are contiguous, all panels row by row: a cache line for each
/// panel and row, read in the order in which they lie.
private func packContiguousRows(
  _ source: UnsafePointer<Float>, _ stride: Int, _ count: Int, panels: Int,
  _ out: UnsafeMutablePointer<Float>
) {
  for row in 0..<count {
    var (s, o) = (source + row &* stride, out + row &* 16)
    for _ in 0..<panels {
      o.lanes = s.lanes
      s += 16
      o += packedPanelDistance(depth: count)
    }
  }
}

/// Sixteen contiguous columns, `stride` apart: a transposition, four columns by four rows at a time.
private func packSixteenColumns(
  _ source: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  let whole = count & ~3
  var k = 0
  while k < whole {
    let o = out + k &* 16
    transpose4(source + k, stride, into: o, 16)
    transpose4(source + (4 &* stride &+ k), stride, into: o + 4, 16)
    transpose4(source + (8 &* stride &+ k), stride, into: o + 8, 16)
    transpose4(source + (12 &* stride &+ k), stride, into: o + 12, 16)
    k &+= 4
  }
  while k < count {
    for j in 0..<16 { out[k &* 16 &+ j] = source[j &* stride &+ k] }
    k &+= 1
  }
}

private func packAnyPanel(
  _ source: UnsafePointer<Float>, _ rowStride: Int, _ columnStride: Int, _ width: Int,
  _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  var o = out
  for k in 0..<count {
    for j in 0..<width { o[j] = source[k &* rowStride &+ j &* columnStride] }
    for j in width..<16 { o[j] = 0 }
    o += 16
  }
}
