/// A matrix in memory, with any distance between rows and between columns.
struct MatrixView {
  let start: UnsafePointer<Float>
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  /// A row-major matrix; `stride` floats lie between the starts of its rows.
  init(_ start: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int) {
    self.init(
      start: start, rows: rows, columns: columns, rowStride: stride, columnStride: 1)
  }

  private init(
    start: UnsafePointer<Float>, rows: Int, columns: Int, rowStride: Int, columnStride: Int
  ) {
    self.start = start
    self.rows = rows
    self.columns = columns
    self.rowStride = rowStride
    self.columnStride = columnStride
  }

  /// The same memory with rows and columns exchanged.
  var transposed: MatrixView {
    MatrixView(
      start: start, rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride)
  }

  /// The same matrix from a row and a column on.
  @inline(__always)
  func pointer(_ row: Int, _ column: Int) -> UnsafePointer<Float> {
    start + (row &* rowStride &+ column &* columnStride)
  }
}
