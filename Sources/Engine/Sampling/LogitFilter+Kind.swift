import Bedrock

extension LogitFilter {
  /// A filter without its setting; the raw value is its name as a parameter and as a key.
  ///
  /// The order is the usual one in which filters act.
  public enum Kind: String, CaseIterable, Sendable {
    case repetitionPenalty = "repetition_penalty"
    case temperature
    case topK = "top_k"
    case topP = "top_p"
    case minP = "min_p"
  }

  public var kind: Kind {
    switch self {
    case .repetitionPenalty: .repetitionPenalty
    case .temperature: .temperature
    case .topK: .topK
    case .topP: .topP
    case .minP: .minP
    }
  }

  /// The filter with its setting, as a reader calls it: `top-p 0.8`.
  public var label: String {
    switch self {
    case .repetitionPenalty(let penalty, _, let form):
      "repetition penalty \(Self.text(penalty))" + (form == .divide ? " (divide)" : "")
    case .temperature(0): "temperature 0 (greedy)"
    case .temperature(let temperature): "temperature \(Self.text(temperature))"
    case .topK(let k): "top-k \(k)"
    case .topP(let p): "top-p \(Self.text(p))"
    case .minP(let ratio): "min-p \(Self.text(ratio))"
    }
  }

  /// Whether it drops tokens, and leaves the logits of the others as they are.
  public var cuts: Bool {
    switch self {
    case .topK, .topP, .minP, .temperature(0): true
    case .repetitionPenalty, .temperature: false
    }
  }

  /// The filter for the token after a text: a penalty on what was written knows its tokens now.
  public func following(_ tokens: [Int]) -> LogitFilter {
    guard case .repetitionPenalty(let penalty, .written(let last), let form) = self else {
      return self
    }
    let history = last.map { Array(tokens.suffix(max($0, 0))) } ?? tokens
    return .repetitionPenalty(penalty, history: .tokens(history), form: form)
  }

  /// A setting, whole numbers without a point.
  private static func text(_ setting: Double) -> String {
    Int(exactly: setting).map { String($0) } ?? NumberText.shortest(setting)
  }
}
