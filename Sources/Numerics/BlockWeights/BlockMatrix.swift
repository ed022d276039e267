/// A weight matrix in its blocks, rows interleaved: the right operand of products.
///
/// Four panels lie side by side, word by word, so that a kernel that computes 64 outputs reads one
/// stream; what is left over lies in tiles of two and of one.
///
/// Law: products and rows have, for every bit pattern of the blocks, the bits that they have with the
/// weights spread out (but for the payload of a NaN).
public struct BlockMatrix: Sendable {
  public let format: PackedFormat
  /// The inner size of products with it.
  public let rows: Int
  /// How wide the products are.
  public let columns: Int
  let kernels: BlockKernels
  private let start: UnsafeRawPointerBits
  private let owner: BlockMemory

  /// Whether matrices of this inner size can be kept in blocks.
  public static func canHold(_ format: PackedFormat, rows: Int) -> Bool {
    rows > 0 && rows % max(format.blockSize, 16) == 0
  }

  /// A matrix from the blocks of a file, `[columns, rows]`, row by row.
  ///
  /// - Parameters:
  ///   - arena: where the interleaved blocks go.
  public init(
    _ format: PackedFormat, _ file: UnsafeRawBufferPointer, columns: Int, rows: Int,
    arena: BlockArena, pool: WorkerPool = .default
  ) throws(ShapeError) {
    let kernels = format.kernels
    let rowBytes = rows / kernels.blockSize * kernels.blockBytes
    guard Self.canHold(format, rows: rows), columns > 0, file.count == columns * rowBytes,
      let source = file.baseAddress
    else {
      throw ShapeError("BlockMatrix", [[columns, rows]], "the bytes are not those of its blocks")
    }
    (self.format, self.rows, self.columns, self.kernels) = (format, rows, columns, kernels)
    let panels = (columns + 15) / 16
    let units = (rows + kernels.unit - 1) / kernels.unit
    let place = arena.room(panels * units * kernels.words * 64)
    (owner, start) = (place.memory, UnsafeRawPointerBits(place.start))
    pool.forEachRange(panels, cost: rows) { range in
      for panel in range {
        let (out, stride) = self.place(panel)
        kernels.interleave(
          BlockRow(
            file: source + panel * 16 * rowBytes, rowBytes: rowBytes,
            rows: min(16, columns - panel * 16), blocksPerRow: rows / kernels.blockSize,
            out: UnsafeMutableRawPointer(mutating: out), wordStride: stride))
      }
    }
  }

  /// The bytes that it takes.
  public var byteCount: Int { panelCount * panelBytes }

  private var panelCount: Int { (columns + 15) / 16 }
  private var panelBytes: Int { (rows + kernels.unit - 1) / kernels.unit * kernels.words * 64 }

  /// The panels of a tile: four as long as there are as many, then two and one.
  private func width(ofTileAt panel: Int) -> Int {
    let left = panelCount - panel
    return left >= 4 ? 4 : left >= 2 ? 2 : 1
  }

  /// Where a panel begins, and from a word of it to the next, in bytes.
  private func place(_ panel: Int) -> (start: UnsafeRawPointer, wordStride: Int) {
    let whole = panelCount / 4 * 4
    var first = panel / 4 * 4
    if panel >= whole, panelCount - whole == 3, panel == panelCount - 1 { first += 2 }
    let width = width(ofTileAt: first)
    return (start.pointer + (first * panelBytes + 64 * (panel - first)), 64 * width)
  }

  /// The first panels of the tiles.
  var tileCount: Int {
    let rest = panelCount % 4
    return panelCount / 4 + (rest == 0 ? 0 : rest == 3 ? 2 : 1)
  }

  /// The panels of a tile.
  private func tile(_ index: Int) -> Range<Int> {
    let first = index <= panelCount / 4 ? index * 4 : panelCount - 1
    return first..<first + width(ofTileAt: first)
  }

  /// One row of `rows` values times the panels of a tile; into `out`, where the whole row of outputs
  /// begins.
  func product(
    _ x: UnsafePointer<Float>, tile index: Int, into out: UnsafeMutablePointer<Float>
  ) {
    let panels = tile(index)
    ThreadContext.current.withScratch(4 * kernels.scratch + 64) { scratch in
      let isWhole = panels.upperBound * 16 <= columns
      let target = isWhole ? out + panels.lowerBound * 16 : scratch + 4 * kernels.scratch
      let place = place(panels.lowerBound)
      var block = BlockPanels(
        start: place.start, wordStride: place.wordStride, inner: 0..<rows, scratch: scratch)
      switch panels.count {
      case 4 where TileWidth.fastest == .twoPanels: kernels.four(block, x, target)
      case 4:
        // Where there are only sixteen registers, or half as wide ones, two panels fill them.
        kernels.two(block, x, target)
        block.start += 128
        kernels.two(block, x, target + 32)
      case 2: kernels.two(block, x, target)
      default: kernels.one(block, x, target)
      }
      guard !isWhole else { return }
      (out + panels.lowerBound * 16).update(
        from: target, count: columns - panels.lowerBound * 16)
    }
  }

  /// Spreads out some inner indices of a panel: a row of sixteen floats for each.
  ///
  /// - Parameter inner: from a multiple of a unit to a multiple of 16.
  func spread(_ panel: Int, _ inner: Range<Int>, into out: UnsafeMutablePointer<Float>) {
    ThreadContext.current.withScratch(kernels.scratch) { scratch in
      let place = place(panel)
      kernels.spread(
        BlockPanels(
          start: place.start, wordStride: place.wordStride, inner: inner, scratch: scratch), out)
    }
  }

  /// Columns of the matrix, each as a row of `rows` floats: `[picked.count, rows]`.
  ///
  /// Throws if a position is none of a column.
  public func columns(
    _ picked: [Int], pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    for column in picked where column < 0 || column >= columns {
      throw ShapeError("columns", [[columns, rows]], "there is no row \(column)")
    }
    let result = Tensor(uninitialized: [picked.count, rows])
    let out = result.storage.start
    pool.forEachRange(picked.count, cost: rows * 16) { range in
      ThreadContext.current.withScratch(rows * 16) { panel in
        for index in range {
          let (place, lane) = picked[index].quotientAndRemainder(dividingBy: 16)
          spread(place, 0..<rows, into: panel)
          let target = out + index * rows
          for row in 0..<rows { target[row] = panel[row &* 16 &+ lane] }
        }
      }
    }
    return result
  }
}

/// An address that may be handed to other threads: nobody writes there any more.
private struct UnsafeRawPointerBits: @unchecked Sendable {
  let pointer: UnsafeRawPointer
  init(_ pointer: UnsafeMutableRawPointer) { self.pointer = UnsafeRawPointer(pointer) }
}
