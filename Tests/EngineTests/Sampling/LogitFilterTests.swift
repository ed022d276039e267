import Bedrock
import Engine
import Testing

@Suite struct LogitFilterTests {
  private func kept(_ filters: [LogitFilter], _ logits: [Double] = SeedTable.logits) throws -> [Int]
  {
    try SamplingTrace(logits: logits, filters: filters).final.kept
  }

  @Test("the order matters: T 0.5 with top-p 0.8 keeps 3 tokens first and 5 last")
  func order() throws {
    #expect(try kept([.temperature(0.5), .topP(0.8)]) == [0, 1, 2])
    #expect(try kept([.topP(0.8), .temperature(0.5)]) == [0, 1, 2, 5, 6])
  }

  @Test("temperature never changes the ranking", arguments: [0.05, 0.5, 1, 3, 100])
  func ranking(temperature: Double) throws {
    let stage = try SamplingTrace(logits: SeedTable.logits, filters: [.temperature(temperature)])
    #expect(
      LogitFilter.ranking(stage.final.logits) == LogitFilter.ranking(SeedTable.logits))
  }

  @Test("temperature 0 is greedy: the largest logit, the first of equals")
  func zero() throws {
    #expect(try kept([.temperature(0)]) == [0])
    #expect(try kept([.temperature(0)], [1, 4, 4]) == [1])
  }

  @Test("a temperature so small that the logits overflow still divides them")
  func tiny() throws {
    let trace = try SamplingTrace(logits: [0.81, 0.34, -1], filters: [.temperature(0x1p-1030)])
    #expect(trace.final.probabilities == [1, 0, 0])
    #expect(trace.final.kept == [0, 1, 2])
  }

  @Test("equal tokens are ranked by position")
  func ties() throws {
    #expect(try kept([.topK(2)], [1, 1, 1, 0]) == [0, 1])
    #expect(try kept([.topP(0.5)], [1, 1, 1, 1]) == [0, 1])
    #expect(try kept([.minP(1)], [2, 1, 2]) == [0, 2])
  }

  @Test("top-p keeps the smallest set that reaches p, not one more for rounding")
  func nucleus() throws {
    #expect(try kept([.topP(0.8)], [Double](repeating: 0, count: 10)).count == 8)
    #expect(try kept([.topP(0.1)]) == [0])
    #expect(try kept([.topP(1)], [0, -800]) == [0, 1])
  }

  @Test("top-k beyond the count keeps all, and -infinity stays out")
  func masked() throws {
    #expect(try kept([.topK(100)], [0, -.infinity, 1]) == [0, 2])
    #expect(try kept([.minP(0)], [0, -.infinity, 1]) == [0, 2])
    let penalty = LogitFilter.repetitionPenalty(2, history: [1], form: .divide)
    #expect(try kept([penalty], [0, -.infinity, 1]) == [0, 2])
  }

  @Test("a penalty that divides a negative logit raises it; multiplied, it falls")
  func penalty() throws {
    func cold(_ form: LogitFilter.PenaltyForm) throws -> Double {
      let filter = LogitFilter.repetitionPenalty(1.3, history: [3, 3], form: form)
      return try SamplingTrace(logits: SeedTable.logits, filters: [filter]).final.probabilities[3]
    }
    let before = try Softmax.probabilities(SeedTable.logits)[3]
    #expect(NumberText.fixed(before * 100, decimals: 1) == "7.7")
    #expect(NumberText.fixed(try cold(.divide) * 100, decimals: 1) == "8.5")
    #expect(NumberText.fixed(try cold(.signed) * 100, decimals: 1) == "6.8")
  }

  @Test(
    "settings out of range are refused",
    arguments: [
      (LogitFilter.temperature(-1), SamplingError.temperatureOutOfRange(-1)),
      (.temperature(.infinity), .temperatureOutOfRange(.infinity)),
      (.topK(0), .topKOutOfRange(0)),
      (.topP(0), .topPOutOfRange(0)),
      (.topP(1.01), .topPOutOfRange(1.01)),
      (.minP(-0.1), .minPOutOfRange(-0.1)),
      (.repetitionPenalty(0, history: [], form: .signed), .penaltyOutOfRange(0)),
      (
        .repetitionPenalty(1.2, history: [7], form: .signed),
        .historyOutOfRange(position: 7, count: 7)
      ),
    ])
  func refused(filter: LogitFilter, error: SamplingError) {
    #expect(throws: error) { try filter.applied(to: SeedTable.logits) }
  }

  @Test("every chain of filters keeps at least one token and a sum of 1")
  func chains() throws {
    var random = RandomStream(seed: 1, name: "chains")
    for _ in 0..<300 {
      let count = 1 + random.below(12)
      let logits = (0..<count).map { _ in random.below(6) == 0 ? -1.5 : random.normal() * 3 }
      var filters: [LogitFilter] = [
        .temperature(random.uniform() * 2), .topK(1 + random.below(12)),
        .topP(1 - random.uniform()), .minP(random.uniform()),
        .repetitionPenalty(
          0.5 + random.uniform(), history: [random.below(count)],
          form: random.below(2) == 0 ? .divide : .signed),
      ]
      random.shuffle(&filters)
      let trace = try SamplingTrace(logits: logits, filters: filters)
      for stage in trace.stages {
        #expect(!stage.kept.isEmpty)
        #expect(abs(stage.probabilities.reduce(0, +) - 1) < 1e-12)
      }
    }
  }
}
