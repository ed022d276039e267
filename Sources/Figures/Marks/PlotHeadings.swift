/// Events above a plot and phases below it.
struct PlotHeadings {
  let frame: PlotFrame
  let style: FigureStyle

  /// A dotted line through the plot at each event, with its text above; a text that has no room
  /// there is a number and comes back as a note.
  func draw(_ events: [LineChart.Event], on canvas: inout Canvas) -> [String] {
    var notes: [String] = []
    for (index, event) in events.enumerated() {
      let text = TextFit.plain(event.text)
      guard let share = frame.x.place(event.x), let cell = frame.cell((share, 0)) else {
        notes.append("not in the plot: \(text)")
        continue
      }
      let column = frame.left + 1 + cell.column
      for row in 0..<frame.rows where canvas[column, frame.top + row] == " " {
        canvas[column, frame.top + row] = style.charset == .ascii ? ":" : "┊"
      }
      let width = TextFit.width(text)
      let row = frame.top - 1
      let start = min(max(frame.left, column - width / 2), style.width - width)
      let isFree =
        TextFit.isSafe(text) && width <= style.width / 2
        && canvas.isBlank(x: start - 2, y: row, count: min(width + 4, style.width - start + 2))
      if isFree {
        canvas.write(text, x: start, y: row)
      } else {
        canvas.write("\(index + 1)", x: column, y: row)
        notes.append("\(index + 1)  \(text)")
      }
    }
    return notes
  }

  /// A bracket below the axis for each phase, with its name inside or in a note.
  func draw(_ phases: [LineChart.Phase], on canvas: inout Canvas) -> [String] {
    var notes: [String] = []
    let row = canvas.height
    for (index, phase) in phases.enumerated() {
      let text = TextFit.plain(phase.text)
      guard let from = frame.x.place(phase.from), let to = frame.x.place(phase.to), from <= to,
        let start = frame.cell((max(0, from), 0)), let end = frame.cell((min(1, to), 0))
      else {
        notes.append("not in the plot: \(text)")
        continue
      }
      let left = frame.left + 1 + start.column
      let count = end.column - start.column
      let fits = TextFit.isSafe(text) && TextFit.width(text) + 4 <= count
      let name = fits ? " \(text) " : "\(index + 1)"
      if !fits { notes.append("\(index + 1)  \(text)") }
      let bar: Unicode.Scalar = style.charset == .ascii ? "-" : "─"
      for column in 0...max(0, count) where canvas[left + column, row] == " " {
        canvas[left + column, row] = bar
      }
      canvas.write("|", x: left, y: row)
      canvas.write("|", x: left + count, y: row)
      if count > 1 {
        canvas.write(name, x: left + max(1, (count - TextFit.width(name) + 1) / 2), y: row)
      }
    }
    return notes
  }
}
