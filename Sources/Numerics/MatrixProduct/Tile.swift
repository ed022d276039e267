/// A block of outputs that a kernel keeps in registers while it walks along the inner index.
///
/// Tiles are composed: `Above` and `Beside` make taller and wider ones out of the single row of
/// sixteen, and the compiler dissolves them into registers.
protocol Tile {
  static var rows: Int { get }
  /// How many panels of sixteen columns stand side by side.
  static var panels: Int { get }

  /// Zeros.
  init()
  /// The values at `c`, whose rows are `stride` floats apart.
  init(_ c: UnsafePointer<Float>, stride: Int)
  mutating func scale(by factor: Float)
  /// One step of every chain: adds the product of a column of `rows` values, `rowStride` floats
  /// apart from `a` on, and, in each panel, a row of sixteen values, `panelStride` floats apart from
  /// `b` on.
  mutating func addProduct(
    _ a: UnsafePointer<Float>, rowStride: Int, _ b: UnsafePointer<Float>, panelStride: Int)
  /// The same step for the rows from `first` on only.
  mutating func addProduct(
    _ a: UnsafePointer<Float>, rowStride: Int, _ b: UnsafePointer<Float>, panelStride: Int,
    fromRow first: Int)
  func store(_ c: UnsafeMutablePointer<Float>, stride: Int)
}

/// One row of sixteen outputs.
struct Row: Tile {
  static var rows: Int { 1 }
  static var panels: Int { 1 }
  private var sums: Lanes

  @inline(__always)
  init() { sums = .zero }

  @inline(__always)
  init(_ c: UnsafePointer<Float>, stride: Int) { sums = c.lanes }

  @inline(__always)
  mutating func scale(by factor: Float) { sums *= factor }

  @inline(__always)
  mutating func addProduct(
    _ a: UnsafePointer<Float>, rowStride: Int, _ b: UnsafePointer<Float>, panelStride: Int
  ) {
    sums = sums.addingProduct(Lanes(repeating: a[0]), b.lanes)
  }

  @inline(__always)
  mutating func addProduct(
    _ a: UnsafePointer<Float>, rowStride: Int, _ b: UnsafePointer<Float>, panelStride: Int,
    fromRow first: Int
  ) {
    if first <= 0 { addProduct(a, rowStride: rowStride, b, panelStride: panelStride) }
  }

  @inline(__always)
  func store(_ c: UnsafeMutablePointer<Float>, stride: Int) { c.lanes = sums }
}

/// One tile on top of another.
struct Above<Top: Tile, Bottom: Tile>: Tile {
  @inline(__always)
  static var rows: Int { Top.rows &+ Bottom.rows }
  @inline(__always)
  static var panels: Int { Top.panels }
  private var top: Top
  private var bottom: Bottom

  @inline(__always)
  init() {
    top = Top()
    bottom = Bottom()
  }

  @inline(__always)
  init(_ c: UnsafePointer<Float>, stride: Int) {
    top = Top(c, stride: stride)
    bottom = Bottom(c + Top.rows &* stride, stride: stride)
  }

  @inline(__always)
  mutating func scale(by factor: Float) {
    top.scale(by: factor)
    bottom.scale(by: factor)
  }

  @inline(__always)
  mutating func addProduct(
    _ a: UnsafePointer<Float>, rowStride: Int, _ b: UnsafePointer<Float>, panelStride: Int
  ) {
    top.addProduct(a, rowStride: rowStride, b, panelStride: panelStride)
    bottom.addProduct(
      a + Top.rows &* rowStride, rowStride: rowStride, b, panelStride: panelStride)
  }

  @inline(__always)
  mutating func addProduct(
    _ a: UnsafePointer<Float>, rowStride: Int, _ b: UnsafePointer<Float>, panelStride: Int,
    fromRow first: Int
  ) {
    top.addProduct(a, rowStride: rowStride, b, panelStride: panelStride, fromRow: first)
    bottom.addProduct(
      a + Top.rows &* rowStride, rowStride: rowStride, b, panelStride: panelStride,
      fromRow: first &- Top.rows)
  }

  @inline(__always)
  func store(_ c: UnsafeMutablePointer<Float>, stride: Int) {
    top.store(c, stride: stride)
    bottom.store(c + Top.rows &* stride, stride: stride)
  }
}

/// One tile to the left of another.
struct Beside<Left: Tile, Right: Tile>: Tile {
  @inline(__always)
  static var rows: Int { Left.rows }
  @inline(__always)
  static var panels: Int { Left.panels &+ Right.panels }
  private var left: Left
  private var right: Right

  @inline(__always)
  init() {
    left = Left()
    right = Right()
  }

  @inline(__always)
  init(_ c: UnsafePointer<Float>, stride: Int) {
    left = Left(c, stride: stride)
    right = Right(c + 16 &* Left.panels, stride: stride)
  }

  @inline(__always)
  mutating func scale(by factor: Float) {
    left.scale(by: factor)
    right.scale(by: factor)
  }

  @inline(__always)
  mutating func addProduct(
    _ a: UnsafePointer<Float>, rowStride: Int, _ b: UnsafePointer<Float>, panelStride: Int
  ) {
    left.addProduct(a, rowStride: rowStride, b, panelStride: panelStride)
    right.addProduct(
      a, rowStride: rowStride, b + Left.panels &* panelStride, panelStride: panelStride)
  }

  @inline(__always)
  mutating func addProduct(
    _ a: UnsafePointer<Float>, rowStride: Int, _ b: UnsafePointer<Float>, panelStride: Int,
    fromRow first: Int
  ) {
    left.addProduct(a, rowStride: rowStride, b, panelStride: panelStride, fromRow: first)
    right.addProduct(
      a, rowStride: rowStride, b + Left.panels &* panelStride, panelStride: panelStride,
      fromRow: first)
  }

  @inline(__always)
  func store(_ c: UnsafeMutablePointer<Float>, stride: Int) {
    left.store(c, stride: stride)
    right.store(c + 16 &* Left.panels, stride: stride)
  }
}

typealias Rows2 = Above<Row, Row>
typealias Rows3 = Above<Rows2, Row>
typealias Rows4 = Above<Rows2, Rows2>
typealias Rows5 = Above<Rows3, Rows2>
typealias Rows6 = Above<Rows3, Rows3>
