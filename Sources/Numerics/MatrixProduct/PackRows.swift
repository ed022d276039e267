/// Copies rows of the left operand in the order in which kernels read them: blocks of six rows (the
/// last one may have fewer), each block column by column, every value times `alpha`.
///
/// Kernels could read rows where they lie, but rows whose distance is a power of two fall into the
/// same few sets of the cache and push each other out. For the same reason a cache line is left free
/// between the blocks.
func packRows(
  _ a: MatrixView, rows: Range<Int>, inner: Range<Int>, alpha: Float,
  into packed: UnsafeMutablePointer<Float>
) {
  var out = packed
  var row = rows.lowerBound
  let distance = packedBlockDistance(depth: inner.count)
  if a.rowStride == 1 {
    let whole = rows.count / TileTable.rows
    packColumns(a.pointer(row, inner.lowerBound), a.columnStride, inner.count, blocks: whole, out)
    row &+= whole &* TileTable.rows
    out += whole &* distance
  }
  while row < rows.upperBound {
    let height = min(TileTable.rows, rows.upperBound &- row)
    let source = a.pointer(row, inner.lowerBound)
    if height == TileTable.rows, a.columnStride == 1 {
      packSixRows(source, a.rowStride, inner.count, out)
    } else {
      packAny(source, a.rowStride, a.columnStride, height, inner.count, out)
    }
    out += distance
    row &+= height
  }
  if alpha != 1 { scaleBlocks(rows.count, inner.count, alpha, packed) }
}

/// From a block of packed rows to the next, in floats.
func packedBlockDistance(depth: Int) -> Int { TileTable.rows &* depth &+ 16 }

private func scaleBlocks(
  _ rows: Int, _ depth: Int, _ alpha: Float, _ packed: UnsafeMutablePointer<Float>
) {
  var (left, out) = (rows, packed)
  while left > 0 {
    for index in 0..<(min(left, TileTable.rows) &* depth) { out[index] *= alpha }
    out += packedBlockDistance(depth: depth)
    left &-= TileTable.rows
  }
}

/// Six contiguous rows, `stride` apart: a transposition, four columns at a time.
private func packSixRows(
  _ source: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  let whole = count & ~3
  var k = 0
  while k < whole {
    let o = out + 6 &* k
    transpose4(source + k, stride, into: o, 6)
    let r4 = (source + (4 &* stride &+ k)).four
    let r5 = (source + (5 &* stride &+ k)).four
    (o + 4).two = SIMD2(r4[0], r5[0])
    (o + 10).two = SIMD2(r4[1], r5[1])
    (o + 16).two = SIMD2(r4[2], r5[2])
    (o + 22).two = SIMD2(r4[3], r5[3])
    k &+= 4
  }
  packAny(source + whole, stride, 1, 6, count &- whole, out + 6 &* whole)
}

/// Blocks of six rows that lie side by side: a column of all of them is contiguous, and columns are
/// `stride` apart.
private func packColumns(
  _ source: UnsafePointer<Float>, _ stride: Int, _ count: Int, blocks: Int,
  _ out: UnsafeMutablePointer<Float>
) {
  for k in 0..<count {
    var (s, o) = (source + k &* stride, out + 6 &* k)
    for _ in 0..<blocks {
      o.four = s.four
      (o + 4).two = (s + 4).two
      s += 6
      o += packedBlockDistance(depth: count)
    }
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
