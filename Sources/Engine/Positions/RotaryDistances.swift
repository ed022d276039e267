import Bedrock

/// How the score of a query and a key changes as the key moves away, in units of both their lengths.
///
/// The score at a distance d is Σᵢ aᵢ cos(d θᵢ) − bᵢ sin(d θᵢ), where for pair i of the query and the
/// key aᵢ is the dot product and bᵢ = q₂ k₁ − q₁ k₂.
public struct RotaryDistances: Sendable {
  private let rotary: ScalarRotary
  /// For each distance the cosines, and the sines, of all pairs' angles.
  private let turns: [[(cosine: Double, sine: Double)]]

  /// Distances from 0 to `largest`, a key's position behind the query's.
  public init(_ rotary: ScalarRotary, largest: Int) {
    self.rotary = rotary
    turns = (0...largest).map { distance in
      rotary.frequencies.map { frequency in
        let (sine, cosine) = Elementary.sincos(Double(distance) * frequency)
        return (cosine, sine)
      }
    }
  }

  public var count: Int { turns.count }

  /// The score at each distance over the product of the lengths; 0 where a vector has no length.
  public func scores(_ query: [Double], _ key: [Double]) -> [Double] {
    let pairs = (0..<rotary.pairCount).map { index -> (along: Double, across: Double) in
      let (q, k) = (rotary.pair(index, of: query), rotary.pair(index, of: key))
      return (q.0 * k.0 + q.1 * k.1, q.1 * k.0 - q.0 * k.1)
    }
    let size = Elementary.sqrt(DoubleMatrix.dot(query, query) * DoubleMatrix.dot(key, key))
    return turns.map { angles in
      var sum = 0.0
      for (pair, turn) in zip(pairs, angles) {
        sum += pair.along * turn.cosine - pair.across * turn.sine
      }
      return size == 0 ? 0 : sum / size
    }
  }
}
