import Bedrock

/// Matrices and signs in a row, as in `X · W1 = Z1`, on as many rows as the page's width asks for.
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
      case .sign(let sign): sign.utf8.starts(with: "x ".utf8) ? "×" + TextFit.dropFirst(sign) : sign
      }
    }
    return texts.isEmpty ? "An empty equation." : texts.joined(separator: " ") + "."
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: terms.isEmpty ? "no terms" : nil) {
      EquationDrawing(terms, style).lines
    }
  }
}
