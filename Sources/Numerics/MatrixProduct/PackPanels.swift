/// Copies one panel, sixteen columns from `column` on, of the right operand: for each inner index a
/// row of sixteen values. Columns past the last are filled with zeros.
func packPanel(_ b: MatrixView, column: Int, into packed: UnsafeMutablePointer<Float>) {
  let width = min(16, b.columns &- column)
  let source = b.pointer(0, column)
  switch (width, b.columnStride, b.rowStride) {
  case (16, 1, let stride): packContiguousRows(source, stride, b.rows, packed)
  case (16, let stride, 1): packSixteenColumns(source, stride, b.rows, packed)
  default: packAnyPanel(source, b.rowStride, b.columnStride, width, b.rows, packed)
  }
}

private func packContiguousRows(
  _ source: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  var (s, o) = (source, out)
  for _ in 0..<count {
    o.lanes = s.lanes
    s += stride
    o += 16
  }
}

/// Sixteen contiguous columns, `stride` apart: a transposition, four columns by four rows at a time.
private func packSixteenColumns(
  _ source: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  let whole = count & ~3
  var k = 0
  while k < whole {
    for quarter in 0..<4 {
      let s = source + (quarter &* 4 &* stride &+ k)
      let block = transpose4(s, stride)
      let o = out + (k &* 16 &+ quarter &* 4)
      o.four = block.lowHalf.lowHalf
      (o + 16).four = block.lowHalf.highHalf
      (o + 32).four = block.highHalf.lowHalf
      (o + 48).four = block.highHalf.highHalf
    }
    k &+= 4
  }
  while k < count {
    for j in 0..<16 { out[k &* 16 &+ j] = source[j &* stride &+ k] }
    k &+= 1
  }
}

/// Four by four values, rows `stride` apart, column by column.
@inline(__always)
private func transpose4(_ s: UnsafePointer<Float>, _ stride: Int) -> Lanes {
  let r0 = s.four
  let r1 = (s + stride).four
  let r2 = (s + 2 &* stride).four
  let r3 = (s + 3 &* stride).four
  return Lanes(
    r0[0], r1[0], r2[0], r3[0], r0[1], r1[1], r2[1], r3[1],
    r0[2], r1[2], r2[2], r3[2], r0[3], r1[3], r2[3], r3[3])
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

extension UnsafePointer<Float> {
  @inline(__always)
  fileprivate var four: SIMD4<Float> {
    UnsafeRawPointer(self).loadUnaligned(as: SIMD4<Float>.self)
  }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always)
  fileprivate var four: SIMD4<Float> {
    get { UnsafeRawPointer(self).loadUnaligned(as: SIMD4<Float>.self) }
    nonmutating set {
      UnsafeMutableRawPointer(self).storeBytes(of: newValue, as: SIMD4<Float>.self)
    }
  }
}
