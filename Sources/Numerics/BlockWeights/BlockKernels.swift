/// What is done with blocks of one kind, compiled for it.
struct BlockKernels: Sendable {
  typealias Product =
    @Sendable (
      BlockPanels, UnsafePointer<Float>, UnsafeMutablePointer<Float>
    ) -> Void

  let blockSize: Int
  let blockBytes: Int
  /// The weights, words and blocks of a unit.
  let unit: Int
  let words: Int
  let blocks: Int
  /// Room for a unit's scales, in floats, for each of a tile's panels.
  let scratch: Int
  /// Products of one row with one, two and four panels.
  let one: Product
  let two: Product
  let four: Product
  /// Spreads out the weights of one panel.
  let spread: @Sendable (BlockPanels, UnsafeMutablePointer<Float>) -> Void
  /// Puts a row's units into a lane of its panel.
  let interleave: @Sendable (BlockRow) -> Void

  static func of<Layout: BlockLayout>(_: Layout.Type) -> BlockKernels {
    typealias Two = PanelPair<OnePanel<Layout>, OnePanel<Layout>>
    return BlockKernels(
      blockSize: Layout.blockSize, blockBytes: Layout.blockBytes, unit: Layout.unit,
      words: Layout.words, blocks: Layout.blocks, scratch: max(32 * Layout.scaleSets, 1),
      one: { computeBlockTile(OnePanel<Layout>.self, $0, $1, $2) },
      two: { computeBlockTile(Two.self, $0, $1, $2) },
      four: { computeBlockTile(PanelPair<Two, Two>.self, $0, $1, $2) },
      spread: { spreadBlockPanel(Layout.self, $0, into: $1) },
      interleave: { interleaveBlocks(Layout.self, $0) })
  }
}

/// Rows of a file and the panel that they go into.
struct BlockRow {
  let file: UnsafeRawPointer
  /// From a row to the next, in bytes.
  let rowBytes: Int
  /// How many rows there are: sixteen, or fewer in the last panel.
  let rows: Int
  let blocksPerRow: Int
  let out: UnsafeMutableRawPointer
  /// From a word of the panel to the next, in bytes.
  let wordStride: Int
}

@inline(__always)
func interleaveBlocks<Layout: BlockLayout>(_: Layout.Type, _ row: BlockRow) {
  let units = (row.blocksPerRow &+ Layout.blocks &- 1) / Layout.blocks
  var (out, first) = (row.out, 0)
  for _ in 0..<units {
    let here = min(Layout.blocks, row.blocksPerRow &- first)
    for lane in 0..<16 {
      var place = out + 4 &* lane
      let unit = row.file + (lane &* row.rowBytes &+ first &* Layout.blockBytes)
      for word in 0..<Layout.words {
        let bits = lane < row.rows ? Layout.word(word, unit, blocks: here) : 0
        place.storeBytes(of: bits, as: UInt32.self)
        place += row.wordStride
      }
    }
    out += row.wordStride &* Layout.words
    first &+= here
  }
}
