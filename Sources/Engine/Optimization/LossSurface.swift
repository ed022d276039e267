import Bedrock

/// A loss of two weights that optimizers are sent over, with its gradient written out.
public enum LossSurface: String, CaseIterable, Sendable {
  /// ½ (x² + y²): the same curvature in every direction.
  case bowl
  /// ½ (x² + 20 y²): twenty times as steep across as along.
  case ravine
  /// (1 − x)² + 100 (y − x²)²: a narrow valley along a parabola (Rosenbrock, 1960).
  case rosenbrock
  /// ½ x² + ¼ (y² − 1)²: flat at the origin, but no minimum there; the minima are at y = ±1.
  case saddle
  /// 1 − exp(−½ (x² + y²)): a pit in a plain that has hardly any slope.
  case plateau

  public func value(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .bowl: return 0.5 * (x * x + y * y)
    case .ravine: return 0.5 * (x * x + 20 * y * y)
    case .rosenbrock:
      let (a, b) = (1 - x, y - x * x)
      return a * a + 100 * b * b
    case .saddle:
      let b = y * y - 1
      return 0.5 * x * x + 0.25 * b * b
    case .plateau: return -Elementary.expm1(-0.5 * (x * x + y * y))
    }
  }

  /// The partial derivatives.
  public func gradient(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    switch self {
    case .bowl: return (x, y)
    case .ravine: return (x, 20 * y)
    case .rosenbrock:
      let b = y - x * x
      return (-2 * (1 - x) - 400 * x * b, 200 * b)
    case .saddle: return (x, y * (y * y - 1))
    case .plateau:
      let height = Elementary.exp(-0.5 * (x * x + y * y))
      return (x * height, y * height)
    }
  }

  /// Where the loss is least, which is 0 on every surface.
  public var minima: [(x: Double, y: Double)] {
    switch self {
    case .bowl, .ravine, .plateau: [(0, 0)]
    case .rosenbrock: [(1, 1)]
    case .saddle: [(0, 1), (0, -1)]
    }
  }

  /// A start from which the surface shows what it is about.
  public var start: (x: Double, y: Double) {
    switch self {
    case .bowl: (-2, 1.5)
    case .ravine: (-2.5, 1)
    case .rosenbrock: (-1.2, 1)
    case .saddle: (1.5, 0.001)
    case .plateau: (2.2, 1.4)
    }
  }

  /// The part of the plane that a map should show.
  public var window: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    switch self {
    case .bowl: (-3...3, -2...2)
    case .ravine: (-3...3, -1.5...1.5)
    case .rosenbrock: (-2...2, -1...3)
    case .saddle: (-2...2, -1.5...1.5)
    case .plateau: (-3...3, -2...2)
    }
  }

  /// The formula in plain text, over weights called `w1` and `w2`.
  public var formula: String {
    switch self {
    case .bowl: "(w1^2 + w2^2) / 2"
    case .ravine: "(w1^2 + 20 w2^2) / 2"
    case .rosenbrock: "(1 - w1)^2 + 100 (w2 - w1^2)^2"
    case .saddle: "w1^2 / 2 + (w2^2 - 1)^2 / 4"
    case .plateau: "1 - exp(-(w1^2 + w2^2) / 2)"
    }
  }
}
