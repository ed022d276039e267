import Bedrock

/// The lines of a bar chart.
struct BarChartDrawing {
  private let chart: BarChart
  private let style: FigureStyle
  private let format: ValueFormat
  private let shown: ArraySlice<BarChart.Entry>
  private let ranks: [Int]
  private let hasNotes: Bool
  private let names: BarLabels

  init(_ chart: BarChart, _ style: FigureStyle) {
    self.chart = chart
    self.style = style
    format = chart.format.resolved(for: chart.entries.lazy.map(\.value))
    let limit = max(1, chart.limit)
    shown = chart.entries.count - 1 <= limit ? chart.entries[...] : chart.entries.prefix(limit)
    ranks = Self.ranks(chart.entries.map(\.value))
    hasNotes = chart.entries.contains { !$0.note.isEmpty }
    names = BarLabels(shown.map(\.label), name: chart.labelName, style)
  }

  /// 1 for the largest value; equal values share a rank, NaN is last.
  private static func ranks(_ values: [Double]) -> [Int] {
    let order = values.indices.sorted { a, b in
      let (x, y) = (values[a], values[b])
      if x.isNaN || y.isNaN { return x.isNaN && y.isNaN ? a < b : y.isNaN }
      return x != y ? x > y : a < b
    }
    var ranks = Array(repeating: 0, count: values.count)
    for (place, index) in order.enumerated() {
      let before = place > 0 ? order[place - 1] : nil
      let isTie = before.map { values[$0] == values[index] } ?? false
      ranks[index] = isTie ? ranks[before ?? index] : place + 1
    }
    return ranks
  }

  private func has(_ column: BarChart.Column) -> Bool { chart.columns.contains(column) }

  /// Ranks stand at the beginning of a line; where names do, only if they are not just 1, 2, 3.
  private var hasRanks: Bool {
    has(.rank) && !(names.areFirst && shown.indices.allSatisfy { ranks[$0] == $0 + 1 })
  }

  var lines: [String] {
    table(bars: max(4, min(room, chart.room ?? room))).lines(style) + rest
  }

  /// The columns that are left for bars.
  var room: Int { min(style.width - table(bars: nil).frontWidth - names.room - 3, 60) }

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
    var table = Columns([.left, .right, .right, .left, .right, .left, .left])
    table.add([
      names.firstHeading, begins ?? "", has(.value) ? TextFit.escaped(chart.valueName) : "",
      scale?.heading(format, style.charset) ?? "", has(.total) ? "total" : "",
      hasNotes ? "note" : "", names.lastHeading,
    ])
    var total = 0.0
    for (index, entry) in shown.enumerated() {
      for cut in chart.cuts where cut.after == index { add(cut, to: &table) }
      total += entry.value
      table.add([
        names.first(index), begins == nil ? "" : "\(hasRanks ? ranks[index] : index)",
        has(.value) ? format.full(entry.value) : "",
        scale?.bar(entry.value, isKept: entry.kept, style.charset) ?? "",
        has(.total) ? format.text(total) : "", hasNotes ? safe(entry.note) : "",
        names.last(index),
      ])
    }
    for cut in chart.cuts where cut.after >= shown.count { add(cut, to: &table) }
    return table
  }

  /// The heading of ranks or positions; nil where names begin the lines and say enough.
  private var begins: String? { hasRanks ? "rank" : names.areFirst ? nil : "#" }

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
      lines.append("and \(CountedNoun.text(hidden.count, "more \(chart.labelName)"))\(together)")
    }
    if shown.contains(where: { !$0.kept }) && shown.contains(where: \.kept) {
      lines.append(BarScale.keptLegend(style.charset))
    }
    return (lines.isEmpty ? [] : [""]) + lines.flatMap { TextFit.wrapped($0, style) }
  }
}
