/// The lines of a bar chart.
struct BarChartDrawing {
  private let chart: BarChart
  private let style: FigureStyle
  private let format: ValueFormat
  private let shown: ArraySlice<BarChart.Entry>
  private let ranks: [Int]
  private let hasNotes: Bool

  init(_ chart: BarChart, _ style: FigureStyle) {
    self.chart = chart
    self.style = style
    format = chart.format.resolved(for: chart.entries.lazy.map(\.value))
    let limit = max(1, chart.limit)
    shown = chart.entries.count - 1 <= limit ? chart.entries[...] : chart.entries.prefix(limit)
    ranks = Self.ranks(chart.entries.map(\.value))
    hasNotes = chart.entries.contains { !$0.note.isEmpty }
  }

  /// 1 for the largest value; equal values in their order, NaN last.
  private static func ranks(_ values: [Double]) -> [Int] {
    let order = values.indices.sorted { a, b in
      let (x, y) = (values[a], values[b])
      if x.isNaN || y.isNaN { return x.isNaN && y.isNaN ? a < b : y.isNaN }
      return x != y ? x > y : a < b
    }
    var ranks = Array(repeating: 0, count: values.count)
    for (rank, index) in order.enumerated() { ranks[index] = rank + 1 }
    return ranks
  }

  private func has(_ column: BarChart.Column) -> Bool { chart.columns.contains(column) }

  var lines: [String] {
    table(bars: max(4, min(room, chart.room ?? room))).lines(style) + rest
  }

  /// The columns that are left for bars.
  var room: Int {
    let fixed = table(bars: nil).frontWidth
    let longest = shown.map { TokenLabel($0.label).width }.max() ?? 0
    let labels = max(min(longest, 16), TextFit.width(chart.labelName))
    return min(style.width - fixed - labels - 3, 60)
  }

  /// What the values span, zero and the chart's own bounds included.
  var span: (low: Double, high: Double) {
    let scale = BarScale(shown.map(\.value), full: chart.full, low: chart.low, columns: 1)
    return (scale.low, scale.high)
  }

  /// The table with bars of so many cells, or without to learn the other columns' width.
  private func table(bars: Int?) -> Columns {
    let scale = bars.map {
      BarScale(shown.map(\.value), full: chart.full, low: chart.low, columns: $0 - 1)
    }
    var table = Columns([.right, .right, .left, .right, .left, .left])
    table.add([
      has(.rank) ? "rank" : "", has(.value) ? TextFit.escaped(chart.valueName) : "",
      scale?.heading(format, style.charset) ?? "", has(.total) ? "total" : "",
      hasNotes ? "note" : "", TextFit.plain(chart.labelName),
    ])
    var total = 0.0
    for (index, entry) in shown.enumerated() {
      for cut in chart.cuts where cut.after == index { add(cut, to: &table) }
      total += entry.value
      table.add([
        has(.rank) ? "\(ranks[index])" : "", has(.value) ? format.full(entry.value) : "",
        scale?.bar(entry.value, isKept: entry.kept, style.charset) ?? "",
        has(.total) ? format.text(total) : "", hasNotes ? safe(entry.note) : "",
        TokenLabel(entry.label).text,
      ])
    }
    for cut in chart.cuts where cut.after >= shown.count { add(cut, to: &table) }
    return table
  }

  private func add(_ cut: BarChart.Cut, to table: inout Columns) {
    table.add(across: { width in Self.cutLine(TextFit.plain(cut.text), width) })
  }

  /// ` - - - text - - - `, with the text in the middle.
  static func cutLine(_ text: String, _ width: Int) -> String {
    let spare = max(0, width - TextFit.width(text) - 2)
    let dashes = { (count: Int) in String(repeating: " -", count: count / 2) }
    return dashes(spare / 2) + " \(text)" + dashes(spare - spare / 2)
  }

  /// A note that may stand before the label: what is not safe is escaped.
  private func safe(_ note: String) -> String {
    let label = TokenLabel(note)
    return label.isSafe ? label.text : TextFit.escaped(label.text)
  }

  private var rest: [String] {
    let hidden = chart.entries.dropFirst(shown.count)
    var lines: [String] = []
    if !hidden.isEmpty {
      let sum = hidden.reduce(0) { $0 + $1.value }
      let together = has(.total) ? ", together \(format.full(sum))" : ""
      lines.append("and \(Spoken.counted(hidden.count, "more \(chart.labelName)"))\(together)")
    }
    if shown.contains(where: { !$0.kept }) && shown.contains(where: \.kept) {
      lines.append(style.charset == .ascii ? "# kept   . dropped" : "█ kept   ░ dropped")
    }
    return (lines.isEmpty ? [] : [""]) + lines.flatMap { TextFit.wrapped($0, style) }
  }
}
