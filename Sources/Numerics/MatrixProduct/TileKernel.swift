/// Where the kernels find a right operand: panels of sixteen columns.
struct Panels {
  /// The first panel's row of the inner index 0.
  let start: UnsafePointer<Float>
  /// From a panel to the next, in floats.
  let panelStride: Int
  /// From a row of a panel to the next, in floats.
  let rowStride: Int

  /// The panels from one of them on.
  @inline(__always)
  func from(_ panel: Int) -> Panels {
    Panels(start: start + panel &* panelStride, panelStride: panelStride, rowStride: rowStride)
  }

  /// The same panels from an inner index on.
  @inline(__always)
  func fromRow(_ row: Int) -> Panels {
    Panels(start: start + row &* rowStride, panelStride: panelStride, rowStride: rowStride)
  }
}

/// Where the kernels find a left operand: a column of values for each step.
struct Columns {
  /// The first row's value of the inner index 0.
  let start: UnsafePointer<Float>
  /// From a row to the next, in floats.
  let rowStride: Int
  /// From a column to the next, in floats.
  let columnStride: Int
}

/// What a chain of multiply-adds begins with.
enum ChainStart {
  /// 0; what stands in the output is not read.
  case zero
  /// What stands in the output.
  case output
  /// What stands in the output, times a factor.
  case scaledOutput(Float)
}

/// Computes one tile: each output is one chain of fused multiply-adds along the inner index, in
/// ascending order: `c ← fma(a[i, k], b[k, j], c)` for k = 0, 1, ….
///
/// - Parameters:
///   - depth: how many steps each chain takes.
///   - a: for each step a column of `T.rows` values.
///   - b: for each step a row of 16 values in each of `T.panels` panels.
@inline(__always)
func computeTile<T: Tile>(
  _: T.Type, depth: Int, _ a: Columns, _ b: Panels,
  _ c: UnsafeMutablePointer<Float>, stride: Int, from start: ChainStart
) {
  var tile: T
  switch start {
  case .zero: tile = T()
  case .output: tile = T(c, stride: stride)
  case .scaledOutput(let factor):
    tile = T(c, stride: stride)
    tile.scale(by: factor)
  }
  var (column, row, left) = (a.start, b.start, depth)
  while left > 0 {
    tile.addProduct(column, rowStride: a.rowStride, row, panelStride: b.panelStride)
    column += a.columnStride
    row += b.rowStride
    left &-= 1
  }
  tile.store(c, stride: stride)
}
