import Bedrock

/// Attention of a few queries of one head, on one thread.
struct AttentionRows {
  let shape: AttentionShape
  let isCausal: Bool
  let scale: Float
  let keys: Panels
  let values: Panels
  let width: TileWidth
  /// How many keys a query sees, its own included; `Int.max` for all.
  var window = Int.max
  /// Scores x become c tanh(x / c) with this c; 0 for none.
  var cap: Float = 0

  /// How many queries are computed at a time.
  static let most = TileTable.rows

  /// Scores and weights have rows of this many floats.
  var rowStride: Int { Self.rowStride(shape) }

  private static func rowStride(_ shape: AttentionShape) -> Int { (shape.keys + 15) / 16 * 16 }

  /// How much scratch memory a few queries need, in floats.
  static func scratchSize(_ shape: AttentionShape) -> Int { most * (rowStride(shape) + 16) }

  /// The scores of `count` queries from `first` on, times `scale`, for the keys up to the last that
  /// any of them sees, and up to the end of its panel; into rows `rowStride` apart.
  ///
  /// A score is one chain of fused multiply-adds over the head's width, times the scale.
  func scores(
    _ q: UnsafePointer<Float>, first: Int, count: Int, all: Bool = false,
    into out: UnsafeMutablePointer<Float>
  ) {
    let last = all ? shape.keys : shape.visible(first + count - 1, isCausal: isCausal)
    let panels = (last + 15) / 16
    products(q, keys, first: first, count: count, panels: panels, into: out)
    if scale != 1 {
      for row in 0..<count {
        let start = out + row &* rowStride
        for panel in 0..<panels { (start + panel &* 16).lanes *= scale }
      }
    }
    if cap != 0 { capped(count: count, panels: panels, out) }
  }

  /// Bends scores so that none exceeds the cap.
  @inline(never)
  private func capped(count: Int, panels: Int, _ out: UnsafeMutablePointer<Float>) {
    for row in 0..<count {
      let start = out + row &* rowStride
      Lanewise.map(start, into: start, 0..<panels &* 16) { cap * Elementary.tanh($0 / cap) }
    }
  }

  /// The products of some queries' rows with panels of keys, into rows `rowStride` apart.
  func products(
    _ q: UnsafePointer<Float>, _ keys: Panels, first: Int, count: Int, panels: Int,
    into out: UnsafeMutablePointer<Float>
  ) {
    let a = Columns(
      start: q + first &* shape.queryStride, rowStride: shape.queryStride, columnStride: 1)
    var panel = 0
    while panel < panels {
      let step = TileTable.panels(rows: count, available: panels &- panel, width: width)
      TileTable.compute(
        rows: count, panels: step, depth: shape.headWidth, a, keys.from(panel), out + panel &* 16,
        stride: rowStride, from: .zero)
      panel &+= step
    }
  }

  /// Replaces scores by weights: each row's softmax over the keys that its query sees.
  func weights(first: Int, count: Int, _ rows: UnsafeMutablePointer<Float>) {
    for row in 0..<count {
      let visible = shape.visible(first + row, isCausal: isCausal)
      if visible > window {
        (rows + row &* rowStride).update(repeating: -.infinity, count: visible &- window)
      }
      SoftmaxRow.applyPadded(rows + row &* rowStride, visible)
    }
  }

  /// Sums the values with the queries' weights: each output one chain over the keys, in ascending
  /// order, that its query sees. `edge` is room for one tile.
  func outputs(
    first: Int, count: Int, _ weights: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, edge: UnsafeMutablePointer<Float>
  ) {
    let a = Columns(start: weights, rowStride: rowStride, columnStride: 1)
    let depth = shape.visible(first, isCausal: isCausal)
    let start = out + first &* shape.queryStride
    let whole = shape.headWidth / 16
    var panel = 0
    while panel < whole {
      panel &+= sums(
        count, depth, a, values.from(panel), available: whole &- panel, start + panel &* 16,
        shape.queryStride)
    }
    let rest = shape.headWidth % 16
    guard rest > 0 else { return }
    _ = sums(count, depth, a, values.from(whole), available: 1, edge, 16)
    for row in 0..<count {
      (start + (row &* shape.queryStride &+ whole &* 16))
        .update(from: edge + row &* 16, count: rest)
    }
  }

  /// Computes some of the available panels, and gives how many.
  private func sums(
    _ count: Int, _ depth: Int, _ a: Columns, _ b: Panels, available: Int,
    _ c: UnsafeMutablePointer<Float>, _ stride: Int
  ) -> Int {
    if isCausal && count > 1 {
      TriangleKernel.compute(rows: count, depth: depth, a, b, c, stride: stride)
      return 1
    }
    let step = TileTable.panels(rows: count, available: available, width: width)
    TileTable.compute(
      rows: count, panels: step, depth: depth, a, b, c, stride: stride, from: .zero)
    return step
  }
}
