import Engine
import Testing

@Suite("Activations at double width")
struct ScalarActivationTests {
  @Test("the slope is the measured one", arguments: ScalarActivation.allCases)
  func slope(_ activation: ScalarActivation) {
    for x in [-8.0, -2.5, -0.75, -0.1, 0.1, 1.23, 3, 9] {
      let h = 1e-5
      let measured = (activation.value(x + h) - activation.value(x - h)) / (2 * h)
      #expect(abs(activation.derivative(x) - measured) < 1e-9, "\(activation.rawValue)(\(x))")
    }
  }

  @Test("far out nothing overflows", arguments: ScalarActivation.allCases)
  func ends(_ activation: ScalarActivation) {
    for x in [1e300, -1e300, .infinity, -.infinity] {
      #expect(!activation.value(x).isNaN, "\(activation.rawValue)(\(x))")
      #expect(!activation.derivative(x).isNaN, "\(activation.rawValue)'(\(x))")
    }
    #expect(activation.value(.nan).isNaN)
  }

  @Test("a neuron's running sums end at its sum, the bias last")
  func sums() {
    let neuron = ScalarNeuron(
      inputs: [1, 2, 3], weights: [4, 5, 6], bias: 0.5, activation: .identity)
    #expect(neuron.sum.products == [4, 10, 18])
    #expect(neuron.sum.runningSums == [4, 14, 32])
    #expect(neuron.sum.value == 32.5)
    #expect(neuron.output == 32.5)
  }
}
