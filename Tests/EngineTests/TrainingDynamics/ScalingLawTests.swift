import Engine
import Testing

@Suite("Scaling laws")
struct ScalingLawTests {
  // Losses of L = 0.7 + 18 / N^0.34 + 60 / D^0.41 with 1% of noise (numpy's default_rng(3)), and what
  // scipy 1.17's least_squares (method "lm", the best of nine starts) fits to them.
  static let sizes: [Double] = [2e3, 8e3, 3e4, 1.2e5]
  static let lengths: [Double] = [2e4, 8e4, 3e5, 1e6]
  static let losses: [[Double]] = [
    [3.1563, 2.5773, 2.4089, 2.2533], [2.5705, 2.129, 1.8507, 1.7516],
    [2.2557, 1.8885, 1.5852, 1.4438], [2.0662, 1.6127, 1.3639, 1.2407],
  ]

  static var points: [ScalingLaw.Point] {
    zip(sizes, losses).flatMap { size, row in
      zip(lengths, row).map { .init(parameters: size, tokens: $0, loss: $1) }
    }
  }

  @Test("with a known floor the law is scipy's")
  func knownFloor() throws {
    let law = try #require(ScalingLaw(fitting: Self.points, floor: 0.7))
    #expect(law.floor == 0.7)
    #expect(abs(law.alpha - 0.33973292791793747) < 1e-6)
    #expect(abs(law.beta - 0.4149329482153602) < 1e-6)
    #expect(abs(law.parameterFactor - 17.859746923337706) < 1e-4)
    #expect(abs(law.tokenFactor - 63.37264129009541) < 1e-3)
  }

  @Test("a floor that is not known is fitted, too")
  func fittedFloor() throws {
    let law = try #require(ScalingLaw(fitting: Self.points))
    #expect(abs(law.floor - 0.663886796444289) < 1e-5)
    #expect(abs(law.alpha - 0.3287635976852685) < 1e-5)
    #expect(abs(law.beta - 0.404465266000713) < 1e-5)
  }

  @Test("a law without noise is found again, and predicts what it has not seen")
  func exact() throws {
    let points = Self.sizes.dropLast().flatMap { size in
      Self.lengths.map { length in
        ScalingLaw.Point(
          parameters: size, tokens: length, loss: 1.5 + 40 / size.squareRoot() + 9e4 / length)
      }
    }
    let law = try #require(ScalingLaw(fitting: points))
    #expect(abs(law.floor - 1.5) < 1e-6)
    #expect(abs(law.alpha - 0.5) < 1e-6)
    #expect(abs(law.beta - 1) < 1e-6)
    let predicted = law.loss(parameters: 1.2e5, tokens: 4e6)
    #expect(abs(predicted - (1.5 + 40 / 1.2e5.squareRoot() + 9e4 / 4e6)) < 1e-6)
  }

  @Test("points that determine no law give none")
  func undetermined() {
    #expect(ScalingLaw(fitting: Array(Self.points.prefix(4)), floor: 0.7) == nil)
    #expect(ScalingLaw(fitting: Array(Self.points.prefix(4))) == nil)
    #expect(ScalingLaw(fitting: Self.points, floor: 1.3) == nil)
    #expect(
      ScalingLaw(
        fitting: Self.points.map {
          .init(parameters: 1e4, tokens: $0.tokens, loss: $0.loss)
        }) == nil)
  }
}
