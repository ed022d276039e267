/// The tiles that kernels exist for, and which of them suits how many rows and panels are left.
enum TileTable {
  /// The most rows of a tile.
  static let rows = 6
  /// Panels are taken by groups of this many, which is a multiple of every tile's width but 4 and 5.
  static let group = 6

  /// How many of `available` panels one kernel takes at once, for a block of `rows` rows: the fewer
  /// rows, the more panels, so that enough chains are under way to hide the latency of a multiply-add.
  static func panels(rows: Int, available: Int, width: TileWidth) -> Int {
    switch rows {
    case 1: available >= 6 ? 6 : available >= 4 ? 4 : available >= 2 ? 2 : 1
    case 2: available >= 3 ? 3 : available >= 2 ? 2 : 1
    case 3: available >= 2 ? 2 : 1
    default: min(available, width.panels)
    }
  }

  /// Computes `rows` × (16 · `panels`) outputs; `panels` is 1 or what `panels(rows:width:)` gave.
  static func compute(
    rows: Int, panels: Int, depth: Int, _ a: Columns, _ b: Panels,
    _ c: UnsafeMutablePointer<Float>, stride: Int, from start: ChainStart
  ) {
    switch (rows, panels) {
    case (6, 2): tile6x2(depth, a, b, c, stride, start)
    case (6, _): tile6x1(depth, a, b, c, stride, start)
    case (5, 2): tile5x2(depth, a, b, c, stride, start)
    case (5, _): tile5x1(depth, a, b, c, stride, start)
    case (4, 2): tile4x2(depth, a, b, c, stride, start)
    case (4, _): tile4x1(depth, a, b, c, stride, start)
    case (3, 2): tile3x2(depth, a, b, c, stride, start)
    case (3, _): tile3x1(depth, a, b, c, stride, start)
    case (2, 3): tile2x3(depth, a, b, c, stride, start)
    case (2, 2): tile2x2(depth, a, b, c, stride, start)
    case (2, _): tile2x1(depth, a, b, c, stride, start)
    case (_, 6): tile1x6(depth, a, b, c, stride, start)
    case (_, 4): tile1x4(depth, a, b, c, stride, start)
    case (_, 2): tile1x2(depth, a, b, c, stride, start)
    default: tile1x1(depth, a, b, c, stride, start)
    }
  }
}

private typealias Beside2<T: Tile> = Beside<T, T>
private typealias Beside3<T: Tile> = Beside<Beside2<T>, T>
private typealias Beside6<T: Tile> = Beside<Beside3<T>, Beside3<T>>
private typealias Output = UnsafeMutablePointer<Float>

@inline(never)
private func tile6x2(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Beside2<Rows6>.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile6x1(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Rows6.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile5x2(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Beside2<Rows5>.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile5x1(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Rows5.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile4x2(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Beside2<Rows4>.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile4x1(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Rows4.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile3x2(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Beside2<Rows3>.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile3x1(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Rows3.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile2x3(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Beside3<Rows2>.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile2x1(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Rows2.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile1x6(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Beside6<Row>.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile1x1(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Row.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile2x2(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Beside2<Rows2>.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile1x4(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Beside2<Beside2<Row>>.self, depth: depth, a, b, c, stride: stride, from: start)
}

@inline(never)
private func tile1x2(
  _ depth: Int, _ a: Columns, _ b: Panels, _ c: Output, _ stride: Int, _ start: ChainStart
) {
  computeTile(Beside2<Row>.self, depth: depth, a, b, c, stride: stride, from: start)
}
