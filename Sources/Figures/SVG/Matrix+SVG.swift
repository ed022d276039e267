import Bedrock

/// A matrix's body in a picture: brackets, entries, heads.
struct SVGMatrix {
  let width: Double
  let height: Double
  private let matrix: MatrixFigure
  private let rows: [Int?]
  private let columns: [Int?]
  private let texts: [[String]]
  private let heads: (rows: [String], columns: [String])
  private let cell: Double
  private let left: Double
  private let top: Double

  private static let row = 19.0
  private static let most = 40

  init(_ matrix: MatrixFigure, room: Double) {
    self.matrix = matrix
    let format = matrix.format.resolved(for: matrix.values.joined())
    let shape = matrix.shape
    let rowNames = AxisLabels(matrix.rowLabels, count: shape.rows)
    let columnNames = AxisLabels(matrix.columnLabels, count: shape.columns)
    let rows = Self.kept(shape.rows, Self.most)
    let rowHeads = rows.map { row in
      matrix.rowLabels == nil ? "" : row.map { rowNames.name($0) } ?? "…"
    }
    let headWidth = min(rowHeads.map { SVGText.width($0, SVGText.small) }.max() ?? 0, room * 0.3)
    left = headWidth == 0 ? 0 : headWidth + 8
    let all = rows.compactMap { $0 }.flatMap { row in
      matrix.values[row].map { SVGText.width(format.text($0)) }
    }
    let tops =
      matrix.columnLabels == nil
      ? 0
      : (0..<shape.columns).map { SVGText.width(columnNames.name($0), SVGText.small) }.max() ?? 0
    let most = (room - left - 16) / Double(min(3, max(1, shape.columns)))
    let cell = min(max(all.max() ?? 10, min(tops, 80), 12) + 14, max(30, most))
    self.cell = cell
    let columns = Self.kept(shape.columns, max(2, Int((room - left - 16) / cell)))
    texts = rows.map { row in
      columns.map { column in
        guard let row, let column else { return "…" }
        let text = matrix.values[row].entry(column).map(format.text) ?? ""
        return SVGText.fitted(text, to: cell - 12)
      }
    }
    let columnHeads = columns.map { column in
      matrix.columnLabels == nil ? "" : column.map { columnNames.name($0) } ?? "…"
    }
    heads = (rowHeads, columnHeads)
    top = matrix.columnLabels == nil ? 0 : 18
    self.rows = rows
    self.columns = columns
    width = left + 16 + Double(columns.count) * cell
    height = top + Double(rows.count) * Self.row
  }

  private static func kept(_ count: Int, _ limit: Int) -> [Int?] {
    if count <= limit { return Array(0..<count) }
    let tail = max(1, (limit - 1) / 3)
    let head = max(1, limit - 1 - tail)
    return Array(0..<head) + [nil] + Array(count - tail..<count)
  }

  var isCut: Bool { rows.contains { $0 == nil } || columns.contains { $0 == nil } }

  /// Draws the body with its top left corner at a place.
  func draw(at place: SVGPoint, on scene: inout SVGScene) {
    let (x, y) = (place.x + left, place.y + top)
    for (index, head) in heads.columns.enumerated() {
      scene.text(
        SVGText.fitted(head, to: cell - 4, SVGText.small), x + 8 + (Double(index) + 0.5) * cell,
        middle: y - 9, .middle, size: SVGText.small, ink: .muted)
    }
    for (row, cells) in texts.enumerated() {
      let middle = y + (Double(row) + 0.5) * Self.row
      scene.text(
        SVGText.fitted(heads.rows[row], to: left - 8, SVGText.small), x - 8, middle: middle, .end,
        size: SVGText.small, ink: .muted)
      for (column, text) in cells.enumerated() {
        draw(text, mark(row, column), x + 8 + Double(column + 1) * cell - 7, middle, on: &scene)
      }
    }
    let bottom = place.y + height
    for (edge, inner) in [(x + 2, x + 7), (place.x + width - 2, place.x + width - 7)] {
      scene.line(
        [SVGPoint(inner, y), SVGPoint(edge, y), SVGPoint(edge, bottom), SVGPoint(inner, bottom)])
    }
  }

  private func mark(_ row: Int, _ column: Int) -> MatrixFigure.Mark {
    guard let row = rows[row], let column = columns[column] else { return .none }
    return matrix.marks?.entry(row)?.entry(column) ?? .none
  }

  private func draw(
    _ text: String, _ mark: MatrixFigure.Mark, _ end: Double, _ middle: Double,
    on scene: inout SVGScene
  ) {
    if mark != .none && !text.isEmpty {
      let width = SVGText.width(text)
      let box = SVGBox(end - width - 3, middle - 8, width + 6, 16)
      scene.rectangle(
        box, fill: mark == .firing ? .level(2) : nil, stroke: mark == .suppressed ? .grid : .axis,
        radius: 3, tip: mark.rawValue)
    }
    scene.text(text, end, middle: middle, .end, ink: mark == .suppressed ? .muted : .text)
  }

  static func notes(_ matrices: [MatrixFigure], on scene: inout SVGScene) {
    let used = Set(matrices.flatMap { ($0.marks ?? []).joined() })
    if used.contains(.firing) { scene.legend([(.level(2), "fires (passes its value on)")]) }
    if used.contains(.suppressed) { scene.note("grey: suppressed") }
  }
}

extension MatrixFigure: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    let heading = "\(TextFit.sentence(name)) (\(shapeText(.unicode)))"
    scene.title(name.isEmpty ? shapeText(.unicode) : heading)
    if shape.rows == 0 || shape.columns == 0 { return scene.note("(empty)") }
    let body = SVGMatrix(self, room: scene.width)
    body.draw(at: SVGPoint(0, scene.y), on: &scene)
    scene.y += body.height + 4
    if body.isCut {
      scene.note(
        "… entries not shown: \(counted: shape.rows, "row") and "
          + "\(counted: shape.columns, "column") in all")
    }
    SVGMatrix.notes([self], on: &scene)
  }
}

extension MatrixEquation: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    if terms.isEmpty { return scene.note("(empty: no terms)") }
    var row: [(Term, Double)] = []
    var used = 0.0
    for term in terms {
      let width = min(Self.width(term, scene.width), scene.width)
      if used > 0, used + width > scene.width {
        Self.draw(row, on: &scene)
        (row, used) = ([], 0)
      }
      row.append((term, width))
      used += width + 12
    }
    Self.draw(row, on: &scene)
    let matrices = terms.compactMap { term in
      if case .matrix(let matrix) = term { matrix } else { nil }
    }
    if matrices.contains(where: { SVGMatrix($0, room: scene.width).isCut }) {
      scene.note("…: entries not shown")
    }
    SVGMatrix.notes(matrices, on: &scene)
  }

  private static func heading(_ matrix: MatrixFigure) -> String {
    let shape = matrix.shapeText(.unicode)
    return matrix.name.isEmpty ? shape : "\(TextFit.sentence(matrix.name)) (\(shape))"
  }

  private static func width(_ term: Term, _ room: Double) -> Double {
    switch term {
    case .sign(let sign): SVGText.width(TextFit.sentence(sign))
    case .matrix(let matrix):
      max(
        SVGMatrix(matrix, room: room).width,
        min(SVGText.width(heading(matrix), SVGText.small), room))
    }
  }

  private static func draw(_ row: [(Term, Double)], on scene: inout SVGScene) {
    let heights = row.map { term, _ in
      if case .matrix(let matrix) = term {
        SVGMatrix(matrix, room: scene.width).height
      } else {
        18.0
      }
    }
    let height = heights.max() ?? 18
    let top = scene.y + 20
    var x = 0.0
    for ((term, width), own) in zip(row, heights) {
      switch term {
      case .sign(let sign):
        scene.text(
          SVGText.fitted(TextFit.sentence(sign), to: width), x + width / 2,
          middle: top + height / 2,
          .middle)
      case .matrix(let matrix):
        scene.text(
          SVGText.fitted(heading(matrix), to: width, SVGText.small), x + width / 2,
          middle: top - 10, .middle, size: SVGText.small, ink: .muted)
        let body = SVGMatrix(matrix, room: scene.width)
        body.draw(
          at: SVGPoint(x + (width - body.width) / 2, top + (height - own) / 2), on: &scene)
      }
      x += width + 12
    }
    scene.y = top + height + 8
  }
}
