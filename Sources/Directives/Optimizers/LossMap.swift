import Figures

/// A part of the plane.
struct MapWindow: Sendable {
  var x: ClosedRange<Double>
  var y: ClosedRange<Double>
}

/// A loss of two weights seen from above, with a panel for each optimizer on one scale.
struct LossMap {
  let function: LossFunction
  let runs: [OptimizerRun]
  /// What was asked to be shown.
  let asked: MapWindow?

  var figure: ContourMap {
    let window = asked ?? window
    let heights = heights(in: window)
    return ContourMap(
      values: heights,
      x: .init(function.names[0], low: window.x.lowerBound, high: window.x.upperBound),
      y: .init(function.names[1], low: window.y.lowerBound, high: window.y.upperBound),
      paths: runs.map { path(of: $0, in: window) },
      minima: function.minima.map { .init(x: $0.x, y: $0.y) }, isLogarithmic: isSpread(heights))
  }

  /// The steps of one optimizer; of one that runs away those up to the map's edge, for the rest would
  /// only hide the map.
  private func path(of run: OptimizerRun, in window: MapWindow) -> ContourMap.Path {
    let name = "\(run.method.rawValue), rate \(Wording.short(run.descent.optimizer.learningRate))"
    let points = run.descent.points.map { ContourMap.Point(x: $0[0], y: $0[1]) }
    let left = points.firstIndex { !window.x.contains($0.x) || !window.y.contains($0.y) }
    guard run.descent.stop != nil, let left else { return .init(name, points: points) }
    return .init(name, points: Array(points.prefix(left + 1)), leaves: true)
  }

  /// How many heights are computed along each side; even, so that a minimum in the middle is not met
  /// and bands of equal ratio have a lower end.
  private static let grid = (columns: 72, rows: 32)

  private func heights(in window: MapWindow) -> [[Double]] {
    let (columns, rows) = Self.grid
    return (0..<rows).map { row in
      let y = Self.place(row, rows, window.y)
      return (0..<columns).map { column in
        (try? function.value([Self.place(column, columns, window.x), y])) ?? .nan
      }
    }
  }

  private static func place(_ index: Int, _ count: Int, _ range: ClosedRange<Double>) -> Double {
    let share = Double(index) / Double(count - 1)
    return range.lowerBound * (1 - share) + range.upperBound * share
  }

  private func isSpread(_ heights: [[Double]]) -> Bool {
    let finite = heights.joined().filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return false }
    return low > 0 && high > 50 * low
  }

  /// The surface's own window, or the start's surroundings, widened for the paths; one that runs
  /// away leaves the map.
  private var window: MapWindow {
    let points = runs.filter { $0.descent.stop == nil }.flatMap(\.descent.points)
    return MapWindow(
      x: Self.range(
        function.window?.x, start: function.start[0], runs.isEmpty ? [] : points.map { $0[0] }),
      y: Self.range(
        function.window?.y, start: function.start[1], runs.isEmpty ? [] : points.map { $0[1] }))
  }

  private static func range(
    _ known: ClosedRange<Double>?, start: Double, _ places: [Double]
  ) -> ClosedRange<Double> {
    guard let known else {
      let low = (places + [start]).min() ?? start
      let high = (places + [start]).max() ?? start
      let room = max(0.2 * (high - low), 0.05 * max(start.magnitude, 1))
      return low - room...high + room
    }
    let size = known.upperBound - known.lowerBound
    let near = (places + [start]).filter {
      (known.lowerBound - size...known.upperBound + size).contains($0)
    }
    let (low, high) = (near.min() ?? start, near.max() ?? start)
    // A path along the edge would hide in the frame.
    let room = 0.05 * size
    return min(
      known.lowerBound, low < known.lowerBound ? low - room : low)...max(
        known.upperBound, high > known.upperBound ? high + room : high)
  }
}

/// A loss of one weight as a curve, with the places where optimizers stepped on it.
struct LossLine {
  let function: LossFunction
  let runs: [OptimizerRun]

  var chart: LineChart {
    let shown = runs.prefix(3)
    let places =
      shown.filter { $0.descent.stop == nil }.flatMap { $0.descent.points.map { $0[0] } }
      + function.start
    let (low, high) = (places.min() ?? 0, places.max() ?? 0)
    let room = max(0.2 * (high - low), 0.5)
    let xs = (0...96).map { low - room + Double($0) / 96 * (high - low + 2 * room) }
    let curve = LineChart.Series(
      "loss", x: xs, y: xs.map { (try? function.value([$0])) ?? .nan })
    return LineChart(
      series: [curve]
        + shown.map {
          .init($0.method.rawValue, x: $0.descent.points.map { $0[0] }, y: $0.descent.losses)
        },
      x: .init(function.names[0], low: low - room, high: high + room), y: .init("loss"),
      title: "the loss, and where the steps led")
  }
}
