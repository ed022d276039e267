import Bedrock

/// Points on a plane with their labels beside them: a map of embeddings.
///
/// Labels are placed where they cover nothing; one that finds no place, or is not printable ASCII,
/// is a number, and stands in the legend.
public struct ScatterPlot: Figure {
  public static var kind: String { "scatter" }

  public struct Point: Sendable, Codable, Equatable {
    public var label: String
    public var x: Double
    public var y: Double

    public init(_ label: String, x: Double, y: Double) {
      self.label = label
      self.x = x
      self.y = y
    }
  }

  /// A line from one point to another, with its head at the second.
  public struct Arrow: Sendable, Codable, Equatable {
    /// Positions in `points`.
    public var from: Int
    public var to: Int

    public init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }
  }

  public var points: [Point]
  public var xName: String
  public var yName: String
  /// A line above the picture; none if empty.
  public var title: String
  /// A sentence below, such as the share of variance that the map shows.
  public var note: String
  public var arrows: [Arrow]
  /// Whether a unit is as long up as across, where cells are twice as high as wide: on a map, where
  /// distances are to be compared.
  public var hasEqualScales: Bool
  /// About how many rows the plot has, if the scales do not decide it.
  public var height: Int
  public var precision: ValuePrecision

  public init(
    points: [Point], xName: String = "x", yName: String = "y", title: String = "",
    note: String = "", arrows: [Arrow] = [], hasEqualScales: Bool = true, height: Int = 20,
    precision: ValuePrecision = .double
  ) {
    self.points = points
    self.xName = xName
    self.yName = yName
    self.title = title
    self.note = note
    self.arrows = arrows
    self.hasEqualScales = hasEqualScales
    self.height = height
    self.precision = precision
  }

  public var data: JSON {
    .members([
      (
        "points",
        .array(
          points.map {
            .object([
              ("label", .string($0.label)), ("x", precision.json($0.x)),
              ("y", precision.json($0.y)),
            ])
          })
      ),
      ("x_name", .string(xName)), ("y_name", .string(yName)), ("title", .unlessEmpty(title)),
      ("note", .unlessEmpty(note)),
      (
        "arrows",
        arrows.isEmpty ? nil : .array(arrows.map { .integers([$0.from, $0.to]) })
      ),
    ])
  }

  /// How many points there are and which two are nearest to each other.
  public var sentence: String {
    let drawn = points.filter { $0.x.isFinite && $0.y.isFinite }
    let subject =
      "\(counted: points.count, "point") on a map of "
      + "\(TextFit.plain(xName)) and \(TextFit.plain(yName))"
    guard drawn.count > 1, drawn.count <= 1000 else { return subject + "." }
    var nearest = (0, 1, Double.infinity)
    var ties = 0
    for first in drawn.indices {
      for second in drawn.indices.dropFirst(first + 1) {
        let (dx, dy) = (drawn[first].x - drawn[second].x, drawn[first].y - drawn[second].y)
        let distance = dx * dx + dy * dy
        if Ties.areEqual(distance, nearest.2) {
          ties += 1
        } else if distance < nearest.2 {
          nearest = (first, second, distance)
          ties = 1
        }
      }
    }
    if ties > 1 { return "\(subject); \(ties) pairs are nearest, with equal distances." }
    let labels = [nearest.0, nearest.1].map { TokenLabel(drawn[$0].label) }
    let hasMark = labels.contains { Spoken.name($0, of: "point") != $0.spoken }
    let names = labels.map { hasMark ? "\"\($0.spoken)\"" : $0.spoken }
    return "\(subject); the nearest two are \(names[0]) and \(names[1])."
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: points.isEmpty ? "no points" : nil) {
      ScatterDrawing(self, style).lines
    }
  }
}
