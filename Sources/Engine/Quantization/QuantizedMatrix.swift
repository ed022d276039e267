import Bedrock

/// A matrix in fewer bits: codes, what they share, and the numbers that these stand for.
public struct QuantizedMatrix: Sendable, Equatable {
  public let rows: Int
  public let columns: Int
  /// The numbers that are computed with, row-major.
  public let values: [Float]
  /// The integer of each number, row-major; nil for floats.
  public let codes: [Int]?
  /// A scale for each group, in the order of the groups' first elements; empty for floats.
  public let scales: [Float]
  /// A code of 0 for each group, where the scheme has one; empty otherwise.
  public let zeroPoints: [Int]
  /// The number that each group's codes count from; Q4_1 alone has one.
  public let minimums: [Float]
  public let size: QuantizedSize

  /// How many different numbers are left; zeros of both signs are one.
  public var distinct: Int { Set(values.map { $0 == 0 ? 0 : $0.bitPattern }).count }
}

/// What a quantized matrix takes, in bytes.
public struct QuantizedSize: Sendable, Equatable {
  /// The numbers' own: bits × numbers, up to a whole byte.
  public var numberBytes = 0
  /// Scales, zero points and minimums.
  public var sharedBytes = 0

  public init(numberBytes: Int = 0, sharedBytes: Int = 0) {
    self.numberBytes = numberBytes
    self.sharedBytes = sharedBytes
  }

  public var bytes: Int { numberBytes + sharedBytes }

  public static func + (left: Self, right: Self) -> Self {
    QuantizedSize(
      numberBytes: left.numberBytes + right.numberBytes,
      sharedBytes: left.sharedBytes + right.sharedBytes)
  }
}

/// How far numbers are from what they were, in Double.
public struct QuantizationLoss: Sendable, Equatable {
  public private(set) var count = 0
  /// The largest |x − y|.
  public private(set) var maximum = 0.0
  private var squares = 0.0
  /// Of the numbers that were quantized, before.
  private var originalSquares = 0.0

  public init() {}

  /// Between numbers and what stands for them.
  public init(_ original: [Float], _ replaced: [Float]) {
    for (x, y) in zip(original, replaced) { add(x, y) }
  }

  public mutating func add(_ x: Float, _ y: Float) {
    let error = (Double(x) - Double(y)).magnitude
    count += 1
    maximum = Elementary.maximum(maximum, error)
    squares += error * error
    originalSquares += Double(x) * Double(x)
  }

  public mutating func add(_ other: QuantizationLoss) {
    count += other.count
    maximum = Elementary.maximum(maximum, other.maximum)
    squares += other.squares
    originalSquares += other.originalSquares
  }

  /// Numbers that stayed as they were.
  public mutating func addUnchanged(_ count: Int) { self.count += count }

  /// The mean of (x − y)²; 0 without numbers.
  public var meanSquare: Double { count == 0 ? 0 : squares / Double(count) }

  /// √(Σ (x − y)² / Σ x²) over the numbers that were quantized; 0 where they are all 0.
  public var relative: Double {
    originalSquares == 0 ? 0 : Elementary.sqrt(squares / originalSquares)
  }

  /// Whether the numbers had so few different values before that a grid of these bits met them: they
  /// were quantized already.
  ///
  /// Even a grid no wider than the numbers' root mean square leaves floats an error of 0.58 / 2^bits of
  /// it; a twentieth of that is no accident.
  public func isAlreadyQuantized(bits: Int) -> Bool {
    originalSquares > 0 && relative < 0.03 / Double(1 << bits)
  }
}
