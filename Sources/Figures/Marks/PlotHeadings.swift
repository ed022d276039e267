/// Events above a plot and phases below it.
struct PlotHeadings {
  let frame: PlotFrame
  let style: FigureStyle

  /// A dotted line through the plot at each event, with its text above; a text that has no room
  /// there is a number and comes back as a note.
  func draw(_ events: [LineChart.Event], on canvas: inout Canvas) -> [String] {
    var notes: [String] = []
    var places: [(column: Int, text: String)] = []
    for event in events {
      let text = TextFit.plain(event.text)
      if let share = frame.x.place(event.x), let cell = frame.cell((share, 0)) {
        places.append((frame.left + 1 + cell.column, text))
      } else {
        notes.append("not in the plot: \(text)")
      }
    }
    places = Self.grouped(places)
    var number = 0
    for place in places {
      for row in 0..<frame.rows where canvas[place.column, frame.top + row] == " " {
        canvas[place.column, frame.top + row] = style.charset.glyphs.dotted
      }
      if write(place.text, over: place.column, places.map(\.column), on: &canvas) { continue }
      number += 1
      canvas.write("\(number)", x: place.column, y: frame.top - 1)
      notes.append("\(number)  \(place.text)")
    }
    return notes
  }

  /// From left to right, with those in neighbouring columns taken together.
  private static func grouped(_ places: [(column: Int, text: String)]) -> [(
    column: Int, text: String
  )] {
    var groups: [(column: Int, text: String)] = []
    let sorted = places.enumerated().sorted {
      ($0.element.column, $0.offset) < ($1.element.column, $1.offset)
    }
    for (_, place) in sorted {
      if let last = groups.last, place.column <= last.column + 2 {
        groups[groups.count - 1].text += "; " + place.text
      } else {
        groups.append(place)
      }
    }
    return groups
  }

  /// Writes a text over its column: in the middle, or to one side of it; false if there is no room.
  private func write(
    _ text: String, over column: Int, _ columns: [Int], on canvas: inout Canvas
  ) -> Bool {
    let width = TextFit.width(text)
    guard TextFit.isSafe(text), width > 0, width <= style.width / 2 else { return false }
    for start in [column - width / 2, column, column - width + 1] {
      let cells = start - 1...start + width
      let isInside = start >= 0 && start + width <= style.width
      let isFree = !columns.contains { $0 != column && cells.contains($0) }
      let (from, to) = (max(0, start - 1), min(style.width, start + width + 1))
      if isInside && isFree && canvas.isBlank(x: from, y: frame.top - 1, count: to - from) {
        canvas.write(text, x: start, y: frame.top - 1)
        return true
      }
    }
    return false
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
      let letter = String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index % 26)))
      let name = fits ? " \(text) " : letter
      if !fits { notes.append("\(letter)  \(text)") }
      let bar = style.charset.glyphs.horizontal
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
