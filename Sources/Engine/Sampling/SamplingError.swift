/// Why a distribution could not be made from logits.
public enum SamplingError: Error, Equatable, Sendable, CustomStringConvertible {
  case noLogits
  /// A logit is NaN or +∞; only −∞ has a meaning, a masked token.
  case invalidLogit(position: Int)
  /// Every logit is −∞: nothing is left to choose from.
  case everythingMasked
  case temperatureOutOfRange(Double)
  case topKOutOfRange(Int)
  case topPOutOfRange(Double)
  case minPOutOfRange(Double)
  case penaltyOutOfRange(Double)
  /// A penalty on what was written, where nothing is written.
  case unknownHistory
  /// A token of the history that has no logit.
  case historyOutOfRange(position: Int, count: Int)

  public var description: String {
    switch self {
    case .noLogits: "there are no logits to choose from"
    case .invalidLogit(let position):
      "the logit at position \(position) is not a number or is +infinity"
    case .everythingMasked: "every logit is -infinity: no token is left to choose from"
    case .temperatureOutOfRange: "a temperature is 0 (greedy) or a finite number above it"
    case .topKOutOfRange: "top-k keeps at least 1 token"
    case .topPOutOfRange: "top-p is above 0 and at most 1"
    case .minPOutOfRange: "min-p is from 0 to 1"
    case .penaltyOutOfRange: "a repetition penalty is a finite number above 0 (1 changes nothing)"
    case .unknownHistory: "a repetition penalty needs the tokens that were there already"
    case .historyOutOfRange(let position, let count):
      "the history names position \(position), but there are \(count) logits"
    }
  }
}
