/// One step between a model's logits and the draw of a token.
///
/// Filters are values, so that a chain of them can be put in any order: what a filter keeps depends
/// on what came before it. A filter works on logits, and a token that it drops gets −∞. Every filter
/// keeps at least one token; equal probabilities count as ranked by position, the lower first.
public enum LogitFilter: Sendable, Equatable {
  /// Makes the tokens of the history (repeats count once) less likely.
  case repetitionPenalty(Double, history: PenaltyHistory, form: PenaltyForm = .signed)
  /// Divides every logit: below 1 the distribution gets sharper, above 1 flatter.
  ///
  /// The limit 0 is what it is in most libraries, greedy: the largest logit alone is kept, the first
  /// of equals.
  case temperature(Double)
  /// Keeps the k most likely tokens (Fan, Lewis, Dauphin 2018, "Hierarchical Neural Story
  /// Generation"). Exactly k, also among equals; all, if there are fewer.
  case topK(Int)
  /// Keeps the smallest set of most likely tokens whose probability together reaches p: the nucleus
  /// (Holtzman et al. 2019, "The Curious Case of Neural Text Degeneration"). 1 keeps all.
  case topP(Double)
  /// Keeps the tokens that are at least `minP` times as likely as the most likely one (Nguyen et al.
  /// 2024, "Turning Up the Heat: Min-p Sampling"). 0 keeps all.
  case minP(Double)

  /// Which tokens a repetition penalty is about.
  public enum PenaltyHistory: Sendable, Equatable, ExpressibleByArrayLiteral {
    /// These, by their positions among the logits.
    case tokens([Int])
    /// The last so many of the text that is written, its prompt's included; all of them for nil.
    case written(last: Int? = nil)

    public init(arrayLiteral elements: Int...) { self = .tokens(elements) }
  }

  /// How a repetition penalty θ changes a logit.
  public enum PenaltyForm: Sendable, Equatable {
    /// x / θ for a positive x, x · θ for a negative one: a θ above 1 always lowers the logit.
    ///
    /// The repair that libraries made to the paper's formula (huggingface/transformers #2303).
    case signed
    /// x / θ, whatever the sign, as the paper writes it (Keskar et al. 2019, "CTRL", section 4.1):
    /// a negative logit comes *nearer* to zero, so the token that was to be penalized gains.
    case divide
  }

  /// Throws if a setting is outside of its range or the history names a token that has no logit.
  func validate(count: Int) throws {
    switch self {
    case .repetitionPenalty(let penalty, let history, _):
      guard penalty > 0, penalty.isFinite else { throw SamplingError.penaltyOutOfRange(penalty) }
      guard case .tokens(let positions) = history else { throw SamplingError.unknownHistory }
      if let position = positions.first(where: { !(0..<count).contains($0) }) {
        throw SamplingError.historyOutOfRange(position: position, count: count)
      }
    case .temperature(let temperature):
      guard temperature >= 0, temperature.isFinite else {
        throw SamplingError.temperatureOutOfRange(temperature)
      }
    case .topK(let k):
      guard k >= 1 else { throw SamplingError.topKOutOfRange(k) }
    case .topP(let p):
      guard p > 0, p <= 1 else { throw SamplingError.topPOutOfRange(p) }
    case .minP(let ratio):
      guard ratio >= 0, ratio <= 1 else { throw SamplingError.minPOutOfRange(ratio) }
    }
  }
}
