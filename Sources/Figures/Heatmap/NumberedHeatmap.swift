/// A heatmap with each number on its shade: `@@56@@`.
///
/// A map of a few rows that is too wide for the page is drawn in bands, one below the other.
struct NumberedHeatmap {
  private let map: Heatmap
  private let grid: HeatGrid
  private let style: FigureStyle
  private let rowLabels: AxisLabels
  private let columnLabels: AxisLabels
  private let format: ValueFormat
  private let numberWidth: Int
  private let corner: String
  private let bands: [Band]

  /// A run of columns with its layout.
  private struct Band {
    let columns: Range<Int>
    let layout: NumberedLayout
  }

  private static let mostRows = 40
  /// The most rows of a map that is drawn in bands, and the most bands.
  private static let banded = (rows: 8, bands: 4)

  /// Nil if the numbers do not fit the page.
  init?(_ map: Heatmap, grid: HeatGrid, style: FigureStyle) {
    self.map = map
    self.grid = grid
    self.style = style
    rowLabels = AxisLabels(map.rowLabels, count: grid.rows)
    columnLabels = AxisLabels(map.columnLabels, count: grid.columns)
    let format = map.format.resolved(for: grid.present)
    self.format = format
    numberWidth = grid.present.map { format.text($0).utf8.count }.max() ?? 1
    corner = TextFit.escaped("\(map.rowAxis) \\ \(map.columnAxis)")
    guard grid.rows <= Self.mostRows else { return nil }
    let layout = NumberedLayout.fitting(
      rows: rowLabels, columns: columnLabels,
      areShared: map.rowLabels != nil && map.rowLabels == map.columnLabels,
      numberWidth: numberWidth, corner: corner, style)
    if let layout {
      bands = [Band(columns: 0..<grid.columns, layout: layout)]
    } else if let bands = Self.bands(rowLabels, columnLabels, numberWidth, corner, style) {
      self.bands = bands
    } else {
      return nil
    }
  }

  /// The fewest bands of equally many columns that fit; nil if there are too many.
  private static func bands(
    _ rows: AxisLabels, _ columns: AxisLabels, _ numberWidth: Int, _ corner: String,
    _ style: FigureStyle
  ) -> [Band]? {
    guard rows.count <= banded.rows, columns.count > 1 else { return nil }
    for count in 2...banded.bands {
      let width = (columns.count + count - 1) / count
      let bands = stride(from: 0, to: columns.count, by: width).compactMap { start -> Band? in
        // Every band is laid out as if it were full, so that cells stand below each other.
        let range = start..<start + width
        let layout = NumberedLayout.fitting(
          rows: rows, columns: columns.slice(range), areShared: false, numberWidth: numberWidth,
          corner: corner, style)
        return layout.map { Band(columns: range, layout: $0) }
      }
      let isWhole = bands.count * width >= columns.count
      let isTight = bands.contains { $0.layout.isTight }
      let places = Set(bands.map { [$0.layout.head, $0.layout.gap, $0.layout.cell] })
      if isWhole && !isTight && places.count == 1 { return bands }
    }
    return nil
  }

  var lines: [String] {
    let scale = ShadeScale(map.scale, values: grid.present, style.charset)
    var lines: [String] = []
    for band in bands {
      if !lines.isEmpty { lines.append("") }
      lines += self.lines(of: band, scale)
    }
    let notes = HeatNotes(
      quantity: map.quantity, grids: [grid], scale: scale, format: format, isPaired: false)
    lines += [""] + notes.lines(style)
    let isHeaded = bands.allSatisfy(\.layout.columnsHaveLabels)
    if !isHeaded, map.columnLabels != nil, map.columnLabels != map.rowLabels {
      lines += columnLabels.legend(map.columnAxis)
    }
    return lines
  }

  private func lines(of band: Band, _ scale: ShadeScale) -> [String] {
    let layout = band.layout
    let gap = TextFit.blanks(layout.gap)
    let heads = layout.columnHeads.map { gap + TextFit.centre($0, layout.cell) }.joined()
    let isFirst = band.columns.lowerBound == 0
    var lines = layout.hasCorner || !isFirst ? [] : [corner]
    lines.append(TextFit.left(layout.hasCorner && isFirst ? corner : "", layout.head) + heads)
    for (row, values) in grid.entries.enumerated() {
      let cells = values[band.columns.clamped(to: values.indices)]
        .map { gap + cell($0, scale, layout) }.joined()
      let hasTail = !layout.rowsHaveLabels && map.rowLabels != nil
      let tail = hasTail ? "   " + rowLabels.name(row) : ""
      lines.append(TextFit.right(layout.rowHeads[row], layout.head) + cells + tail)
    }
    return lines
  }

  private func cell(_ value: Double?, _ scale: ShadeScale, _ layout: NumberedLayout) -> String {
    guard let value else { return TextFit.blanks(layout.cell) }
    let text = TextFit.right(format.text(value), numberWidth)
    guard value.isFinite else { return TextFit.centre(text, layout.cell) }
    // What reads as zero has zero's shade, so that two equal numbers have one.
    let isZero = !text.utf8.contains { (0x31...0x39).contains($0) }
    let shade = scale.shade(isZero ? 0 : value)
    let right = String(repeating: String(shade.right), count: layout.pad)
    if layout.isTight {
      let blanks = text.utf8.prefix { $0 == 0x20 }.count
      let number = String(Substring(text.utf8.dropFirst(blanks > 0 ? 1 : 0)))
      return TextFit.centre((blanks > 0 ? String(shade.left) : "") + number + right, layout.cell)
    }
    let left = String(repeating: String(shade.left), count: layout.pad)
    return TextFit.centre(left + text + right, layout.cell)
  }
}
