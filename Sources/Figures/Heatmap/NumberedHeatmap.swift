import Bedrock

/// A heatmap with its numbers: shares on their shade, `@@56@@`, other quantities with a mark of their
/// size, `2.66@`.
///
/// A map of a few rows that is too wide for the page is drawn in bands, one below the other.
struct NumberedHeatmap {
  private let map: Heatmap
  private let whole: HeatGrid
  private let rows: FoldedRows
  private let style: FigureStyle
  private let rowLabels: AxisLabels
  private let columnLabels: AxisLabels
  private let writer: HeatCellWriter
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
  /// From how many entries on the largest are listed.
  private static let listed = 17

  /// Nil if the numbers do not fit the page.
  init?(_ map: Heatmap, grid: HeatGrid, style: FigureStyle) {
    let formats = Self.formats(map.format.resolved(for: grid.present), grid)
    for format in formats {
      if let drawing = NumberedHeatmap(map, grid, format, style) {
        self = drawing
        return
      }
    }
    return nil
  }

  /// The format, and those with fewer decimals that leave the largest number two digits.
  private static func formats(_ format: ValueFormat, _ grid: HeatGrid) -> [ValueFormat] {
    guard case .decimals(let decimals) = format, decimals > 0 else { return [format] }
    let largest = grid.present.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    return [format]
      + (0..<decimals).reversed().filter { largest * RoundStep.power($0) >= 10 }
      .map { .decimals($0) }
  }

  private init?(_ map: Heatmap, _ grid: HeatGrid, _ format: ValueFormat, _ style: FigureStyle) {
    let writer = HeatCellWriter(map, grid, format: format, style.charset)
    let rows = FoldedRows(grid, labels: map.rowLabels, writer)
    self.map = map
    self.style = style
    self.writer = writer
    self.rows = rows
    whole = grid
    rowLabels = AxisLabels(rows.labels, count: rows.grid.rows)
    columnLabels = AxisLabels(map.columnLabels, count: grid.columns)
    numberWidth = Self.numberWidth(rows.grid, writer)
    corner = TextFit.escaped("\(map.rowAxis) \\ \(map.columnAxis)")
    guard rows.grid.rows <= Self.mostRows else { return nil }
    let layout = NumberedLayout.fitting(
      rows: rowLabels, columns: columnLabels,
      areShared: map.rowLabels != nil && map.rowLabels == map.columnLabels,
      numberWidth: numberWidth, corner: corner, isShaded: writer.isShaded, style)
    if let layout {
      bands = [Band(columns: 0..<grid.columns, layout: layout)]
    } else if let bands = Self.bands(
      rowLabels, columnLabels, numberWidth, corner, isShaded: writer.isShaded, style)
    {
      self.bands = bands
    } else {
      return nil
    }
  }

  private static func numberWidth(_ grid: HeatGrid, _ writer: HeatCellWriter) -> Int {
    let widths = grid.entries.joined().map { value in
      switch writer.entry(value) {
      case .number(let text, _), .plain(let text): text.utf8.count
      case .empty, .sign: 1
      }
    }
    return widths.max() ?? 1
  }

  /// The fewest bands of equally many columns that fit; nil if there are too many.
  private static func bands(
    _ rows: AxisLabels, _ columns: AxisLabels, _ numberWidth: Int, _ corner: String,
    isShaded: Bool, _ style: FigureStyle
  ) -> [Band]? {
    guard rows.count <= banded.rows, columns.count > 1 else { return nil }
    for count in 2...banded.bands {
      let width = (columns.count + count - 1) / count
      let bands = stride(from: 0, to: columns.count, by: width).compactMap { start -> Band? in
        // Every band is laid out as if it were full, so that cells stand below each other.
        let range = start..<start + width
        let layout = NumberedLayout.fitting(
          rows: rows, columns: columns.slice(range), areShared: false, numberWidth: numberWidth,
          corner: corner, isShaded: isShaded, style)
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
    var lines: [String] = []
    for band in bands {
      if !lines.isEmpty { lines.append("") }
      lines += self.lines(of: band)
    }
    let folded =
      rows.isFolded
      ? ["a range of \(CountedNoun.plural(TextFit.plain(map.rowAxis))) shows its largest entries"]
      : []
    let notes = HeatNotes(
      quantity: map.quantity, grids: [whole], scale: writer.scale, format: writer.format,
      isPaired: false, legend: writer.legend, further: writer.notes + folded)
    lines += [""] + notes.lines(style)
    if rows.isFolded || writer.threshold > 0, whole.rows * whole.columns >= Self.listed {
      lines += HeatLargest(
        map: map, grid: whole, format: map.format.resolved(for: whole.present),
        isDiverging: writer.scale.isDiverging
      ).lines(style)
    }
    let isHeaded = bands.allSatisfy(\.layout.columnsHaveLabels)
    if !isHeaded, map.columnLabels != nil, map.columnLabels != map.rowLabels {
      lines += columnLabels.legend(map.columnAxis)
    }
    return lines
  }

  private func lines(of band: Band) -> [String] {
    let layout = band.layout
    let gap = TextFit.blanks(layout.gap)
    let heads = layout.columnHeads.map { gap + TextFit.centre($0, layout.cell) }.joined()
    let isFirst = band.columns.lowerBound == 0
    var lines = layout.hasCorner || !isFirst ? [] : [corner]
    lines.append(TextFit.left(layout.hasCorner && isFirst ? corner : "", layout.head) + heads)
    for (row, values) in rows.grid.entries.enumerated() {
      let cells = values[band.columns.clamped(to: values.indices)]
        .map { gap + TextFit.centre(cell(writer.entry($0), layout), layout.cell) }.joined()
      let hasTail = !layout.rowsHaveLabels && rows.labels != nil
      let tail = hasTail ? "   " + rowLabels.name(row) : ""
      lines.append(TextFit.right(layout.rowHeads[row], layout.head) + cells + tail)
    }
    return lines
  }

  private func cell(_ entry: HeatCellWriter.Entry, _ layout: NumberedLayout) -> String {
    switch entry {
    case .empty: return ""
    case .plain(let text):
      let text = TextFit.right(text, numberWidth)
      return writer.isShaded ? text : text + " "
    case .sign(let sign): return TextFit.right(String(sign), numberWidth) + " "
    case .number(let number, let shade):
      let text = TextFit.right(number, numberWidth)
      let right = String(repeating: String(shade.right), count: layout.right)
      let left = String(repeating: String(shade.left), count: layout.left)
      guard layout.isTight else { return left + text + right }
      let blanks = text.utf8.prefix { $0 == 0x20 }.count
      return (blanks > 0 ? String(shade.left) : "")
        + String(Substring(text.utf8.dropFirst(blanks > 0 ? 1 : 0))) + right
    }
  }
}
