import Bedrock
import Testing

@Suite struct NeuronTests {
  struct Reference: Decodable {
    struct Activation: Decodable {
      let name: String
      let values: [Double]
      let slopes: [Double]
    }
    let x: [Double]
    let activations: [Activation]
  }

  @Test("the seed's neuron: z is 1.23, and both forms of GELU")
  func seed() {
    let run = LabRun(
      """
      let x = [0.70, -0.25, 0.45]
      let w = [1.10, -0.85, 0.55]
      neuron inputs=x weights=w activation=gelu
      exact = neuron inputs=x weights=w activation=gelu_erf
      expect neuron.z ~ 1.23
      expect neuron.products ~ [0.77, 0.2125, 0.2475]
      expect neuron.output ~ 1.0953
      expect exact.output ~ 1.0955
      expect neuron.derivative ~ 1.1208
      """)
    #expect(run.errors == [])
    #expect(run.shown["neuron"]?.contains("z = 1.23") == true)
    #expect(run.shown["neuron"]?.contains("89.0% of it passes") == true)
  }

  @Test("every activation and its slope are PyTorch's")
  func activations() throws {
    let reference = try Fixture.decode(Reference.self, from: "neuron.json")
    #expect(reference.activations.count == 7)
    for activation in reference.activations {
      for (index, x) in reference.x.enumerated() {
        let run = LabRun(
          "neuron inputs=[\(x)] weights=[1] activation=\(activation.name) show=none")
        let output = try #require(run["neuron", "output"]?.doubleValue)
        let slope = try #require(run["neuron", "derivative"]?.doubleValue)
        #expect(
          abs(output - activation.values[index]) < 1e-14 * max(1, abs(output)),
          "\(activation.name)(\(x))")
        #expect(abs(slope - activation.slopes[index]) < 1e-14, "\(activation.name)'(\(x))")
      }
    }
  }

  @Test("SwiGLU is SiLU of the gate's sum times the other sum, and any activation may gate")
  func gates() {
    let run = LabRun(
      """
      neuron inputs=[0.70, -0.25] weights=[1.10, -0.85] bias=0.1 gate=[2, 1] gate_bias=0.5
        activation=swiglu
      expect neuron.gate_z ~ 1.65
      expect neuron.gate_output ~ 1.65 / (1 + exp(-1.65)) within 1e-15
      expect neuron.output ~ neuron.gate_output * neuron.z within 1e-15
      same = neuron inputs=[0.70, -0.25] weights=[1.10, -0.85] bias=0.1 gate=[2, 1] gate_bias=0.5
        activation=silu
      expect same.output == neuron.output
      linear = neuron inputs=[3, 4] weights=[1, 1] gate=[1, -1] activation=identity
      expect linear.output == -7
      """)
    #expect(run.errors == [])
    #expect(run.shown["neuron"]?.contains("The gate's sum is 1.65") == true)
  }

  @Test("gradients of weights are measured slopes, with a gate, too")
  func gradients() throws {
    let x = [0.7, -0.25]
    for gate in ["", "gate=[2, 1]"] {
      func output(_ w: [Double]) throws -> Double {
        let run = LabRun(
          "neuron inputs=\(x) weights=\(LabNumbers.text(w)) \(gate) activation=gelu show=none")
        return try #require(run["neuron", "output"]?.doubleValue)
      }
      let run = LabRun("neuron inputs=\(x) weights=[1.1, -0.85] \(gate) activation=gelu show=none")
      for index in 0..<2 {
        var (low, high) = ([1.1, -0.85], [1.1, -0.85])
        low[index] -= 1e-5
        high[index] += 1e-5
        let slope = try (output(high) - output(low)) / 2e-5
        let gradient = try #require(run["neuron", "weight_gradients"]?[index]?.doubleValue)
        #expect(abs(gradient - slope) < 1e-9)
      }
    }
  }

  @Test("several activations of one number: the one in use first, each once")
  func compared() {
    let run = LabRun(
      """
      neuron inputs=[2] weights=[1] activation=relu compare=[tanh, relu, silu]
      expect neuron.outputs["relu"] == 2
      expect neuron.outputs["tanh"] ~ tanh(2) within 1e-15
      expect len(neuron.outputs) == 3
      expect neuron.derivatives["relu"] == 1
      """)
    #expect(run.errors == [])
    #expect(run.sentences["neuron"]?.last?.contains("relu from 0.00 to 4.00; tanh") == true)
  }

  @Test("a silent ReLU says that no gradient passes; no activation says so, too")
  func words() {
    let run = LabRun(
      """
      neuron inputs=[-2] weights=[1] activation=relu show=result
      plain = neuron inputs=[-2] weights=[1] activation=identity show=result
      zero = neuron inputs=[0] weights=[1] activation=gelu show=result
      expect max(abs(neuron.weight_gradients)) == 0
      """)
    #expect(run.errors == [])
    #expect(
      run.shown["neuron"]
        == "z = -2, and relu(-2) = 0. The slope there is 0: no small change of a weight changes the"
        + " output.\n")
    #expect(run.shown["plain"] == "z = -2, and without an activation that is the output.\n")
    #expect(run.shown["zero"] == "z = 0, and gelu(0) = 0. The slope there is 0.50.\n")
  }

  @Test("which curves are drawn", arguments: [("value", 1), ("derivative", 1), ("both", 2)])
  func curves(kind: String, count: Int) {
    let run = LabRun("neuron inputs=[2] weights=[1] activation=silu curve=\(kind) show=curve")
    #expect(run.errors == [])
    #expect(run.sentences["neuron"]?.count == 1)
    #expect(run.sentences["neuron"]?.first?.utf8.count { $0 == UInt8(ascii: ";") } == count - 1)
    let none = LabRun("neuron inputs=[2] weights=[1] curve=none show=curve")
    #expect(none.shown["neuron"] == "")
  }

  @Test("very large, very small and very many inputs")
  func extremes() {
    let run = LabRun(
      """
      big = neuron inputs=[1e300] weights=[1] activation=gelu
      small = neuron inputs=[1e-300] weights=[1] activation=silu
      low = neuron inputs=[-1e300] weights=[1] activation=gelu
      many = neuron inputs=\(LabNumbers.text([Double](repeating: 1, count: 60)))
        weights=\(LabNumbers.text([Double](repeating: 0.5, count: 60))) activation=identity
      expect big.output == 1e300
      expect low.output == 0
      expect small.output ~ 5e-301 within 1e-310
      expect many.z == 30
      """)
    #expect(run.errors == [])
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      ("neuron weights=[1]", "'neuron' needs 'inputs=' (vector)"),
      ("neuron inputs=[1] weights=[1, 2]", "2 numbers in 'weights' for 1 input: give one an input"),
      ("neuron inputs=[] weights=[]", "'inputs' is empty: nothing comes in"),
      (
        "neuron inputs=[1] weights=[1] activation=swiglu",
        "'activation=swiglu' needs 'gate=': SiLU of the gate's sum times the other sum"
      ),
      ("neuron inputs=[1] weights=[1] gate_bias=1", "'gate_bias=' goes only with 'gate='"),
      (
        "neuron inputs=[1] weights=[1] gate=[1, 2]",
        "2 numbers in 'gate' for 1 input: give one an input"
      ),
      (
        "neuron inputs=[1] weights=[1] names=[\"a\", \"b\"]",
        "2 names for 1 input: give one an input"
      ),
      (
        "neuron inputs=[1] weights=[1] activation=gelo",
        "'activation' must be one of relu, gelu, gelu_erf, silu, sigmoid, tanh, identity, swiglu,"
          + " not 'gelo'; did you mean 'gelu'?"
      ),
      (
        "neuron inputs=[1] weights=[1] compare=swiglu",
        "'compare' must be one of relu, gelu, gelu_erf, silu, sigmoid, tanh, identity, not 'swiglu'"
      ),
      ("neuron inputs=[1e300] weights=[1e300]", "the sum is too large for a number"),
      (
        "neuron inputs=([exp(1000)]) weights=[1]",
        "'inputs' holds a number that is not finite"
      ),
    ])
  func errors(source: String, message: String) {
    #expect(LabRun(source).errors == [message])
  }

  @Test("the parameter to blame is underlined")
  func blame() {
    let run = LabRun("neuron inputs=[1] weights=[1, 2]")
    #expect(run.spans == ["weights=[1, 2]"])
  }
}
