/// Panels in bands as wide as the page.
struct SmallMultiplesDrawing {
  private let figure: SmallMultiples
  private let style: FigureStyle
  private let grids: [HeatGrid]
  private let shown: [HeatGrid]
  private let block: (rows: Int, columns: Int)
  private let rowLabels: AxisLabels
  private let columnLabels: AxisLabels
  private let format: ValueFormat
  private let scale: ShadeScale
  private let heads: (texts: [String], areLabels: Bool)
  private let headWidth: Int

  init(_ figure: SmallMultiples, _ style: FigureStyle) {
    self.figure = figure
    self.style = style
    grids = figure.grids
    let (rows, columns) = (grids.map(\.rows).max() ?? 0, grids.map(\.columns).max() ?? 0)
    rowLabels = AxisLabels(figure.rowLabels, count: rows)
    columnLabels = AxisLabels(figure.columnLabels, count: columns)
    format = figure.format.resolved(for: grids.flatMap(\.present))
    heads = rowLabels.heads(max(6, style.width / 6), style.charset)
    headWidth = heads.texts.map { TextFit.width($0) }.max() ?? 0
    let room = max(1, (style.width - headWidth - 3) / 2)
    let side = max((columns + room - 1) / room, (rows + 23) / 24)
    let block = (rows: side, columns: side)
    self.block = block
    shown = side > 1 ? grids.map { $0.extremes(of: block) } : grids
    scale = ShadeScale(
      figure.scale, values: shown.flatMap(\.present), style.charset, isGeometric: side > 1)
  }

  private var isSampled: Bool { block.rows > 1 }
  private var edge: String { String(style.charset.glyphs.vertical) }

  var lines: [String] {
    let panelWidth = 2 * (shown.map(\.columns).max() ?? 0) + 2
    let fitting = max(1, (min(style.width, Page.panels) - headWidth) / (panelWidth + 1))
    let bands = (shown.count + fitting - 1) / fitting
    let perBand = (shown.count + bands - 1) / bands
    var lines = [TextFit.plain("\(figure.rowAxis) \\ \(figure.columnAxis)")]
    for start in stride(from: 0, to: shown.count, by: perBand) {
      if start > 0 { lines.append("") }
      lines += band(start..<min(shown.count, start + perBand), panelWidth)
    }
    return lines + [""] + notes
  }

  private func band(_ panels: Range<Int>, _ width: Int) -> [String] {
    let names = panels.map { panel in
      let name = TextFit.elided(
        TextFit.escaped(figure.panels[panel].name), to: width, style.charset)
      return TextFit.left(" " + name, width + 1)
    }
    var lines = [
      TextFit.blanks(headWidth) + names.joined(),
      TextFit.blanks(headWidth)
        + panels.map { TextFit.left("  " + ruler(shown[$0]), width + 1) }.joined(),
    ]
    for row in 0..<(panels.map { shown[$0].rows }.max() ?? 0) {
      let head = isSampled ? "\(row * block.rows)" : heads.texts[row]
      var line = TextFit.right(head, headWidth)
      for panel in panels {
        let cells = shown[panel].entries.entry(row)?.map { scale.pair($0) }.joined()
        line += TextFit.left(cells.map { " \(edge)\($0)\(edge)" } ?? "", width + 1)
      }
      lines.append(line)
    }
    return lines
  }

  private func ruler(_ grid: HeatGrid) -> String {
    let widest = "\(max(0, (grid.columns - 1) * block.columns))".utf8.count
    let step = widest < 2 ? 1 : [2, 5, 10, 20, 50].first { $0 * 2 > widest + 1 } ?? 100
    return stride(from: 0, to: grid.columns, by: step)
      .map { TextFit.left("\($0 * block.columns)", 2 * step) }.joined()
  }

  private var notes: [String] {
    var lines = HeatNotes(
      quantity: figure.quantity, grids: shown, scale: scale, format: format, isPaired: true
    ).lines(style)
    if isSampled {
      let size = scale.isDiverging ? ", in size" : ""
      lines += TextFit.wrapped(
        "each cell is the largest of \(block.rows) by \(block.columns) entries\(size)", style)
    }
    let extremes = HeatExtremes(grids, byMagnitude: scale.isDiverging).cells.prefix(3)
    if !extremes.isEmpty, let grid = grids.first {
      let subject = scale.isDiverging ? "largest in size" : "largest"
      lines += TextFit.wrapped(grid.listHeading(subject, rowAxis: figure.rowAxis), style)
    }
    let numbers = extremes.map { format.full($0.value) }
    let width = numbers.map(\.utf8.count).max() ?? 0
    for (cell, number) in zip(extremes, numbers) {
      let names =
        figure.rowLabels == nil && figure.columnLabels == nil
        ? "" : "  \(rowLabels.name(cell.row)) -> \(columnLabels.name(cell.column))"
      let panel = TextFit.escaped(figure.panels[cell.panel].name)
      lines.append(
        "  \(TextFit.right(number, width))  \(panel) (\(cell.row), \(cell.column))\(names)")
    }
    if !heads.areLabels, figure.rowLabels != nil, rowLabels.count <= 24 {
      lines += rowLabels.legend(figure.rowAxis)
    }
    let isKnown = figure.columnLabels == figure.rowLabels
    if figure.columnLabels != nil, !isKnown, columnLabels.count <= 24 {
      lines += columnLabels.legend(figure.columnAxis)
    }
    return lines
  }
}
