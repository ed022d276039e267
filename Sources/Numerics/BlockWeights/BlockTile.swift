/// The chains of some panels of a block matrix, side by side, for one row of the left operand.
///
/// Composed as `Tile` is: `PanelPair` makes wider ones, which the compiler dissolves into registers.
protocol BlockTile {
  associatedtype Layout: BlockLayout
  static var panels: Int { get }

  /// Zeros.
  init()
  static func scales(_ unit: UnitWords, into scales: ScaleSets)
  /// Four steps of every chain: a quarter's weights times four values from `x` on.
  mutating func addQuarter(
    _ unit: UnitWords, run: Int, quarter: Int, scales: ScaleSets, _ x: UnsafePointer<Float>)
  func store(_ out: UnsafeMutablePointer<Float>)
}

/// Sixteen chains.
struct OnePanel<Layout: BlockLayout>: BlockTile {
  static var panels: Int { 1 }
  private var sums: Lanes

  @inline(__always)
  init() { sums = .zero }

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    Layout.scales(unit, into: scales)
  }

  @inline(__always)
  mutating func addQuarter(
    _ unit: UnitWords, run: Int, quarter: Int, scales: ScaleSets, _ x: UnsafePointer<Float>
  ) {
    let weights = Layout.weights(unit, run: run, quarter: quarter, scales: scales)
    sums = sums.addingProduct(weights.0, Lanes(repeating: x[0]))
    sums = sums.addingProduct(weights.1, Lanes(repeating: x[1]))
    sums = sums.addingProduct(weights.2, Lanes(repeating: x[2]))
    sums = sums.addingProduct(weights.3, Lanes(repeating: x[3]))
  }

  @inline(__always)
  func store(_ out: UnsafeMutablePointer<Float>) { out.lanes = sums }
}

/// Two tiles side by side.
struct PanelPair<Left: BlockTile, Right: BlockTile>: BlockTile where Left.Layout == Right.Layout {
  typealias Layout = Left.Layout
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
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    Left.scales(unit, into: scales)
    Right.scales(beside(unit), into: beside(scales))
  }

  @inline(__always)
  mutating func addQuarter(
    _ unit: UnitWords, run: Int, quarter: Int, scales: ScaleSets, _ x: UnsafePointer<Float>
  ) {
    left.addQuarter(unit, run: run, quarter: quarter, scales: scales, x)
    right.addQuarter(
      Self.beside(unit), run: run, quarter: quarter, scales: Self.beside(scales), x)
  }

  @inline(__always)
  func store(_ out: UnsafeMutablePointer<Float>) {
    left.store(out)
    right.store(out + 16 &* Left.panels)
  }

  @inline(__always)
  private static func beside(_ unit: UnitWords) -> UnitWords {
    UnitWords(start: unit.start + 64 &* Left.panels, stride: unit.stride)
  }

  @inline(__always)
  private static func beside(_ scales: ScaleSets) -> ScaleSets {
    ScaleSets(start: scales.start + 32 &* Left.panels, stride: scales.stride)
  }
}

/// Some panels of a block matrix in memory, and how far along the inner index kernels go.
struct BlockPanels {
  var start: UnsafeRawPointer
  /// From a word to the next, in bytes.
  let wordStride: Int
  /// The first inner index, a multiple of a unit, and how many there are, a multiple of 16.
  let inner: Range<Int>
  /// Room for a unit's scales: `BlockKernels.scratch` floats.
  let scratch: UnsafeMutablePointer<Float>

  /// The quarters of a run. A loop whose length is not known to the compiler is not unrolled: it would
  /// move all of a unit's decoding before the first multiplication, and run out of registers.
  var quarters = 4
}

/// Each output of the tile's panels: one chain over the inner index, from zero.
@inline(__always)
func computeBlockTile<T: BlockTile>(
  _: T.Type, _ panels: BlockPanels, _ x: UnsafePointer<Float>,
  _ out: UnsafeMutablePointer<Float>
) {
  var tile = T()
  let scales = ScaleSets(start: panels.scratch, stride: 32 &* T.panels)
  let unitStride = panels.wordStride &* T.Layout.words
  var unit = UnitWords(
    start: panels.start + panels.inner.lowerBound / T.Layout.unit &* unitStride,
    stride: panels.wordStride)
  var (left, x) = (panels.inner.count / 16, x)
  while left > 0 {
    T.scales(unit, into: scales)
    let runs = min(left, T.Layout.runs)
    var run = 0
    while run < runs {
      var quarter = 0
      while quarter < panels.quarters {
        tile.addQuarter(unit, run: run, quarter: quarter, scales: scales, x)
        x += 4
        quarter &+= 1
      }
      run &+= 1
    }
    left &-= runs
    unit = UnitWords(start: unit.start + unitStride, stride: unit.stride)
  }
  tile.store(out)
}

/// The weights of one panel, spread out: for each inner index a row of sixteen floats.
@inline(__always)
func spreadBlockPanel<Layout: BlockLayout>(
  _: Layout.Type, _ panel: BlockPanels, into out: UnsafeMutablePointer<Float>
) {
  let scales = ScaleSets(start: panel.scratch, stride: 32)
  let unitStride = panel.wordStride &* Layout.words
  var unit = UnitWords(
    start: panel.start + panel.inner.lowerBound / Layout.unit &* unitStride,
    stride: panel.wordStride)
  var (left, out) = (panel.inner.count / 16, out)
  while left > 0 {
    Layout.scales(unit, into: scales)
    let runs = min(left, Layout.runs)
    var run = 0
    while run < runs {
      var quarter = 0
      while quarter < panel.quarters {
        let weights = Layout.weights(unit, run: run, quarter: quarter, scales: scales)
        out.lanes = weights.0
        (out + 16).lanes = weights.1
        (out + 32).lanes = weights.2
        (out + 48).lanes = weights.3
        out += 64
        quarter &+= 1
      }
      run &+= 1
    }
    left &-= runs
    unit = UnitWords(start: unit.start + unitStride, stride: unit.stride)
  }
}
