import Bedrock
import Numerics

/// How likely one of a pair is to be preferred, by scores: P(a ≻ b) = σ(s_a − s_b)
/// (Bradley and Terry, 1952).
public enum BradleyTerry {
  /// −ln σ(margin), computed without overflow.
  public static func loss(margin: Double) -> Double {
    let small = Elementary.log1p(Elementary.exp(-abs(margin)))
    return margin >= 0 ? small : small - margin
  }

  /// σ(margin)
  public static func probability(margin: Double) -> Double {
    Elementary.sigmoid(margin)
  }
}

extension Tape {
  /// The mean over pairs of −ln σ(scale · (better − worse − offset)), one number.
  ///
  /// With rewards as scores it is the loss of a reward model (Christiano et al., 2017,
  /// arXiv:1706.03741); with log-probabilities, the reference's difference as offset and β as scale,
  /// that of direct preference optimization (Rafailov et al., 2023, arXiv:2305.18290).
  ///
  /// - Parameters:
  ///   - scores: those of the better ones, then as many of the worse ones in the same order.
  ///   - offsets: one a pair; zeros if empty.
  public mutating func bradleyTerry(
    _ scores: Variable, scale: Double = 1, offsets: [Double] = []
  ) throws(ShapeError) -> Variable {
    let pairs = scores.value.count / 2
    guard pairs > 0, scores.value.count == 2 * pairs, offsets.isEmpty || offsets.count == pairs
    else {
      throw ShapeError(
        "bradleyTerry", [scores.value.shape, [offsets.count]], "there are no pairs, or odd ones")
    }
    let margins = (0..<pairs).map { pair in
      let difference =
        Double(scores.value[flat: pair]) - Double(scores.value[flat: pairs + pair])
      return scale * (difference - (offsets.isEmpty ? 0 : offsets[pair]))
    }
    let loss = margins.reduce(0.0) { $0 + BradleyTerry.loss(margin: $1) } / Double(pairs)
    return record(
      BradleyTerryLoss(
        scores: scores.id, shape: scores.value.shape, margins: margins, scale: scale),
      Tensor(repeating: Float(loss), shape: []))
  }
}

/// d loss / d better = −scale · σ(−margin) / pairs, and for the worse the same with the other sign.
private struct BradleyTerryLoss: TapeOperation {
  let scores: Int
  let shape: [Int]
  let margins: [Double]
  let scale: Double

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    var result = Tensor(zeros: shape)
    let factor = Double(gradient[flat: 0]) * scale / Double(margins.count)
    for (pair, margin) in margins.enumerated() {
      let pull = Float(factor * BradleyTerry.probability(margin: -margin))
      result[flat: pair] = -pull
      result[flat: margins.count + pair] = pull
    }
    try pass.accumulate(result, to: scores)
  }
}
