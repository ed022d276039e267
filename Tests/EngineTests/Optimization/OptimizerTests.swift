import Engine
import Numerics
import Testing

@Suite("Optimizers")
struct OptimizerTests {
  struct Reference: Decodable {
    struct Matrix: Decodable {
      let shape: [Int]
      let input: [Double]
      let output: [Double]
    }
    let start: [Double]
    let scale: [Double]
    let shift: [Double]
    let rate: Double
    let paths: [String: [[Double]]]
    let muon: [Matrix]
  }

  static let methods: [OptimizationMethod] = [
    .sgd, .momentum(), .nesterov(), .rmsProp(), .adam(), .adamW(weightDecay: 0.1),
  ]
  let reference: Reference

  init() throws { reference = try Fixture.decode(Reference.self, from: "optimizers.json") }

  @Test("ten steps at double width are PyTorch's", arguments: methods)
  func points(_ method: OptimizationMethod) throws {
    var optimizer = PointOptimizer(method, learningRate: reference.rate)
    var point = reference.start
    for expected in try #require(reference.paths[method.name]) {
      let gradient = point.indices.map { reference.scale[$0] * point[$0] - reference.shift[$0] }
      point = optimizer.step(from: point, gradient: gradient)
      for (x, y) in zip(point, expected) { #expect(abs(x - y) < 1e-12) }
    }
  }

  @Test("ten steps of tensors are PyTorch's", arguments: methods)
  func tensors(_ method: OptimizationMethod) throws {
    var optimizer = Optimizer(method, shapes: [[5]])
    var parameters = [Tensor(reference.start.map { Float($0) })]
    for expected in try #require(reference.paths[method.name]) {
      let x = parameters[0].elements
      let gradient = x.indices.map {
        Float(reference.scale[$0]) * x[$0] - Float(reference.shift[$0])
      }
      try optimizer.update(
        &parameters, gradients: [Tensor(gradient)], learningRate: reference.rate)
      #expect(parameters[0].distance(to: Tensor(expected.map { Float($0) })) < 2e-5)
    }
    #expect(optimizer.steps == 10)
  }

  @Test("Muon's first step is the orthogonalized gradient")
  func muon() throws {
    for matrix in reference.muon {
      let gradient = try Tensor(matrix.input.map { Float($0) }, shape: matrix.shape)
      var parameters = [Tensor(zeros: matrix.shape)]
      var optimizer = Optimizer(.muon(), shapes: [matrix.shape])
      try optimizer.update(&parameters, gradients: [gradient], learningRate: 0.1)
      let ratio = max(1, Double(matrix.shape[0]) / Double(matrix.shape[1])).squareRoot()
      let expected = Tensor(matrix.output.map { Float(-0.1 * ratio * $0) })
      #expect(parameters[0].distance(to: expected) < 1e-5)
    }
  }

  @Test("weight decay spares vectors")
  func decay() throws {
    var optimizer = Optimizer(
      .adamW(weightDecay: 1), shapes: [[1], [1]], kinds: [.matrix, .vector])
    var parameters = [Tensor([1]), Tensor([1])]
    try optimizer.update(
      &parameters, gradients: [Tensor([0]), Tensor([0])], learningRate: 0.25)
    #expect(parameters == [Tensor([0.75]), Tensor([1])])
  }

  @Test("another number of tensors, or another shape, is refused")
  func shapes() {
    var optimizer = Optimizer(.sgd, shapes: [[2]])
    var parameters = [Tensor([1, 2])]
    #expect(throws: ShapeError.self) {
      try optimizer.update(&parameters, gradients: [], learningRate: 1)
    }
    #expect(throws: ShapeError.self) {
      try optimizer.update(&parameters, gradients: [Tensor([1])], learningRate: 1)
    }
  }

  @Test("schedules: a linear warm-up, then a cosine down to the floor")
  func schedule() {
    let schedule = LearningRateSchedule.cosine(warmup: 4, total: 14, floor: 0.1)
    #expect((0..<5).map { schedule.factor(step: $0) } == [0.25, 0.5, 0.75, 1, 1])
    #expect(abs(schedule.factor(step: 9) - 0.55) < 1e-12)
    #expect(schedule.factor(step: 14) == 0.1)
    #expect(schedule.factor(step: 1000) == 0.1)
    #expect(LearningRateSchedule.linearWarmup(steps: 2).factor(step: 0) == 0.5)
    #expect(LearningRateSchedule.constant.factor(step: 7) == 1)
  }

  @Test("gradients are clipped together, and only if they are too long")
  func clipping() {
    var gradients = [Tensor([3]), Tensor([0, 4])]
    #expect(GradientClipping.clip(&gradients, maximum: 6) == 5)
    #expect(gradients == [Tensor([3]), Tensor([0, 4])])
    #expect(GradientClipping.clip(&gradients, maximum: 1) == 5)
    #expect(abs(GradientClipping.globalNorm(gradients) - 1) < 1e-5)
  }
}
