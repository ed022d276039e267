import Bedrock
import Numerics

extension Trainer {
  private static let prefix = "training."

  /// The state of the training as a safetensors file, which can also be read as the model's weights.
  public func checkpoint() -> [UInt8] {
    var tensors = weights.storedTensors()
    for (index, name) in weights.names.enumerated() {
      tensors.append((Self.prefix + "first." + name, optimizer.first[index]))
      if !optimizer.second.isEmpty {
        tensors.append((Self.prefix + "second." + name, optimizer.second[index]))
      }
    }
    tensors.append((Self.prefix + "losses", Tensor(losses)))
    let validation = validationLosses.map {
      JSON.array([.integer($0.step), .integer(Int($0.loss.bitPattern))])
    }
    return Safetensors.encode(
      tensors,
      metadata: [
        (key: "format", value: "pt"),
        (key: ModelWeights.configurationKey, value: weights.configuration.json.serialized()),
        (key: "plan", value: plan.identity.serialized()),
        (key: "validation", value: JSON.array(validation).serialized()),
      ])
  }

  /// A training continued from a checkpoint: with the same tokens and plan it comes to the same
  /// bits. The plan may only differ in its number of steps.
  public init(resuming bytes: [UInt8], tokens: [UInt32], plan: TrainingPlan) throws {
    let file = try Safetensors(bytes)
    guard file.metadataValue("plan") == plan.identity.serialized() else {
      throw TrainingError.checkpoint("its plan differs")
    }
    try self.init(try ModelWeights(file), tokens: tokens, plan: plan)
    losses = try file.tensor(Self.prefix + "losses").elements
    for (index, name) in weights.names.enumerated() {
      optimizer.first[index] = try Self.state("first." + name, optimizer.first[index], file)
      guard !optimizer.second.isEmpty else { continue }
      optimizer.second[index] = try Self.state("second." + name, optimizer.second[index], file)
    }
    optimizer.steps = losses.count
    validationLosses = try Self.validation(file)
  }

  private static func state(
    _ name: String, _ like: Tensor, _ file: Safetensors
  ) throws -> Tensor {
    let tensor = try file.tensor(prefix + name)
    guard tensor.shape == like.shape else {
      throw ModelError.wrongShape(name: name, shape: tensor.shape, expected: like.shape)
    }
    return tensor
  }

  private static func validation(_ file: Safetensors) throws -> [ValidationLoss] {
    let json = try JSON(parsing: file.metadataValue("validation") ?? "[]")
    return try (json.arrayValue ?? []).map { pair in
      guard let step = pair[0]?.intValue, let bits = pair[1]?.intValue,
        let pattern = UInt32(exactly: bits)
      else { throw TrainingError.checkpoint("its validation losses cannot be read") }
      return ValidationLoss(step: step, loss: Float(bitPattern: pattern))
    }
  }
}
