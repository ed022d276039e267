/// How the output of a product is cut into blocks, one a task.
///
/// By rows first, for a block packs its rows once; by panels too where there are few rows, as there
/// are when one token is decoded. Some blocks for each thread, so that one that is held up by other
/// work on the machine does not keep the rest waiting.
struct ProductCut {
  private let rows: Int
  private let panels: Range<Int>
  private let rowsPerBlock: Int
  private let panelsPerBlock: Int
  private let rowBlocks: Int

  /// How many blocks there are.
  let count: Int

  private static let blocksPerThread = 4
  /// At most so many rows, so that the packed ones (264 KiB) stay in the second cache.
  static let mostRows = 22 * TileTable.rows

  /// - Parameter isTall: whether blocks should have as many rows as they can, for each spreads out the
  ///   panels that it uses.
  init(rows: Int, panels: Range<Int>, threads: Int, isTall: Bool = false) {
    self.rows = rows
    self.panels = panels
    let wanted = threads == 1 ? 1 : threads * Self.blocksPerThread
    let (tall, wide) = (TileTable.rows, TileTable.group)
    let least = max(isTall ? 1 : wanted, (rows + Self.mostRows - 1) / Self.mostRows)
    let even = (rows + least - 1) / least
    rowsPerBlock = min(max((even + tall - 1) / tall, 4) * tall, Self.mostRows)
    rowBlocks = (rows + rowsPerBlock - 1) / rowsPerBlock
    let columnBlocks = max(1, min(wanted / max(rowBlocks, 1), panels.count / wide))
    let perBlock = (panels.count + columnBlocks - 1) / columnBlocks
    panelsPerBlock = max(1, (perBlock + wide - 1) / wide) * wide
    count = rowBlocks * ((panels.count + panelsPerBlock - 1) / panelsPerBlock)
  }

  func block(_ index: Int) -> (rows: Range<Int>, panels: Range<Int>) {
    let (part, block) = index.quotientAndRemainder(dividingBy: rowBlocks)
    let row = block * rowsPerBlock
    let panel = panels.lowerBound + part * panelsPerBlock
    return (
      row..<min(row + rowsPerBlock, rows), panel..<min(panel + panelsPerBlock, panels.upperBound)
    )
  }
}
