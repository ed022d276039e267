import Bedrock

/// A surface seen from above, as lines of equal height, with a path on it: one panel a path.
///
/// Where an optimizer went: its start is `S`, every tenth step has its number, its end is `E`, and
/// the surface's minima are `X`.
public struct ContourMap: Figure {
  public static var kind: String { "contour" }

  public struct Axis: Sendable, Codable, Equatable {
    public var name: String
    public var low: Double
    public var high: Double

    public init(_ name: String, low: Double, high: Double) {
      self.name = name
      self.low = low
      self.high = high
    }
  }

  public struct Point: Sendable, Codable, Equatable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  public struct Path: Sendable, Codable, Equatable {
    /// Such as `momentum`.
    public var name: String
    /// From the start on, a point a step.
    public var points: [Point]
    /// Whether it goes on beyond the map, where no more of it is kept.
    public var leaves: Bool

    public init(_ name: String, points: [Point], leaves: Bool = false) {
      self.name = name
      self.points = points
      self.leaves = leaves
    }
  }

  /// Heights on a grid: a row for each y from `y.low` to `y.high`, a value for each x from `x.low`
  /// to `x.high`, both ends included.
  public var values: [[Double]]
  public var x: Axis
  public var y: Axis
  /// One panel each; the surface alone without any.
  public var paths: [Path]
  public var minima: [Point]
  /// What the height is, such as `loss`.
  public var quantity: String
  /// A line above the picture; none if empty.
  public var title: String
  /// Whether the heights of neighbouring lines have an equal ratio; all heights have to be positive.
  public var isLogarithmic: Bool

  public init(
    values: [[Double]], x: Axis, y: Axis, paths: [Path] = [], minima: [Point] = [],
    quantity: String = "loss", title: String = "", isLogarithmic: Bool = false
  ) {
    self.values = values
    self.x = x
    self.y = y
    self.paths = paths
    self.minima = minima
    self.quantity = quantity
    self.title = title
    self.isLogarithmic = isLogarithmic
  }

  public var data: JSON {
    func axis(_ axis: Axis) -> JSON {
      .object([
        ("name", .string(axis.name)), ("low", .double(axis.low)), ("high", .double(axis.high)),
      ])
    }
    return .members([
      ("values", ValuePrecision.double.json(values)), ("x", axis(x)), ("y", axis(y)),
      (
        "paths",
        .array(
          paths.map { path in
            .object([
              ("name", .string(path.name)),
              ("points", .array(path.points.map { .numbers([$0.x, $0.y]) })),
            ])
          })
      ),
      ("minima", .array(minima.map { .numbers([$0.x, $0.y]) })), ("quantity", .string(quantity)),
      ("title", .unlessEmpty(title)), ("logarithmic", .bool(isLogarithmic)),
    ])
  }

  public var sentence: String {
    let finite = values.joined().filter(\.isFinite)
    let subject =
      "\(TextFit.plain(quantity)) over \(TextFit.plain(x.name)) and \(TextFit.plain(y.name))"
    guard let low = finite.min(), let high = finite.max() else {
      return subject + ": no finite value."
    }
    let format = ValueFormat.significant(3)
    let range =
      "\(Spoken.opening(subject)): from \(format.text(low)) to \(format.text(high))."
    let counts = Set(paths.map { max(0, $0.points.count - 1) })
    guard let count = counts.first, !paths.isEmpty else { return range }
    if counts.count == 1, !paths.contains(where: \.leaves) {
      let ends = paths.map { "\(TextFit.plain($0.name)), at \(end(of: $0))" }
      return "\(range) After \(CountedNoun.text(count, "step")): \(ends.joined(separator: "; "))."
    }
    let ends = paths.map { path in
      let steps = max(0, path.points.count - 1)
      return path.leaves
        ? "\(TextFit.plain(path.name)) leaves the map at step \(steps)"
        : "\(TextFit.plain(path.name)) is at \(end(of: path)) after \(CountedNoun.text(steps, "step"))"
    }
    return "\(range) \(ends.joined(separator: "; "))."
  }

  /// The last point of a path, to a thousandth of the map.
  private func end(of path: Path) -> String {
    guard let last = path.points.last else { return "no point" }
    func text(_ value: Double, _ axis: Axis) -> String {
      let span = (axis.high - axis.low).magnitude
      guard span.isFinite, span > 0 else { return ValueFormat.significant(3).text(value) }
      let isNear = value.magnitude < 1000 * span
      let decimals = min(max(0, 2 - RoundStep.exponent(of: span)), 17)
      return isNear
        ? ValueFormat.decimals(decimals).text(value) : ValueFormat.significant(3).text(value)
    }
    return "(\(text(last.x, x)), \(text(last.y, y)))"
  }

  public func lines(_ style: FigureStyle) -> [String] {
    let surface = Surface(self)
    return Page.lines(title, style, empty: surface == nil ? "no surface" : nil) {
      surface.map { ContourDrawing(self, $0, style).lines } ?? []
    }
  }
}

/// A grid of heights that is read between its points.
struct Surface {
  private let values: [[Double]]
  let levels: ContourLevels

  /// Nil if the map has no rectangle of values or no room to lie in.
  init?(_ map: ContourMap) {
    let columns = map.values.map(\.count).min() ?? 0
    let isUsable =
      map.x.low < map.x.high && map.y.low < map.y.high
      && (map.x.high - map.x.low).isFinite && (map.y.high - map.y.low).isFinite
    guard columns > 0, isUsable else { return nil }
    values = map.values
    levels = ContourLevels(map.values.joined(), isLogarithmic: map.isLogarithmic)
  }

  /// The height at a share of the way along both axes, linear between the points around it.
  func height(_ u: Double, _ v: Double) -> Double {
    let (row, down) = Self.cell(v, values.count)
    let lower = between(values[row], u)
    return down == 0 ? lower : Self.mix(lower, between(values[row + 1], u), down)
  }

  private func between(_ row: [Double], _ u: Double) -> Double {
    let (column, part) = Self.cell(u, row.count)
    if part == 0 { return row[column] }
    return Self.mix(row[column], row[column + 1], part)
  }

  /// Linear between two heights; the nearer one if that is not finite.
  private static func mix(_ a: Double, _ b: Double, _ part: Double) -> Double {
    let mixed = a + (b - a) * part
    return mixed.isFinite ? mixed : part < 0.5 ? a : b
  }

  private static func cell(_ share: Double, _ count: Int) -> (index: Int, part: Double) {
    let place = min(max(share, 0), 1) * Double(count - 1)
    let index = min(Int(place), max(0, count - 2))
    return (index, place - Double(index))
  }
}
