/// One scale for pictures that are seen together, such as the runs of a sweep.
///
/// Bars of the same quantity are as long in one chart as in the other, and so are the passes of
/// timelines. What shows another quantity, or is alone, stays as it is.
public enum SharedScale {
  /// The figures in their order, those of one kind and quantity on one scale.
  ///
  /// - Parameter style: that of the page, whose width decides how long a bar can be.
  public static func applied(to figures: [any Figure], _ style: FigureStyle) -> [any Figure] {
    var figures = figures
    replaceGroups(of: &figures) { (chart: BarChart) in
      "\(chart.valueName) \(chart.format)"
    } with: { charts in
      bars(charts, style)
    }
    replaceGroups(of: &figures) { (chart: PairedBars) in
      "\(chart.labelName) \(chart.format)"
    } with: { charts in
      pairs(charts)
    }
    replaceGroups(of: &figures) { (_: Timeline) in
      ""
    } with: { lines in
      timelines(lines, style)
    }
    return figures
  }

  private static func bars(_ charts: [BarChart], _ style: FigureStyle) -> [BarChart] {
    let drawings = charts.map { BarChartDrawing($0, style) }
    let room = drawings.map(\.room).min() ?? 0
    let low = drawings.map(\.span.low).min() ?? 0
    let high = drawings.map(\.span.high).max() ?? 0
    return charts.map { chart in
      var chart = chart
      (chart.room, chart.low, chart.full) = (min(chart.room ?? room, room), low, high)
      return chart
    }
  }

  private static func pairs(_ charts: [PairedBars]) -> [PairedBars] {
    let full = charts.map(\.span).max() ?? 0
    return charts.map { chart in
      var chart = chart
      chart.full = full
      return chart
    }
  }

  private static func timelines(_ lines: [Timeline], _ style: FigureStyle) -> [Timeline] {
    let names = lines.map { $0.nameWidth(style.charset) }.max()
    let reach = lines.map(\.span).max()
    return lines.map { line in
      var line = line
      (line.nameColumns, line.reach) = (names, reach)
      return line
    }
  }

  /// Changes the figures of a type that have the same key together, if there are several.
  private static func replaceGroups<F: Figure>(
    of figures: inout [any Figure], by key: (F) -> String, with change: ([F]) -> [F]
  ) {
    var places: [String: [Int]] = [:]
    for (index, figure) in figures.enumerated() {
      if let figure = figure as? F { places[key(figure), default: []].append(index) }
    }
    for indices in places.values where indices.count > 1 {
      let changed = change(indices.compactMap { figures[$0] as? F })
      for (index, figure) in zip(indices, changed) { figures[index] = figure }
    }
  }
}
