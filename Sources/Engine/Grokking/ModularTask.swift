import Bedrock

/// A table to be learned from a part of its entries: a ∘ b modulo p, for all a and b below p
/// (Power et al., 2022, arXiv:2201.02177).
public struct ModularTask: Sendable, Equatable {
  public enum Operation: String, CaseIterable, Sendable {
    case addition
    case subtraction
    case multiplication
  }

  public let operation: Operation
  /// p
  public let modulus: Int
  /// The entries that are trained on, as pairs; the others are for validation.
  public let training: [Pair]
  public let validation: [Pair]

  /// An entry of the table.
  public struct Pair: Sendable, Equatable {
    public let a: Int
    public let b: Int
    public let result: Int
  }

  /// Draws which entries are trained on.
  ///
  /// Throws if nothing would be left on one of the sides.
  public init(
    _ operation: Operation, modulus: Int, trainingShare: Double, seed: UInt64
  ) throws(TrainingError) {
    guard modulus >= 2 else { throw .plan("the modulus is \(modulus)") }
    self.operation = operation
    self.modulus = modulus
    var pairs = (0..<modulus * modulus).map { index in
      let (a, b) = (index / modulus, index % modulus)
      return Pair(a: a, b: b, result: Self.result(operation, a, b, modulus))
    }
    var stream = RandomStream(seed: seed, name: "modular task")
    stream.shuffle(&pairs)
    let count = Int(Double(pairs.count) * trainingShare)
    guard (1..<pairs.count).contains(count) else {
      throw .plan("the share of the table for training is \(trainingShare)")
    }
    training = Array(pairs[..<count])
    validation = Array(pairs[count...])
  }

  private static func result(_ operation: Operation, _ a: Int, _ b: Int, _ p: Int) -> Int {
    switch operation {
    case .addition: (a + b) % p
    case .subtraction: (a - b + p) % p
    case .multiplication: a * b % p
    }
  }
}
