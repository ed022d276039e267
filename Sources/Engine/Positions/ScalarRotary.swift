import Bedrock
import Numerics

/// Rotary position embedding at double width, for what is worked by hand.
///
/// Pair i of a vector is turned by position · base^(−2i / width) (Su et al., 2021, "RoFormer",
/// arXiv:2104.09864); the frequencies are those of `Numerics`' kernel, scaled alike. Law: the dot
/// product of a query and a key that were turned depends on their positions' difference only.
public struct ScalarRotary: Sendable {
  /// Which two numbers of a vector are a pair.
  public enum Layout: String, CaseIterable, Sendable {
    /// 2i and 2i + 1, as in the paper.
    case interleaved
    /// i and i + width / 2, as in GPT-NeoX and in Hugging Face's code.
    case half
  }

  /// How frequencies are changed for a context longer than the one that a model was trained on.
  public enum Scaling: Sendable, Equatable {
    case none
    /// Every frequency is divided by the factor (Chen et al., 2023, arXiv:2306.15595).
    case linear(Double)
    /// The base is multiplied by factor^(width / (width − 2)): the fastest pair stays, the slowest
    /// is divided by the factor ("NTK-aware").
    case ntk(Double)
  }

  public let width: Int
  public let layout: Layout
  /// By how much each pair turns from one position to the next, in radians.
  public let frequencies: [Double]

  /// - Throws: `RotaryError` for an odd width or a base that does not slow the later pairs down.
  public init(
    width: Int, base: Double = 10_000, layout: Layout = .interleaved, scaling: Scaling = .none
  ) throws {
    guard width > 0, width % 2 == 0 else { throw RotaryError.width(width) }
    guard base > 1, base.isFinite else { throw RotaryError.base(base) }
    self.width = width
    self.layout = layout
    let kernelScaling: RotaryScaling =
      switch scaling {
      case .none: .none
      case .linear(let factor): .linear(factor: factor)
      case .ntk(let factor): .ntk(factor: factor)
      }
    // The layout says where a pair is, and has no part in how fast it turns.
    frequencies = try RotaryEmbedding(
      headWidth: width, base: base, layout: .interleaved, scaling: kernelScaling
    ).frequencies
  }

  public var pairCount: Int { frequencies.count }

  /// How many positions a pair needs for a whole turn.
  public var wavelengths: [Double] { frequencies.map { 2 * Double.pi / $0 } }

  /// The places of a pair's two numbers in a vector.
  public func places(ofPair pair: Int) -> (Int, Int) {
    layout == .interleaved ? (2 * pair, 2 * pair + 1) : (pair, pair + width / 2)
  }

  /// A pair's two numbers.
  public func pair(_ index: Int, of vector: [Double]) -> (Double, Double) {
    let (i, j) = places(ofPair: index)
    return (vector[i], vector[j])
  }

  /// The vector as it stands at a position: each pair turned by its angle, counter-clockwise.
  ///
  /// - Precondition: a vector of this width.
  public func rotated(_ vector: [Double], position: Double) -> [Double] {
    precondition(vector.count == width, "expected \(width) numbers, got \(vector.count)")
    var result = vector
    for (index, frequency) in frequencies.enumerated() {
      let (sine, cosine) = Elementary.sincos(position * frequency)
      let (i, j) = places(ofPair: index)
      result[i] = vector[i] * cosine - vector[j] * sine
      result[j] = vector[i] * sine + vector[j] * cosine
    }
    return result
  }
}
