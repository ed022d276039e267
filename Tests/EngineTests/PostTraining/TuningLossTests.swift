import Engine
import Numerics
import Testing

@Suite("Losses of post-training")
struct TuningLossTests {
  static let logits = try! Tensor(
    rows: [[0.5, -1, 2, 0.25], [1, 0, -0.5, 0.75], [-2, 1.5, 0.1, 0.3], [0.2, 0.4, -0.6, 1.1]])
  static let targets = [2, 0, 3, 1]

  // PyTorch 2.15 in double width: log_softmax, logsigmoid, autograd.
  static let dpoLoss: Float = 0.5506198485028986
  static let dpoGradient: [Float] = [
    0.009698267441832132, 0.002163975967458306, -0.019415261687425207, 0.007553018278134774,
    -0.03707330356827009, 0.009956492047718842, 0.006038917690126497, 0.021077893830424747,
    -0.0012033090236317318, -0.03984812216353757, -0.009826425944302605, 0.05087785713147192,
    -0.012501689862189004, 0.048868256497440525, -0.005617371355492154, -0.030749195279759372,
  ]
  static let surrogate: Float = -0.6461431825024972
  static let surrogateGradient: [Float] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0.004964468060592956, 0.16440060356102845, 0.04054068970831727,
    -0.20990576132993874, 0.036395462870814195, -0.14226739221017576, 0.016353535630309737,
    0.08951839370905185,
  ]

  @Test("direct preference optimization's loss and gradient are PyTorch's")
  func preference() throws {
    var tape = Tape(parameters: [Self.logits])
    let tokens = try tape.logProbabilities(tape.parameter(0), targets: Self.targets)
    let answers = try tape.sums(tokens, sequences: 4)
    let loss = try tape.bradleyTerry(answers, scale: 0.3, offsets: [0.2, -0.4])
    #expect(abs(loss.value[flat: 0] - Self.dpoLoss) < 1e-6)
    let gradient = try tape.gradients(of: loss)[0]
    #expect(gradient.distance(to: Tensor(Self.dpoGradient)) < 1e-7)
  }

  @Test("the clipped surrogate and its gradient are PyTorch's; where the clip holds it is 0")
  func clipped() throws {
    var tape = Tape(parameters: [Self.logits])
    let tokens = try tape.logProbabilities(tape.parameter(0), targets: Self.targets)
    let loss = try tape.clippedSurrogate(
      tokens, old: [-0.9, -0.5, -1.0, -1.5], advantages: [1, -0.5, 2, 0.7], clip: 0.2,
      weights: [0.25, 0.25, 0.25, 0.25])
    #expect(abs(loss.value[flat: 0] - Self.surrogate) < 1e-6)
    let gradient = try tape.gradients(of: loss)[0]
    #expect(gradient.distance(to: Tensor(Self.surrogateGradient)) < 1e-6)
  }

  @Test("the divergence from a reference and its gradient are PyTorch's")
  func referenceDivergence() throws {
    var tape = Tape(parameters: [Tensor([-0.9, -0.5, -1.0, -1.5])])
    let divergence = try tape.referenceDivergence(
      tape.parameter(0), reference: [-1.2, -0.4, -1.0, -0.7], weights: [0.25, 0.5, 1, 0])
    #expect(abs(divergence.value[flat: 0] - 0.012790014208253264) < 1e-7)
    let gradient = try tape.gradients(of: divergence)[0]
    let expected: [Float] = [0.06479544482957053, -0.052585459037823745, 0, 0]
    #expect(gradient.distance(to: Tensor(expected)) < 1e-7)
  }

  @Test("GRPO's advantages are the group's deviations as TRL has them; equal rewards teach nothing")
  func groupAdvantages() {
    let expected = [
      1.321738977651829, -0.976937505220917, 0.17240073621545599, -0.5172022086463678,
    ]
    let advantages = PolicyTuning.Method.grpo.advantages(of: [1, 0, 0.5, 0.2])
    #expect(zip(advantages, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(PolicyTuning.Method.grpo.advantages(of: [0.3, 0.3]) == [0, 0])
    #expect(PolicyTuning.Method.rloo.advantages(of: [1, 0, 0.5]) == [0.75, -0.75, 0])
  }

  @Test("drawn by the present policy, the surrogate's gradient is REINFORCE's")
  func reinforce() throws {
    let advantages = [1.5, -1, 0.5, 0]
    var tape = Tape(parameters: [Self.logits])
    let tokens = try tape.logProbabilities(tape.parameter(0), targets: Self.targets)
    let loss = try tape.clippedSurrogate(
      tokens, old: tokens.value.elements, advantages: advantages, clip: 0.2,
      weights: [1, 1, 1, 1])
    let gradient = try tape.gradients(of: loss)[0]
    let probabilities = Self.logits.softmax()
    for row in 0..<4 {
      for column in 0..<4 {
        let hit: Float = column == Self.targets[row] ? 1 : 0
        let expected = -Float(advantages[row]) * (hit - probabilities[row, column])
        #expect(abs(gradient[row, column] - expected) < 1e-6)
      }
    }
  }

  @Test("each gradient is what central differences say")
  func differences() throws {
    func loss(_ logits: Tensor, _ tape: inout Tape) throws -> Variable {
      let all = try tape.logProbabilities(
        tape.parameter(0), targets: [2, CrossEntropy.ignored, 3, 1])
      let halves = try tape.sums(try tape.squared(all), sequences: 2)
      return try tape.bradleyTerry(halves, scale: 0.7, offsets: [0.3])
    }
    var tape = Tape(parameters: [Self.logits])
    let value = try loss(Self.logits, &tape)
    let gradient = try tape.gradients(of: value)[0]
    for index in 0..<16 {
      var values: [Float] = []
      for step in [Float(0.01), -0.01] {
        var moved = Self.logits
        moved[flat: index] += step
        var tape = Tape(parameters: [moved])
        values.append(try loss(moved, &tape).value[flat: 0])
      }
      #expect(abs(gradient[flat: index] - (values[0] - values[1]) / 0.02) < 2e-4, "\(index)")
    }
  }

  @Test("huge margins neither overflow nor lose their loss")
  func huge() throws {
    #expect(BradleyTerry.loss(margin: 800) == 0)
    #expect(BradleyTerry.loss(margin: -800) == 800)
    #expect(abs(BradleyTerry.loss(margin: 0) - 0.6931471805599453) < 1e-15)
    var tape = Tape(parameters: [Tensor([-1e30, 1e30])])
    let loss = try tape.bradleyTerry(tape.parameter(0))
    #expect(loss.value[flat: 0] == 2e30)
    #expect(try tape.gradients(of: loss)[0] == Tensor([-1, 1]))
  }

  @Test("what does not fit is refused")
  func refused() {
    var tape = Tape(parameters: [Tensor([1, 2, 3])])
    let x = tape.parameter(0)
    #expect(throws: ShapeError.self) { try tape.bradleyTerry(x) }
    #expect(throws: ShapeError.self) { try tape.sums(x, sequences: 2) }
    #expect(throws: ShapeError.self) { try tape.sums(x, sequences: 0) }
    #expect(throws: ShapeError.self) {
      try tape.clippedSurrogate(
        x, old: [0], advantages: [1, 1, 1], clip: 0.2,
        weights: [1, 1, 1, 1])
    }
  }
}
