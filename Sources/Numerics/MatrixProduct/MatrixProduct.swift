/// One matrix product over memory: `c ← alpha · a · b + beta · c`, as a chain for each output.
///
/// Law: output `c[i, j]` is one chain of fused multiply-adds over the inner index in ascending order,
/// `c ← fma(alpha · a[i, k], b[k, j], c)`, which begins with 0 if `beta` is 0 (what stands in the
/// output is then not even read) and with `beta · c[i, j]` otherwise. So its bits depend on row `i` of
/// `a` and column `j` of `b` alone: not on how many rows there are, nor on the threads, nor on the
/// width of the machine's registers.
struct MatrixProduct {
  let a: MatrixView
  let alpha: Float
  let beta: Float
  let columns: Int
  let c: UnsafeMutablePointer<Float>
  let stride: Int
  var width = TileWidth.fastest
  let pool: WorkerPool

  /// Below this many multiply-adds a product is not worth a second thread.
  static let worthSharing = 1 << 18
  /// A right operand is packed by chunks of at most this many floats (8 MiB).
  private static let chunk = 1 << 21
  private static let panelsPerTask = 8

  /// The product with a right operand that lies in panels already.
  func compute(_ b: Panels) {
    compute(b, panels: 0..<panelCount)
  }

  /// The product with a right operand in blocks, whose panels each thread spreads out for itself.
  func compute(_ b: BlockMatrix) {
    let cut = ProductCut(
      rows: a.rows, panels: 0..<panelCount, threads: pool.freeThreads, isTall: true)
    var block = block(Panels(start: UnsafePointer(c), panelStride: 0, rowStride: 0))
    block.blocks = b
    forEach(cut.count, work: work(panels: panelCount)) { index in
      let (rows, panels) = cut.block(index)
      block.compute(rows: rows, panels: panels)
    }
  }

  /// The product with a right operand as it lies in memory.
  func compute(_ b: MatrixView) {
    if isReadInPlace(b) {
      computeInPlace(b)
    } else if a.rows <= ProductCut.mostRows {
      computePackingInTasks(b)
    } else {
      computePackingFirst(b)
    }
  }

  /// Whether the rows of `b` serve as the rows of its panels. A kernel reads 64 bytes of each; rows
  /// that are a multiple of 2 KiB apart fall into so few sets of the caches that a panel may not stay
  /// there from one block of rows to the next, and of 4 KiB, does not. The fewer rows there are in
  /// `a`, the less that matters, and the more a copy does.
  private func isReadInPlace(_ b: MatrixView) -> Bool {
    guard b.columnStride == 1 else { return false }
    if a.rows <= 12 { return true }
    return b.rowStride <= 2048 && b.rowStride % (a.rows <= 128 ? 1024 : 512) != 0
  }

  private var panelCount: Int { (columns + 15) / 16 }

  private func work(panels: Int) -> Int { a.rows * panels * 16 * max(a.columns, 1) }

  /// Only a narrow last panel must be copied, for kernels read all its sixteen columns.
  private func computeInPlace(_ b: MatrixView) {
    let whole = columns / 16
    compute(Panels(start: b.start, panelStride: 16, rowStride: b.rowStride), panels: 0..<whole)
    guard whole < panelCount else { return }
    ThreadContext.current.withScratch(packedPanelDistance(depth: b.rows)) { packed in
      packPanels(b, panels: whole..<panelCount, into: packed)
      compute(
        packedPanels(packed, first: whole, depth: b.rows), panels: whole..<panelCount)
    }
  }

  /// Few rows: a panel is used for one block of rows, by the thread that packs it.
  private func computePackingInTasks(_ b: MatrixView) {
    let perTask = Self.panelsPerTask
    forEach((panelCount + perTask - 1) / perTask, work: work(panels: panelCount)) { task in
      packAndCompute(b, panels: task * perTask..<min((task + 1) * perTask, panelCount))
    }
  }

  private func packAndCompute(_ b: MatrixView, panels: Range<Int>) {
    let distance = packedPanelDistance(depth: b.rows)
    ThreadContext.current.withScratch(panels.count * distance) { packed in
      packPanels(b, panels: panels, into: packed)
      block(packedPanels(packed, first: panels.lowerBound, depth: b.rows))
        .compute(rows: 0..<a.rows, panels: panels)
    }
  }

  /// Many rows: all threads pack, then all compute, for every block of rows uses every panel.
  private func computePackingFirst(_ b: MatrixView) {
    let distance = packedPanelDistance(depth: b.rows)
    let perChunk = max(1, min(panelCount, Self.chunk / distance))
    ThreadContext.current.withScratch(perChunk * distance) { packed in
      var first = 0
      while first < panelCount {
        let panels = first..<min(first + perChunk, panelCount)
        pack(b, panels: panels, into: packed)
        compute(packedPanels(packed, first: first, depth: b.rows), panels: panels)
        first = panels.upperBound
      }
    }
  }

  private func pack(
    _ b: MatrixView, panels: Range<Int>, into packed: UnsafeMutablePointer<Float>
  ) {
    let distance = packedPanelDistance(depth: b.rows)
    let perTask = Self.panelsPerTask
    let tasks = (panels.count + perTask - 1) / perTask
    forEach(tasks, work: panels.count * distance * 4) { task in
      let first = panels.lowerBound + task * perTask
      packPanels(
        b, panels: first..<min(first + perTask, panels.upperBound),
        into: packed + task * perTask * distance)
    }
  }

  /// Packed panels from `first` on, numbered as within the whole matrix.
  private func packedPanels(
    _ packed: UnsafeMutablePointer<Float>, first: Int, depth: Int
  ) -> Panels {
    let distance = packedPanelDistance(depth: depth)
    return Panels(start: packed - first * distance, panelStride: distance, rowStride: 16)
  }

  private func compute(_ b: Panels, panels: Range<Int>) {
    let cut = ProductCut(rows: a.rows, panels: panels, threads: pool.freeThreads)
    let block = block(b)
    forEach(cut.count, work: work(panels: panels.count)) { index in
      let (rows, panels) = cut.block(index)
      block.compute(rows: rows, panels: panels)
    }
  }

  private func block(_ b: Panels) -> ProductBlock {
    ProductBlock(
      a: a, alpha: alpha, b: b, columns: columns, c: c, stride: stride,
      start: beta == 0 ? .zero : beta == 1 ? .output : .scaledOutput(beta), width: width)
  }

  private func forEach(_ count: Int, work: Int, _ body: (Int) -> Void) {
    if work < Self.worthSharing {
      for index in 0..<count { body(index) }
    } else {
      pool.forEachSharing(count, body)
    }
  }
}
