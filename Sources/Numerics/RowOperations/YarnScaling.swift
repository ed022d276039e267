import Bedrock

/// The numbers of YaRN (Peng et al., 2023, arXiv:2309.00071).
public struct YarnScaling: Equatable, Sendable {
  /// How many times longer the context becomes.
  public var factor: Double
  /// The context that the model was first trained on, in tokens.
  public var originalContext: Double
  /// Pairs with more turns than this within the original context stay as they are.
  public var betaFast: Double
  /// Pairs with fewer turns than this are divided by the factor.
  public var betaSlow: Double
  /// Whether the two bounds between which it is interpolated are whole numbers of pairs.
  public var truncatesBounds: Bool
  /// What every rotated number is multiplied by.
  public var magnitude: Double

  /// - Parameter magnitude: 1 + 0.1 ln(factor) unless given, as in the paper.
  public init(
    factor: Double, originalContext: Double, betaFast: Double = 32, betaSlow: Double = 1,
    truncatesBounds: Bool = true, magnitude: Double? = nil
  ) {
    self.factor = factor
    self.originalContext = originalContext
    self.betaFast = betaFast
    self.betaSlow = betaSlow
    self.truncatesBounds = truncatesBounds
    self.magnitude = magnitude ?? Self.magnitude(factor: factor)
  }

  /// How much longer queries and keys are made: 1 + 0.1 m ln(factor).
  public static func magnitude(factor: Double, multiplier: Double = 1) -> Double {
    factor <= 1 ? 1 : 1 + 0.1 * multiplier * Elementary.log(factor)
  }

  /// The pair that turns `turns` times within the original context, as a broken number.
  private func pair(turns: Double, width: Double, base: Double) -> Double {
    width * Elementary.log(originalContext / (turns * 2 * Double.pi))
      / (2 * Elementary.log(base))
  }

  func scaled(_ plain: [Double], base: Double) -> [Double] {
    let width = Double(2 * plain.count)
    var low = pair(turns: betaFast, width: width, base: base)
    var high = pair(turns: betaSlow, width: width, base: base)
    if truncatesBounds { (low, high) = (low.rounded(.down), high.rounded(.up)) }
    (low, high) = (max(low, 0), min(high, width - 1))
    let span = max(high - low, 0.001)
    return plain.enumerated().map { pair, frequency in
      let kept = 1 - min(max((Double(pair) - low) / span, 0), 1)
      return frequency / factor * (1 - kept) + frequency * kept
    }
  }
}
