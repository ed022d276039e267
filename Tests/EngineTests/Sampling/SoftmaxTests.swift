import Engine
import Testing

@Suite struct SoftmaxTests {
  @Test("the seed's seven logits give the seed's seven probabilities")
  func seed() throws {
    let probabilities = try Softmax.probabilities(SeedTable.logits)
    let expected = [27.2, 17.0, 19.7, 7.7, 5.2, 11.4, 11.7]
    for (p, percent) in zip(probabilities, expected) {
      #expect(abs(p * 100 - percent) <= 0.05)
    }
    #expect(abs(probabilities.reduce(0, +) - 1) < 1e-15)
  }

  @Test("adding the same to all logits changes nothing, and nothing overflows")
  func shift() throws {
    let plain = try Softmax.probabilities([1, 2, 3])
    let shifted = try Softmax.probabilities([1_000_001, 1_000_002, 1_000_003])
    for (a, b) in zip(plain, shifted) { #expect(abs(a - b) < 1e-15) }
    #expect(try Softmax.probabilities([1e308, -1e308]) == [1, 0])
  }

  @Test("a masked logit gets exactly 0")
  func masked() throws {
    #expect(try Softmax.probabilities([0, -.infinity, 0]) == [0.5, 0, 0.5])
  }

  @Test("what is no distribution is refused")
  func refused() {
    #expect(throws: SamplingError.noLogits) { try Softmax.probabilities([]) }
    #expect(throws: SamplingError.everythingMasked) {
      try Softmax.probabilities([-.infinity, -.infinity])
    }
    #expect(throws: SamplingError.invalidLogit(position: 1)) {
      try Softmax.probabilities([0, .nan])
    }
    #expect(throws: SamplingError.invalidLogit(position: 0)) {
      try Softmax.probabilities([.infinity, 0])
    }
  }

  @Test("log-probabilities stay finite where the probability underflows")
  func logProbabilities() throws {
    #expect(try Softmax.logProbabilities([0, -2000]) == [0, -2000])
    #expect(try Softmax.probabilities([0, -2000]) == [1, 0])
  }
}

/// The seven tokens of the seed's chapter 05.
enum SeedTable {
  static let tokens = ["calm", "inside", "outside", "cold", "angry", ".", ","]
  static let logits = [0.81, 0.34, 0.49, -0.45, -0.84, -0.06, -0.03]
}
