/// A stretch of a training, named by what its losses did.
public struct TrainingPhase: Sendable, Equatable {
  public enum Kind: String, CaseIterable, Sendable {
    /// The validation loss comes down to what counting tokens gives.
    case frequencies
    /// It comes down to what counting pairs of tokens gives.
    case pairs
    /// It is below what any pair can tell: more than one token of context is used.
    case context
    /// It hardly falls any more.
    case plateau
    /// It rises while the training loss falls.
    case memorizing
  }

  public let kind: Kind
  /// The steps between which it lies.
  public let start: Double
  public let end: Double
  /// Losses at both ends, in nats a token.
  public let training: (start: Double, end: Double)
  public let validation: (start: Double, end: Double)

  public static func == (left: Self, right: Self) -> Bool {
    left.kind == right.kind && left.start == right.start && left.end == right.end
      && left.training == right.training && left.validation == right.validation
  }
}

/// Both losses of a training after a number of steps.
public struct LossPoint: Sendable, Equatable {
  public let step: Int
  public let training: Double
  public let validation: Double

  public init(step: Int, training: Double, validation: Double) {
    self.step = step
    self.training = training
    self.validation = validation
  }
}
