/// Some rows of a parameter's gradient, computed by one thread. A vector is one row.
struct GradientBlock {
  /// For each term its parts.
  let terms: [[GradientTerm]]
  let rows: Range<Int>
  let width: Int
  /// Where the whole gradient lies.
  let out: UnsafeMutablePointer<Float>

  /// At most so many rows, so that a task's share of the left operand stays in the second cache, and
  /// there are tasks enough for all threads.
  private static let mostRows = 22 * TileTable.rows

  /// Blocks that make up a gradient.
  static func covering(
    _ terms: [[GradientTerm]], _ shape: [Int], into out: UnsafeMutablePointer<Float>
  ) -> [GradientBlock] {
    let height = shape.count == 2 ? shape[0] : 1
    let width = shape.count == 2 ? shape[1] : shape.reduce(1, *)
    let count = (height + mostRows - 1) / mostRows
    let even = (height + max(count, 1) - 1) / max(count, 1)
    let size = (even + TileTable.rows - 1) / TileTable.rows * TileTable.rows
    return (0..<count).map { index in
      GradientBlock(
        terms: terms, rows: min(index * size, height)..<min((index + 1) * size, height),
        width: width, out: out)
    }
  }

  private var start: UnsafeMutablePointer<Float> { out + rows.lowerBound * width }
  private var count: Int { rows.count * width }

  func compute() {
    if terms.isEmpty { start.update(repeating: 0, count: count) }
    for (index, parts) in terms.enumerated() {
      switch parts[0] {
      case .product: addProducts(parts, isFirst: index == 0)
      case .rowSum, .normalized: addSums(parts, isFirst: index == 0)
      case .lookups:
        if index == 0 { start.update(repeating: 0, count: count) }
        for case .lookups(let gradient, let ids) in parts { addLookups(gradient, ids) }
      case .tensor: addTensors(parts, isFirst: index == 0)
      }
    }
  }

  private func addProducts(_ parts: [GradientTerm], isFirst: Bool) {
    var start = isFirst ? ChainStart.zero : .output
    for case .product(let gradient, let input) in parts {
      let a = MatrixView(
        gradient.storage.start, rows: gradient.rowCount, columns: gradient.width,
        stride: gradient.width
      ).transposed
      let b = MatrixView(
        input.storage.start, rows: input.rowCount, columns: width, stride: width)
      withPanels(b) { panels in
        ProductBlock(
          a: a, alpha: 1, b: panels, columns: width, c: out, stride: width, start: start,
          width: .fastest
        ).compute(rows: rows, panels: 0..<(width + 15) / 16)
      }
      start = .output
    }
  }

  private func withPanels(_ b: MatrixView, _ body: (Panels) -> Void) {
    if b.columns % 16 == 0, b.rowStride % 512 != 0 {
      return body(Panels(start: b.start, panelStride: 16, rowStride: b.rowStride))
    }
    let (count, distance) = ((b.columns + 15) / 16, packedPanelDistance(depth: b.rows))
    ThreadContext.current.withScratch(count * distance) { packed in
      packPanels(b, panels: 0..<count, into: packed)
      body(Panels(start: packed, panelStride: distance, rowStride: 16))
    }
  }

  /// Sums over the rows, sixteen columns at a time.
  private func addSums(_ parts: [GradientTerm], isFirst: Bool) {
    var column = 0
    while column < width {
      let rest = width &- column
      var chain = Lanes.zero
      for part in parts { addRows(of: part, column, rest, to: &chain) }
      let before = isFirst ? Lanes.zero : (out + column).upToSixteen(rest)
      (out + column).store(isFirst ? chain : before + chain, rest)
      column &+= 16
    }
  }

  private func addRows(
    of part: GradientTerm, _ column: Int, _ rest: Int, to chain: inout Lanes
  ) {
    switch part {
    case .rowSum(let gradient):
      let g = gradient.storage.start + column
      for row in 0..<gradient.rowCount { chain += (g + row &* width).upToSixteen(rest) }
    case .normalized(let gradient, let input, let statistics):
      let (g, x) = (gradient.storage.start + column, input.storage.start + column)
      let s = statistics.storage.start
      for row in 0..<gradient.rowCount {
        let n = ((x + row &* width).upToSixteen(rest) - s[2 &* row]) * s[2 &* row &+ 1]
        chain = chain.addingProduct((g + row &* width).upToSixteen(rest), n)
      }
    default: break
    }
  }

  private func addLookups(_ gradient: Tensor, _ ids: [Int]) {
    let g = UnsafePointer(gradient.storage.start)
    for (position, id) in ids.enumerated() where rows.contains(id) {
      let target = out + id &* width
      Lanewise.map(target, g + position &* width, into: target, 0..<width) { $0 + $1 }
    }
  }

  private func addTensors(_ parts: [GradientTerm], isFirst: Bool) {
    var isFirst = isFirst
    for case .tensor(let gradient) in parts {
      let g = UnsafePointer(gradient.storage.start + rows.lowerBound * width)
      if isFirst {
        start.update(from: g, count: count)
      } else {
        Lanewise.map(start, g, into: start, 0..<count) { $0 + $1 }
      }
      isFirst = false
    }
  }
}
