import Bedrock

/// Rotary position embedding: turns pairs of numbers of a head's query or key by an angle that is
/// proportional to the token's position (Su et al., 2021, arXiv:2104.09864).
///
/// Pair i turns by position · base^(−2i / width). Angles, sines and cosines are computed at double
/// width and rounded to floats; a rotation is y₁ = fma(−x₂, sin, x₁ · cos), y₂ = fma(x₁, sin, x₂ · cos),
/// with the same bits in both layouts.
public struct RotaryEmbedding: Sendable {
  /// Which two numbers of a head are a pair.
  public enum Layout: String, CaseIterable, Sendable {
    /// 2i and 2i + 1, as in the paper and in Llama's own code.
    case interleaved
    /// i and i + width / 2, as in GPT-NeoX and in Hugging Face's code.
    case half
  }

  /// The number of elements of a head.
  public let headWidth: Int
  /// How many of them are turned, from the first on.
  public let rotatedWidth: Int
  public let layout: Layout
  /// The angle that each pair turns by from one position to the next, in radians.
  public let frequencies: [Double]
  /// What every turned number is multiplied by.
  private let magnitude: Double
  /// For each position a row of `rotatedWidth` cosines and one of sines, as the layout reads them.
  private let table: Tensor
  private let tabulated: Int

  /// - Parameters:
  ///   - headWidth: an even number, unless a part of it is rotated.
  ///   - rotatedWidth: an even number; all of the head unless given.
  ///   - positions: how many positions are tabulated; others are computed when they are needed.
  public init(
    headWidth: Int, rotatedWidth: Int? = nil, base: Double = 10_000, layout: Layout,
    scaling: RotaryScaling = .none, positions: Int = 0
  ) throws(ShapeError) {
    let rotated = rotatedWidth ?? headWidth
    guard rotated >= 0, rotated % 2 == 0, rotated <= headWidth else {
      throw ShapeError(
        "RotaryEmbedding", [[headWidth], [rotated]], "the width of a head must be even")
    }
    self.headWidth = headWidth
    self.rotatedWidth = rotated
    self.layout = layout
    frequencies = scaling.frequencies(width: rotated, base: base)
    magnitude = scaling.magnitude
    tabulated = max(positions, 0)
    table = Tensor(uninitialized: [tabulated, 2, rotated])
    for position in 0..<tabulated {
      fill(table.storage.start + position * 2 * rotated, position)
    }
  }

  /// Turns every head of every token in place.
  ///
  /// - Parameters:
  ///   - x: `[…, tokens, heads, headWidth]`.
  ///   - firstPosition: the position of the first token; the others follow.
  ///   - inverse: turns back: this is also how gradients go through a rotation.
  public func rotate(
    _ x: inout Tensor, firstPosition: Int = 0, inverse: Bool = false, pool: WorkerPool = .default
  ) throws(ShapeError) {
    let tokens = x.rank >= 3 ? x.shape[x.rank - 3] : 0
    try rotate(
      &x, positions: Array(firstPosition..<firstPosition + tokens), inverse: inverse, pool: pool)
  }

  /// Turns every head of every token in place, each token by its own position.
  public func rotate(
    _ x: inout Tensor, positions: [Int], inverse: Bool = false, pool: WorkerPool = .default
  ) throws(ShapeError) {
    guard x.rank >= 3, x.width == headWidth, x.shape[x.rank - 3] == positions.count else {
      throw ShapeError(
        "rotate", [x.shape, [positions.count, headWidth]], "expected […, tokens, heads, head width]"
      )
    }
    let heads = x.shape[x.rank - 2]
    let (start, tokens) = (x.writableStart(), x.count / max(heads * headWidth, 1))
    pool.forEachRange(tokens, cost: heads * headWidth) { range in
      ThreadContext.current.withScratch(2 * rotatedWidth) { scratch in
        for token in range {
          let position = positions[token % positions.count]
          let angles = row(position, scratch)
          let first = start + token &* heads &* headWidth
          for head in 0..<heads { turn(first + head &* headWidth, angles, inverse ? -1 : 1) }
        }
      }
    }
    withExtendedLifetime(table) {}
  }

  /// Cosines and sines of a position: from the table, or computed into `scratch`.
  private func row(
    _ position: Int, _ scratch: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float> {
    if position >= 0, position < tabulated {
      return UnsafePointer(table.storage.start + position * 2 * rotatedWidth)
    }
    fill(scratch, position)
    return UnsafePointer(scratch)
  }

  private func fill(_ out: UnsafeMutablePointer<Float>, _ position: Int) {
    for (pair, frequency) in frequencies.enumerated() {
      let turn = Elementary.sincos(Double(position) * frequency)
      let (sine, cosine) = (turn.sin * magnitude, turn.cos * magnitude)
      let (i, j) =
        layout == .interleaved ? (2 * pair, 2 * pair + 1) : (pair, pair + rotatedWidth / 2)
      (out[i], out[j]) = (Float(cosine), Float(cosine))
      (out[rotatedWidth + i], out[rotatedWidth + j]) = (-Float(sine), Float(sine))
    }
  }

  private func turn(
    _ x: UnsafeMutablePointer<Float>, _ angles: UnsafePointer<Float>, _ direction: Float
  ) {
    switch layout {
    case .half: RotaryKernel.turnHalves(x, angles, rotatedWidth, direction)
    case .interleaved: RotaryKernel.turnNeighbours(x, angles, rotatedWidth, direction)
    }
  }
}
