import Bedrock

/// How the learning rate changes over the steps: a factor for each, steps counted from 0.
public enum LearningRateSchedule: Sendable, Equatable {
  case constant
  /// Up to 1 in equal steps, 1 from the last of them on.
  case linearWarmup(steps: Int)
  /// A linear warm-up, then half a cosine down to `floor` at step `total` and after
  /// (Loshchilov and Hutter, 2017, arXiv:1608.03983).
  case cosine(warmup: Int, total: Int, floor: Double = 0)

  /// What the learning rate is multiplied by in a step.
  public func factor(step: Int) -> Double {
    switch self {
    case .constant: return 1
    case .linearWarmup(let steps): return Self.warmup(step, steps)
    case .cosine(let warmup, let total, let floor):
      guard step >= warmup else { return Self.warmup(step, warmup) }
      guard step < total else { return floor }
      let progress = Double(step - warmup) / Double(total - warmup)
      return floor + (1 - floor) * 0.5 * (1 + Elementary.cos(Double.pi * progress))
    }
  }

  private static func warmup(_ step: Int, _ steps: Int) -> Double {
    step >= steps ? 1 : Double(step + 1) / Double(steps)
  }

  /// The name it is known by.
  public var name: String {
    switch self {
    case .constant: "constant"
    case .linearWarmup: "linear_warmup"
    case .cosine: "cosine"
    }
  }

  /// Its constants, by name, in a fixed order.
  public var constants: [(name: String, value: Double)] {
    switch self {
    case .constant: []
    case .linearWarmup(let steps): [("steps", Double(steps))]
    case .cosine(let warmup, let total, let floor):
      [("warmup", Double(warmup)), ("total", Double(total)), ("floor", floor)]
    }
  }
}
