import Bedrock
import Engine
import Numerics
import Testing

@Suite("Tables modulo p")
struct GrokkingTests {
  @Test("the parts of a table are disjoint and make up the whole of it")
  func parts() throws {
    let task = try ModularTask(.addition, modulus: 7, trainingShare: 0.4, seed: 1)
    #expect(task.training.count == 19 && task.validation.count == 30)
    let all = (task.training + task.validation).map { $0.a * 7 + $0.b }
    #expect(all.sorted() == Array(0..<49))
    #expect(task == (try ModularTask(.addition, modulus: 7, trainingShare: 0.4, seed: 1)))
    #expect(task != (try ModularTask(.addition, modulus: 7, trainingShare: 0.4, seed: 2)))
  }

  @Test("results are right in every table", arguments: ModularTask.Operation.allCases)
  func results(_ operation: ModularTask.Operation) throws {
    let task = try ModularTask(operation, modulus: 5, trainingShare: 0.5, seed: 1)
    for pair in task.training + task.validation {
      let expected: Int
      switch operation {
      case .addition: expected = (pair.a + pair.b) % 5
      case .subtraction: expected = (pair.a - pair.b + 5) % 5
      case .multiplication: expected = pair.a * pair.b % 5
      }
      #expect(pair.result == expected)
    }
  }

  @Test("a share that leaves one side empty is refused", arguments: [0, 1, 0.01])
  func refused(_ share: Double) {
    #expect(throws: TrainingError.self) {
      try ModularTask(.addition, modulus: 5, trainingShare: share, seed: 1)
    }
  }

  static func run(decay: Double, steps: Int) throws -> GrokkingRun {
    let task = try ModularTask(.addition, modulus: 23, trainingShare: 0.6, seed: 1)
    let network = PairNetwork.quadratic(modulus: 23, width: 48, deviation: 0.1, seed: 1)
    var run = try GrokkingRun(task, network, learningRate: 0.01, weightDecay: decay)
    for _ in 0..<steps { try run.advance() }
    try run.measure()
    return run
  }

  @Test("with weight decay the rule is found long after the table was known; without, it is not")
  func grokking() throws {
    let early = try Self.run(decay: 1, steps: 80).measurements[0]
    let late = try Self.run(decay: 1, steps: 900).measurements[0]
    let control = try Self.run(decay: 0, steps: 900).measurements[0]
    #expect(early.trainingAccuracy > 0.95 && early.validationAccuracy < 0.3)
    #expect(late.trainingAccuracy == 1 && late.validationAccuracy > 0.95)
    #expect(control.trainingAccuracy == 1 && control.validationAccuracy < 0.3)
    #expect(control.norm > late.norm)
  }

  @Test("a transformer's first loss is ln p, and its steps go down")
  func transformer() throws {
    let task = try ModularTask(.addition, modulus: 11, trainingShare: 0.5, seed: 1)
    let network = try PairNetwork.transformer(modulus: 11, width: 16, heads: 2, seed: 1)
    var run = try GrokkingRun(task, network, learningRate: 0.005, weightDecay: 1)
    let first = try run.measure()
    for _ in 0..<60 { try run.advance() }
    let last = try run.measure()
    #expect(abs(first.trainingLoss - Elementary.log(11.0)) < 1)
    #expect(last.trainingLoss < first.trainingLoss / 2 && last.step == 60)
  }

  @Test("a wave has all of its power at its frequency, noise at all of them")
  func frequencies() {
    let wave = (0..<29).flatMap { index -> [Float] in
      let angle = 2 * Double.pi * Double(3 * index) / 29
      return [Float(Elementary.cos(angle)), Float(2 + Elementary.sin(angle))]
    }
    let spectrum = FrequencyShare.spectrum(of: try! Tensor(wave, shape: [29, 2]))
    #expect(spectrum.count == 14 && spectrum[2] > 0.999)
    let noise = Tensor.normal([29, 40], deviation: 1, stream: RandomStream(seed: 1, name: "n"))
    let shares = FrequencyShare.spectrum(of: noise)
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12 && shares.max()! < 0.12)
    #expect(FrequencyShare.spectrum(of: Tensor(zeros: [5, 3])) == [0, 0])
    #expect(FrequencyShare.spectrum(of: Tensor([1, 2])).isEmpty)
  }
}
