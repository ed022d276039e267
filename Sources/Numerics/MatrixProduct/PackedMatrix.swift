/// The right operand of many products, stored once in the order in which kernels read it.
///
/// A weight matrix is packed when a model is loaded, and every product with it is then spared the
/// copy. It takes as much memory as the matrix (with the columns rounded up to a multiple of 16).
public struct PackedMatrix: Sendable {
  /// The inner size of products with it: how wide the left operand must be.
  public let rows: Int
  /// How wide the products are.
  public let columns: Int
  private let storage: TensorStorage

  /// Packs a matrix `[rows, columns]`, or `[columns, rows]` if `transposed`.
  public init(
    _ matrix: Tensor, transposed: Bool = false, pool: WorkerPool = .default
  ) throws(ShapeError) {
    self = try Self.packing([(matrix, transposed)], pool: pool)[0]
  }

  /// Packs several matrices in one loop over all of them.
  public static func packing(
    _ matrices: [(matrix: Tensor, transposed: Bool)], pool: WorkerPool = .default
  ) throws(ShapeError) -> [PackedMatrix] {
    var results: [PackedMatrix] = []
    var tasks: [PackingTask] = []
    for (matrix, transposed) in matrices {
      let result = try PackedMatrix(roomFor: matrix, transposed: transposed)
      let plain = MatrixView(
        matrix.storage.start, rows: matrix.shape[0], columns: matrix.shape[1],
        stride: matrix.shape[1])
      tasks += PackingTask.covering(
        transposed ? plain.transposed : plain, into: result.storage.start)
      results.append(result)
    }
    pool.forEachSharing(tasks.count) { tasks[$0].run() }
    withExtendedLifetime((matrices, results)) {}
    return results
  }

  private init(roomFor matrix: Tensor, transposed: Bool) throws(ShapeError) {
    guard matrix.rank == 2 else {
      throw ShapeError("PackedMatrix", [matrix.shape], "a matrix has two axes")
    }
    rows = matrix.shape[transposed ? 1 : 0]
    columns = matrix.shape[transposed ? 0 : 1]
    storage = TensorStorage(
      uninitialized: (columns + 15) / 16 * packedPanelDistance(depth: rows))
  }

  /// The panels as the kernels read them; valid as long as this value.
  var panels: Panels {
    Panels(
      start: storage.start, panelStride: packedPanelDistance(depth: rows), rowStride: 16)
  }

  /// Columns of the matrix, each as a row: `[picked.count, rows]`. Throws if a position is none.
  public func columns(_ picked: [Int], pool: WorkerPool = .default) throws(ShapeError) -> Tensor {
    for column in picked where column < 0 || column >= columns {
      throw ShapeError("columns", [[columns, rows]], "there is no row \(column)")
    }
    let result = Tensor(uninitialized: [picked.count, rows])
    let (x, y) = (storage.start, result.storage.start)
    pool.forEachRange(picked.count, cost: rows) { range in
      for index in range {
        let (panel, lane) = picked[index].quotientAndRemainder(dividingBy: 16)
        let source = x + (panel * packedPanelDistance(depth: rows) + lane)
        for row in 0..<rows { y[index &* rows &+ row] = source[row &* 16] }
      }
    }
    withExtendedLifetime(storage) {}
    return result
  }

  /// The matrix itself, `[rows, columns]`.
  public func unpacked() -> Tensor {
    let result = Tensor(uninitialized: [rows, columns])
    for row in 0..<rows {
      for column in 0..<columns {
        let (panel, lane) = column.quotientAndRemainder(dividingBy: 16)
        result.storage.start[row * columns + column] =
          storage.start[panel * packedPanelDistance(depth: rows) + row * 16 + lane]
      }
    }
    withExtendedLifetime(storage) {}
    return result
  }
}

/// The matrix product with a packed right operand; same bits as with the matrix itself.
///
/// - Parameters:
///   - a: `[…, k]`, all its axes but the last taken as rows.
///   - b: `k` by `n`.
/// - Returns: `[…, n]`.
public func matmul(
  _ a: Tensor, _ b: PackedMatrix, alpha: Float = 1, pool: WorkerPool = .default
) throws(ShapeError) -> Tensor {
  var c = Tensor(uninitialized: Array(a.shape.dropLast()) + [b.columns])
  try matmul(a, b, alpha: alpha, into: &c, pool: pool)
  return c
}

/// The matrix product with a packed right operand, added to what stands in `c`:
/// `c ← alpha·a·b + beta·c`.
public func matmul(
  _ a: Tensor, _ b: PackedMatrix, alpha: Float = 1, into c: inout Tensor, beta: Float = 0,
  pool: WorkerPool = .default
) throws(ShapeError) {
  try matmul(a, b, alpha: alpha, into: &c, beta: beta, width: .fastest, pool: pool)
}

func matmul(
  _ a: Tensor, _ b: PackedMatrix, alpha: Float = 1, into c: inout Tensor, beta: Float = 0,
  width: TileWidth, pool: WorkerPool
) throws(ShapeError) {
  guard a.rank >= 1, a.width == b.rows else {
    throw ShapeError(
      "matmul", [a.shape, [b.rows, b.columns]], "the inner sizes \(a.width) and \(b.rows) differ")
  }
  let outputShape = Array(a.shape.dropLast()) + [b.columns]
  guard c.shape == outputShape else {
    throw ShapeError("matmul", [c.shape, outputShape], "the output has another shape")
  }
  let output = beta == 0 ? c.overwritableStart() : c.writableStart()
  MatrixProduct(
    a: MatrixView(a.storage.start, rows: a.rowCount, columns: a.width, stride: a.width),
    alpha: alpha, beta: beta, columns: b.columns, c: output, stride: b.columns, width: width,
    pool: pool
  ).compute(b.panels)
  withExtendedLifetime((a, b)) {}
}

/// Some panels of a matrix that is being packed.
private struct PackingTask {
  let matrix: MatrixView
  let panels: Range<Int>
  let out: UnsafeMutablePointer<Float>

  static func covering(
    _ matrix: MatrixView, into out: UnsafeMutablePointer<Float>
  ) -> [PackingTask] {
    let (panels, each) = ((matrix.columns + 15) / 16, 8)
    return stride(from: 0, to: panels, by: each).map { first in
      PackingTask(matrix: matrix, panels: first..<min(first + each, panels), out: out)
    }
  }

  func run() {
    packPanels(
      matrix, panels: panels,
      into: out + panels.lowerBound * packedPanelDistance(depth: matrix.rows))
  }
}
