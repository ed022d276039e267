import Bedrock

/// Matrices and signs in a row, as in `X · W1 = Z1`: side by side where they fit, else stacked.
public struct MatrixEquation: Figure {
  public static var kind: String { "equation" }

  public enum Term: Sendable, Codable, Equatable {
    case matrix(MatrixFigure)
    /// Such as `·`, `=` or `+`, or a function's name.
    case sign(String)
  }

  public var terms: [Term]
  /// A line above the picture; none if empty.
  public var title: String

  public init(_ terms: [Term], title: String = "") {
    self.terms = terms
    self.title = title
  }

  public var data: JSON {
    .members([
      (
        "terms",
        .array(
          terms.map { term in
            switch term {
            case .matrix(let matrix): matrix.data
            case .sign(let sign): .string(sign)
            }
          })
      ), ("title", .unlessEmpty(title)),
    ])
  }

  public var sentence: String { TextFit.sentence(statement) }

  private var statement: String {
    let texts = terms.map { term in
      switch term {
      case .matrix(let matrix):
        "\(matrix.name.isEmpty ? "matrix" : matrix.name) (\(matrix.shapeText(.unicode)))"
      case .sign(let sign): sign
      }
    }
    return texts.isEmpty ? "An empty equation." : texts.joined(separator: " ") + "."
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: terms.isEmpty ? "no terms" : nil) {
      beside(style) ?? stacked(style)
    }
  }

  private func block(_ matrix: MatrixFigure, _ style: FigureStyle) -> MatrixBlock {
    MatrixBlock(matrix, width: style.width, charset: style.charset)
  }

  /// All terms on the same lines, names above; nil if the page is too narrow or a label must stand
  /// at the end of a line.
  private func beside(_ style: FigureStyle) -> [String]? {
    var height = 1
    for case .matrix(let matrix) in terms {
      let block = block(matrix, style)
      guard block.lines.allSatisfy({ TextFit.isSafe($0) || matrix.rowLabels == nil }) else {
        return nil
      }
      height = max(height, block.lines.count)
    }
    var rows = Array(repeating: "", count: height + 1)
    var notes: [String] = []
    for term in terms {
      let (lines, width): ([String], Int)
      switch term {
      case .matrix(let matrix):
        let block = block(matrix, style)
        let name = TextFit.escaped("\(matrix.name) (\(matrix.shapeText(.ascii)))")
        width = max(block.width, TextFit.width(name))
        lines =
          [TextFit.centre(name, width)]
          + Self.centred(block.lines, height).map { TextFit.left($0, width) }
        notes += block.notes.filter { !notes.contains($0) }
      case .sign(let sign):
        let text = TextFit.escaped(sign)
        width = TextFit.width(text)
        lines =
          [TextFit.blanks(width)] + Self.centred([text], height).map { TextFit.left($0, width) }
      }
      for index in rows.indices {
        rows[index] += (rows[index].isEmpty ? "" : "  ") + lines[index]
      }
    }
    return rows.allSatisfy { TextFit.width($0) <= style.width } ? rows + notes : nil
  }

  private static func centred(_ lines: [String], _ height: Int) -> [String] {
    let above = (height - lines.count) / 2
    return Array(repeating: "", count: above) + lines
      + Array(repeating: "", count: height - lines.count - above)
  }

  private func stacked(_ style: FigureStyle) -> [String] {
    terms.flatMap { term in
      switch term {
      case .matrix(let matrix): matrix.lines(style)
      case .sign(let sign): ["  " + TextFit.plain(sign)]
      }
    }
  }
}
