import Bedrock
import Testing

@Suite struct FeedForwardTests {
  struct Reference: Decodable {
    struct Network: Decodable {
      let activation: String
      let x: [[Double]]
      let w1: [[Double]]
      let b1: [Double]
      let w2: [[Double]]
      let b2: [Double]
      let gate: [[Double]]?
      let hidden: [[Double]]
      let output: [[Double]]
    }
    let networks: [Network]
  }

  @Test("the seed's first entry is 0.53, and only the first unit fires")
  func seed() {
    let run = LabRun(
      """
      feedforward x=[0.80, -0.30] w1=[[0.70, 0.20, -0.40], [0.10, 0.90, 0.30]]
        activation=relu w2=[[0.50, -0.20], [0.30, 0.80], [-0.60, 0.40]]
      expect feedforward.z1[0, 0] ~ 0.53
      expect feedforward.z1 ~ [[0.53, -0.11, -0.41]]
      expect feedforward.a1 ~ [[0.53, 0, 0]]
      expect feedforward.firing == [[1, 0, 0]]
      expect feedforward.output ~ [[0.265, -0.106]]
      expect feedforward.parameters == 12
      """)
    #expect(run.errors == [])
    let shown = run.shown["feedforward"] ?? ""
    #expect(shown.contains("0.80·0.70 + (-0.30)·0.10 = 0.53"))
    #expect(shown.contains("0.53*"))
    #expect(shown.contains("-0.11~"))
  }

  @Test("networks with biases, and a gated one, are PyTorch's")
  func reference() throws {
    let networks = try Fixture.decode(Reference.self, from: "neuron.json").networks
    #expect(networks.count == 5)
    for network in networks {
      let gate = network.gate.map { "gate=\(LabNumbers.text($0))" } ?? ""
      let run = LabRun(
        """
        feedforward x=\(LabNumbers.text(network.x)) w1=\(LabNumbers.text(network.w1))
          b1=\(LabNumbers.text(network.b1)) w2=\(LabNumbers.text(network.w2))
          b2=\(LabNumbers.text(network.b2)) \(gate) activation=\(network.activation)
        expect feedforward.a1 ~ \(LabNumbers.text(network.hidden)) within 1e-13
        expect feedforward.output ~ \(LabNumbers.text(network.output)) within 1e-13
        """)
      #expect(run.errors == [], "\(network.activation)")
    }
  }

  @Test("a position's result does not depend on the others, nor on its place, to the last bit")
  func positions() {
    let run = LabRun(
      """
      let w1 = [[0.7, 0.2, -0.4], [0.1, 0.9, 0.3]]
      let w2 = [[0.5, -0.2], [0.3, 0.8], [-0.6, 0.4]]
      batch = feedforward x=[[0.1, -0.2], [0.9, 0.4], [-0.3, 0.8]] labels=["a", "b", "c"]
        w1=w1 w2=w2
      moved = feedforward x=[[-0.3, 0.8], [-50, 3], [0.1, -0.2]] labels=["c", "b", "a"]
        w1=w1 w2=w2
      alone = feedforward x=[-0.3, 0.8] w1=w1 w2=w2
      expect batch.output["a", :] == moved.output["a", :]
      expect batch.output["c", :] == moved.output["c", :]
      expect batch.output["b", :] != moved.output["b", :]
      expect batch.output["c", :] == alone.output[0, :]
      """)
    #expect(run.errors == [])
  }

  @Test("two linear layers are one, and with an activation they are not")
  func collapse() {
    let run = LabRun(
      """
      let x = [[0, 0], [0, 1], [1, 0], [1, 1]]
      let w1 = [[1, 1], [1, 1]]
      let w2 = [[1], [-2]]
      flat = feedforward x=x w1=w1 w2=w2 activation=identity
      expect flat.output == matmul(x, matmul(w1, w2))
      xor = feedforward x=x w1=w1 b1=[0, -1] w2=w2 activation=relu
      expect xor.output == [[0], [1], [1], [0]]
      """)
    #expect(run.errors == [])
    // Nothing is held back, so nothing is marked.
    #expect(run.shown["flat"]?.contains("fires") == false)
  }

  @Test("a wide network is a heatmap, and what fires is a table")
  func wide() {
    let row = LabNumbers.text((0..<20).map { $0 % 3 == 0 ? -0.5 : 0.25 })
    let column = LabNumbers.text((0..<20).map { [Double($0) / 10] })
    let run = LabRun(
      """
      feedforward x=[[1, 2], [-1, 0.5]] w1=[\(row), \(row)] w2=\(column) activation=relu
      expect sum(feedforward.firing[0, :]) == 13
      """)
    #expect(run.errors == [])
    #expect(run.sentences["feedforward"]?.first?.hasPrefix("Activation, 2 ") == true)
    #expect(run.shown["feedforward"]?.contains("Which hidden units fire") == true)
  }

  @Test("the position and the unit that are asked for are worked out")
  func workedOut() {
    let run = LabRun(
      """
      feedforward x=[[1, 0], [0, 1], [1, 1]] labels=["the", "cat", "sat"] position=cat unit=1
        w1=[[1, -1], [-1, 1]] b1=[0, 0.5] gate=[[1, -1], [0.5, 1]] activation=swiglu w2=[[1], [2]]
      """)
    #expect(run.errors == [])
    let shown = run.shown["feedforward"] ?? ""
    #expect(
      shown.contains("z1[1, 1], the sum of h2 for cat: 0·(-1) + 1·1 + 0.50 = 1.50."), "\(shown)")
    #expect(shown.contains("Its gate's sum is 1, so silu(1) · 1.50 = 1.0966 is passed on."))
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      ("feedforward x=[1] w1=[[1]]", "'x=' needs 'w2=' beside it"),
      (
        "feedforward x=[1, 2] w1=[[1]] w2=[[1]]",
        "w1 is 1×1, but x has 2 columns, and each needs its row"
      ),
      (
        "feedforward x=[1] w1=[[1, 2]] w2=[[1]]",
        "w2 is 1×1, but the hidden layer has 2 columns, and each needs its row"
      ),
      (
        "feedforward x=[1] w1=[[1, 2]] w2=[[1], [1]] b1=[1]",
        "'b1' holds 1, but there are 2 units: give one a unit"
      ),
      (
        "feedforward x=[1] w1=[[1, 2]] w2=[[1], [1]] gate=[[1]]",
        "gate is 1×1, but w1 has 2 columns, and each needs its gate"
      ),
      (
        "feedforward x=[1] w1=[[1]] w2=[[1]] activation=swiglu",
        "'activation=swiglu' needs 'gate=': SiLU of the gate's sum times the other sum"
      ),
      ("feedforward x=[1] w1=[[1]] w2=[[1]] gate_bias=[1]", "'gate_bias=' goes only with 'gate='"),
      ("feedforward x=[] w1=[[1]] w2=[[1]]", "'x' has no numbers in it"),
      (
        "feedforward x=[1] w1=[[1]] w2=[[1]] unit=1",
        "'unit' names 1, but the hidden layer has 1 unit, counted from 0"
      ),
      (
        "feedforward x=[[1], [2]] w1=[[1]] w2=[[1]] labels=[\"a\"]",
        "1 label for 2 rows of x: give one a row"
      ),
      (
        "feedforward x=[1] w1=[[1]] w2=[[1]] position=cat",
        "'position' names \"cat\", but the tokens have no texts; give them, or name the token by its"
          + " position"
      ),
      (
        "feedforward x=([exp(1000)]) w1=[[1]] w2=[[1]]",
        "'x' holds a number that is not finite"
      ),
    ])
  func errors(source: String, message: String) {
    #expect(LabRun(source).errors == [message])
  }

  @Test("one hidden unit of a model: what makes it fire, and which logits it moves then")
  func unit() {
    let run = LabRun(
      """
      busy = feedforward "The small puppy" model=tinyworld layer=2 position=puppy top=1
      one = feedforward "The small puppy" model=tinyworld layer=2 unit=(busy.units[0])
      expect one.unit == busy.units[0]
      expect one.unit_activations["puppy"] == busy.activations[0]
      expect len(one.unit_activations) == len(one.tokens)
      expect len(one.raised) == 5 and len(one.lowered) == 5
      expect one.unit_activations == one.a1[:, one.unit]
      """)
    #expect(run.errors == [])
    #expect(run.shown["one"]?.contains("raises the logits of") == true)
    #expect(
      LabRun("feedforward \"The\" model=tinyworld layer=2 unit=352").errors
        == ["there is no unit 352: the model has 352 units, from 0 to 351"])
  }
}
