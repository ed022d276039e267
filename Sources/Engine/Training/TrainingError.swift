/// Why a training could not begin or go on.
public enum TrainingError: Error, Equatable, Sendable, CustomStringConvertible {
  case plan(String)
  /// Fewer tokens than a sequence and its targets take.
  case tooFewTokens(count: Int, needed: Int)
  /// A checkpoint that does not belong to this training.
  case checkpoint(String)
  /// A loss that is no number any more.
  case diverged(step: Int)

  public var description: String {
    switch self {
    case .plan(let problem): "the training plan is wrong: \(problem)"
    case .tooFewTokens(let count, let needed):
      "there are \(count) tokens, and a sequence with its targets takes \(needed)"
    case .checkpoint(let problem): "the checkpoint is of another training: \(problem)"
    case .diverged(let step):
      "the loss of step \(step) is not a number; a lower learning rate may help"
    }
  }
}
