import Engine
import Testing

@Suite struct UncertaintyTests {
  @Test("eight equal tokens have a perplexity of 8, one certain token of 1")
  func perplexity() {
    #expect(abs(Uncertainty.perplexity([Double](repeating: 0.125, count: 8)) - 8) < 1e-14)
    #expect(Uncertainty.perplexity([0, 1, 0]) == 1)
    #expect(Uncertainty.entropy([1]) == 0)
  }

  @Test("the entropy of a fair coin is ln 2")
  func coin() {
    #expect(abs(Uncertainty.entropy([0.5, 0.5]) - 0.6931471805599453) < 1e-16)
  }
}
