import Engine
import Testing

@Suite("Phases of a training")
struct PhaseDetectorTests {
  static let levels = CountingModel.Losses(unigram: 4, bigram: 2.5)

  static func points(_ values: [(Int, Double, Double)]) -> [LossPoint] {
    values.map { LossPoint(step: $0.0, training: $0.1, validation: $0.2) }
  }

  static func kinds(_ values: [(Int, Double, Double)]) -> [TrainingPhase.Kind] {
    PhaseDetector(points(values), levels: levels).phases.map(\.kind)
  }

  @Test("a loss that passes both levels goes through frequencies, pairs and context")
  func passing() {
    let phases = PhaseDetector(
      Self.points([(0, 6, 6), (10, 5, 5), (20, 3, 3), (30, 2, 2), (40, 1.5, 1.5)]),
      levels: Self.levels
    ).phases
    #expect(phases.map(\.kind) == [.frequencies, .pairs, .context])
    // Between two measurements, where the straight line passes the level.
    #expect(phases.map(\.start) == [0, 15, 25])
    #expect(phases.map(\.end) == [15, 25, 40])
    #expect(phases[0].validation == (6, 4))
    #expect(phases[1].training == (4, 2.5))
  }

  @Test("validation that rises while training falls is memorizing")
  func memorizing() {
    let seen = [(0, 6.0, 6.0), (10, 3.0, 3.2), (20, 1.0, 3.0), (30, 0.2, 3.6), (40, 0.1, 4.1)]
    #expect(Self.kinds(seen) == [.frequencies, .pairs, .memorizing])
    // The same rise while training rises too is a divergence, and no learning by heart.
    #expect(!Self.kinds(seen.map { ($0.0, $0.2, $0.2) }).contains(.memorizing))
  }

  @Test("a long end without a fall is a plateau, a short one is not")
  func plateau() {
    let fall = [(0, 6.0, 6.0), (10, 3.0, 3.0)]
    #expect(
      Self.kinds(fall + [(20, 2.0, 2.0), (40, 2.0, 2.0)]) == [
        .frequencies, .pairs, .context, .plateau,
      ])
    #expect(
      Self.kinds(fall + [(34, 2.0, 2.0), (40, 1.99, 1.99)]) == [.frequencies, .pairs, .context])
  }

  @Test("what never falls has one phase, and too few points none")
  func little() {
    #expect(Self.kinds([(0, 6, 6), (1, 6, 6), (2, 6, 6)]) == [.frequencies])
    #expect(Self.kinds([(0, 6, 6), (1, 5, 5)]).isEmpty)
    #expect(Self.kinds([]).isEmpty)
    #expect(Self.kinds([(0, 6, 1), (1, 5, 1), (2, 4, 1)]) == [.context])
  }

  @Test("phases lie side by side and fill the run")
  func cover() {
    let seen = [
      (0, 6.0, 6.0), (5, 2.0, 2.0), (10, 1.0, 1.2), (20, 0.7, 1.2), (30, 0.5, 1.19), (40, 0.2, 1.4),
    ]
    let phases = PhaseDetector(Self.points(seen), levels: Self.levels).phases
    #expect(phases.first?.start == 0 && phases.last?.end == 40)
    #expect(phases.last?.kind == .memorizing)
    for (one, next) in zip(phases, phases.dropFirst()) { #expect(one.end == next.start) }
  }
}
