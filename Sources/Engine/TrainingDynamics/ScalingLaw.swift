import Bedrock

/// How the loss of a model falls with its parameters N and the tokens D that it was trained on:
/// L(N, D) = E + A / N^α + B / D^β (Hoffmann et al., 2022, arXiv:2203.15556, equation 2).
public struct ScalingLaw: Sendable {
  /// A training's size and the loss that it ended at, in nats a token.
  public struct Point: Sendable, Equatable {
    public var parameters: Double
    public var tokens: Double
    public var loss: Double

    public init(parameters: Double, tokens: Double, loss: Double) {
      self.parameters = parameters
      self.tokens = tokens
      self.loss = loss
    }
  }

  /// E, the loss that no size goes below: the text's own entropy.
  public let floor: Double
  /// α, the exponent of the parameters.
  public let alpha: Double
  /// β, the exponent of the tokens.
  public let beta: Double
  /// A / N^α and B / D^β at the geometric mean of the points' sizes, and those sizes.
  private let shares: (parameters: Double, tokens: Double)
  private let centre: (parameters: Double, tokens: Double)

  /// A, the factor of the parameters' term.
  public var parameterFactor: Double {
    shares.parameters * Elementary.pow(centre.parameters, alpha)
  }
  /// B, the factor of the tokens' term.
  public var tokenFactor: Double { shares.tokens * Elementary.pow(centre.tokens, beta) }

  /// What the parameters' term adds to the loss.
  public func excess(parameters: Double) -> Double {
    shares.parameters * Elementary.pow(parameters / centre.parameters, -alpha)
  }

  /// What the tokens' term adds to the loss.
  public func excess(tokens: Double) -> Double {
    shares.tokens * Elementary.pow(tokens / centre.tokens, -beta)
  }

  /// The loss of a model of this size after this many tokens.
  public func loss(parameters: Double, tokens: Double) -> Double {
    floor + excess(parameters: parameters) + excess(tokens: tokens)
  }
}

extension ScalingLaw {
  /// The law with the smallest sum of squared errors of ln L.
  ///
  /// - Parameters:
  ///   - points: sizes and losses above 0, and above the floor where that is given; more of them than
  ///     the law has unknowns, with at least two sizes and two lengths.
  ///   - floor: E where it is known; fitted with the rest if nil.
  /// - Returns: nil if the points do not determine a law.
  public init?(fitting points: [Point], floor: Double? = nil) {
    let unknowns = floor == nil ? 5 : 4
    let isUsable = points.allSatisfy {
      $0.parameters > 0 && $0.tokens > 0 && $0.loss > max(floor ?? 0, 0) && $0.loss.isFinite
        && $0.parameters.isFinite && $0.tokens.isFinite
    }
    guard isUsable, points.count > unknowns, Set(points.map(\.parameters)).count > 1,
      Set(points.map(\.tokens)).count > 1
    else { return nil }
    let problem = ScalingFit(points, floor: floor)
    guard let best = problem.solve() else { return nil }
    self.floor = floor ?? Elementary.exp(best[4])
    (alpha, beta) = (best[1], best[3])
    shares = (Elementary.exp(best[0]), Elementary.exp(best[2]))
    centre = problem.centre
  }
}
