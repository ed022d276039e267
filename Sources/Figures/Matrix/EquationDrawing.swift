/// The rows of a matrix equation.
struct EquationDrawing {
  private let style: FigureStyle
  /// Each matrix with the signs before it; signs at the end are a group of their own.
  private let groups: [[MatrixEquation.Term]]

  init(_ terms: [MatrixEquation.Term], _ style: FigureStyle) {
    self.style = style
    var groups: [[MatrixEquation.Term]] = [[]]
    for term in terms {
      groups[groups.count - 1].append(term)
      if case .matrix = term { groups.append([]) }
    }
    self.groups = groups.filter { !$0.isEmpty }
  }

  var lines: [String] {
    var rows: [[MatrixEquation.Term]] = []
    for group in groups {
      if let last = rows.last, beside(last + group) != nil {
        rows[rows.count - 1] = last + group
      } else {
        rows.append(group)
      }
    }
    var lines: [String] = []
    for (index, row) in rows.enumerated() {
      lines += (index == 0 ? [] : [""]) + (beside(row) ?? stacked(row))
    }
    return lines + notes
  }

  private func block(_ matrix: MatrixFigure) -> MatrixBlock {
    MatrixBlock(matrix, width: style.width, charset: style.charset)
  }

  /// What the marks mean, once for all matrices.
  private var notes: [String] {
    var notes: [String] = []
    for case .matrix(let matrix) in groups.joined() {
      notes += block(matrix).notes.filter { !notes.contains($0) }
    }
    return notes.flatMap { TextFit.wrapped($0, style) }
  }

  /// All terms on the same lines, names above; nil if the page is too narrow or a label must stand
  /// at the end of a line.
  private func beside(_ terms: [MatrixEquation.Term]) -> [String]? {
    var height = 1
    for case .matrix(let matrix) in terms {
      let block = block(matrix)
      if block.hasLabelsBehind { return nil }
      height = max(height, block.lines.count)
    }
    var rows = Array(repeating: "", count: height + 1)
    for term in terms {
      let (heading, body) = column(term)
      let width = ([heading] + body).map { TextFit.width($0) }.max() ?? 0
      let lines = [TextFit.centre(heading, width)] + Self.centred(body, height)
      for index in rows.indices {
        rows[index] += (rows[index].isEmpty ? "" : "  ") + TextFit.left(lines[index], width)
      }
    }
    return rows.allSatisfy { TextFit.width(TextFit.trimmed($0)) <= style.width } ? rows : nil
  }

  /// A term's heading and the lines below it.
  private func column(_ term: MatrixEquation.Term) -> (heading: String, body: [String]) {
    switch term {
    case .matrix(let matrix):
      let name = TextFit.escaped(matrix.name)
      let shape = matrix.shapeText(.ascii)
      return (name.isEmpty ? shape : "\(name) (\(shape))", block(matrix).lines)
    case .sign(let sign): return ("", [TextFit.escaped(sign)])
    }
  }

  private static func centred(_ lines: [String], _ height: Int) -> [String] {
    let above = max(0, height - lines.count) / 2
    let below = max(0, height - lines.count - above)
    return Array(repeating: "", count: above) + lines + Array(repeating: "", count: below)
  }

  private func stacked(_ terms: [MatrixEquation.Term]) -> [String] {
    terms.flatMap { term -> [String] in
      switch term {
      case .matrix(let matrix):
        let heading = column(term).heading
        return matrix.shape.rows == 0 || matrix.shape.columns == 0
          ? [heading, "(empty)"] : [heading] + block(matrix).lines
      case .sign(let sign): return ["  " + TextFit.plain(sign)]
      }
    }
  }
}
