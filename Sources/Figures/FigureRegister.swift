/// Every kind of figure, so that one can be read back from a cache.
public enum FigureRegister {
  /// One line a figure.
  public static let types: [any Figure.Type] = [
    AttentionArcs.self,
    BarChart.self,
    BlockDiagram.self,
    Chips.self,
    ContourMap.self,
    FlowDiagram.self,
    Graph.self,
    Heatmap.self,
    Histogram.self,
    LineChart.self,
    MatrixEquation.self,
    MatrixFigure.self,
    PairedBars.self,
    ResidualTrace.self,
    ScatterPlot.self,
    SmallMultiples.self,
    Timeline.self,
  ]

  /// The type with that kind; nil if there is none.
  public static func type(of kind: String) -> (any Figure.Type)? {
    types.first { $0.kind == kind }
  }
}

/// A figure of any kind, with its kind beside it where it is encoded.
public struct AnyFigure: Sendable, Codable, Equatable {
  public var figure: any Figure

  public init(_ figure: any Figure) { self.figure = figure }

  private enum Key: String, CodingKey { case kind, figure }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let kind = try container.decode(String.self, forKey: .kind)
    guard let type = FigureRegister.type(of: kind) else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "no figure is called '\(kind)'")
    }
    figure = try container.decode(type, forKey: .figure)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(type(of: figure).kind, forKey: .kind)
    try container.encode(figure, forKey: .figure)
  }

  public static func == (a: AnyFigure, b: AnyFigure) -> Bool {
    func isEqual<F: Figure>(_ figure: F) -> Bool { figure == b.figure as? F }
    return isEqual(a.figure)
  }
}
