import Bedrock
import Numerics

/// Trains a network on all training pairs at once, and watches when it begins to get those right that
/// it never saw.
public struct GrokkingRun: Sendable {
  public let task: ModularTask
  public let network: PairNetwork
  public private(set) var tensors: [Tensor]
  public private(set) var measurements: [Measurement] = []
  public private(set) var step = 0
  private var optimizer: Optimizer
  private let learningRate: Double

  /// Losses in nats, accuracies as shares, after a number of steps.
  public struct Measurement: Sendable, Equatable {
    public let step: Int
    public let trainingLoss: Double
    public let trainingAccuracy: Double
    public let validationLoss: Double
    public let validationAccuracy: Double
    /// The length of all weights as one vector.
    public let norm: Double
  }

  public init(
    _ task: ModularTask, _ network: PairNetwork, learningRate: Double, weightDecay: Double
  ) throws {
    MemoryReuse.encourage()
    self.task = task
    self.network = network
    self.learningRate = learningRate
    tensors = network.tensors
    optimizer = Optimizer(
      .adamW(beta1: 0.9, beta2: 0.98, weightDecay: weightDecay),
      shapes: tensors.map(\.shape), kinds: network.kinds)
  }

  /// Does one step on the whole training part.
  public mutating func advance(pool: WorkerPool = .default) throws {
    let (loss, gradients) = try gradients(pool)
    guard loss.isFinite else { throw TrainingError.diverged(step: step + 1) }
    // The first steps are short, until the optimizer knows the gradients' sizes.
    let rate = learningRate * min(1, Double(step + 1) / 10)
    try optimizer.update(&tensors, gradients: gradients, learningRate: rate, pool: pool)
    step += 1
  }

  private func gradients(_ pool: WorkerPool) throws -> (Float, [Tensor]) {
    var tape = Tape(parameters: tensors, pool: pool)
    let loss = try network.loss(task.training, on: &tape)
    return (loss.value[flat: 0], try tape.gradients(of: loss))
  }

  /// Measures loss and accuracy on both parts, and keeps them.
  @discardableResult
  public mutating func measure(pool: WorkerPool = .default) throws -> Measurement {
    let (training, validation) = (
      try score(task.training, pool), try score(task.validation, pool)
    )
    let measurement = Measurement(
      step: step, trainingLoss: training.loss, trainingAccuracy: training.accuracy,
      validationLoss: validation.loss, validationAccuracy: validation.accuracy,
      norm: GradientClipping.globalNorm(tensors))
    measurements.append(measurement)
    return measurement
  }

  private func score(
    _ pairs: [ModularTask.Pair], _ pool: WorkerPool
  ) throws -> (loss: Double, accuracy: Double) {
    var tape = Tape(parameters: tensors, pool: pool)
    let logits = try network.logits(pairs, on: &tape).value
    let targets = network.targets(pairs)
    let loss = try CrossEntropy(logits, targets: targets, pool: pool).mean
    let width = logits.width
    let right = logits.withElements { elements in
      targets.indices.count { row in
        guard targets[row] >= 0 else { return false }
        let target = elements[row * width + targets[row]]
        return (0..<width).allSatisfy { $0 == targets[row] || elements[row * width + $0] < target }
      }
    }
    return (Double(loss), Double(right) / Double(pairs.count))
  }
}
