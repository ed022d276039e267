import Engine
import Numerics
import Testing

@Suite("Descents over a surface")
struct PointDescentTests {
  @Test("a surface's gradient is the measured slope", arguments: LossSurface.allCases)
  func gradients(_ surface: LossSurface) {
    for (x, y) in [(-1.2, 1.0), (0.3, -0.7), (2.1, 0.1)] {
      let h = 1e-5
      let slope = surface.gradient(x, y)
      let (dx, dy) = (
        (surface.value(x + h, y) - surface.value(x - h, y)) / (2 * h),
        (surface.value(x, y + h) - surface.value(x, y - h)) / (2 * h)
      )
      #expect(abs(slope.x - dx) < 1e-6 * max(1, abs(dx)))
      #expect(abs(slope.y - dy) < 1e-6 * max(1, abs(dy)))
    }
  }

  @Test("a surface's minima are level, and at 0", arguments: LossSurface.allCases)
  func minima(_ surface: LossSurface) {
    for minimum in surface.minima {
      #expect(surface.value(minimum.x, minimum.y) == 0)
      let slope = surface.gradient(minimum.x, minimum.y)
      #expect(slope.x == 0 && slope.y == 0)
    }
    #expect(surface.window.x.contains(surface.start.x))
    #expect(surface.window.y.contains(surface.start.y))
  }

  private func descent(_ rate: Double, _ steps: Int) throws -> PointDescent {
    try PointDescent(
      PointOptimizer(.momentum(), learningRate: rate), from: [-2.5, 1], steps: steps,
      loss: { LossSurface.ravine.value($0[0], $0[1]) },
      gradient: {
        let slope = LossSurface.ravine.gradient($0[0], $0[1])
        return [slope.x, slope.y]
      })
  }

  @Test("the shorter of two descents is the beginning of the longer")
  func beginning() throws {
    let (short, long) = (try descent(0.02, 10), try descent(0.02, 30))
    #expect(Array(long.points.prefix(11)) == short.points)
    #expect(Array(long.steps.prefix(10)) == short.steps)
    #expect(short.stop == nil && !short.hasDiverged)
  }

  @Test("a descent that runs away stops at finite numbers")
  func away() throws {
    let far = try descent(1e10, 1000)
    #expect(far.stop == .ranAway)
    #expect(far.hasDiverged)
    #expect(far.losses.allSatisfy { $0.isFinite })
    #expect(far.points.count == far.losses.count)
  }

  @Test("Lion moves every number by the learning rate, in both widths")
  func lion() throws {
    var point = PointOptimizer(.lion(), learningRate: 0.125)
    #expect(point.step(from: [1, 1, 1], gradient: [1e-9, -50, 0]) == [0.875, 1.125, 1])
    // The memory outweighs a small gradient of the other sign: 0.9 · 0.01 · −50 + 0.1 · 4 < 0.
    #expect(point.step(from: [1, 1, 1], gradient: [1e-9, 4, 0]) == [0.875, 1.125, 1])
    var optimizer = Optimizer(.lion(weightDecay: 1), shapes: [[3]])
    var parameters = [Tensor([1, 1, 1])]
    try optimizer.update(
      &parameters, gradients: [Tensor([1e-9, -50, 0])], learningRate: 0.125)
    #expect(parameters == [Tensor([0.75, 1, 0.875])])
  }

  @Test("without bias correction Adam's averages are too small, and its first step is too large")
  func bias() {
    var plain = PointOptimizer(.adam(), learningRate: 0.02)
    var raw = PointOptimizer(.adam(), learningRate: 0.02, correctsBias: false)
    #expect(abs(plain.step(from: [0], gradient: [20])[0] + 0.02) < 1e-8)
    #expect(abs(raw.step(from: [0], gradient: [20])[0] + 0.1 / 0.001.squareRoot() * 0.02) < 1e-7)
    #expect(abs(plain.first[0] - 2) < 1e-12 && abs(plain.second[0] - 0.4) < 1e-12)
  }
}
