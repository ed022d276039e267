import Bedrock

/// Positions as vectors that are added to the tokens' own (Vaswani et al., 2017, "Attention Is All
/// You Need", section 3.5).
public enum SinusoidalPositions {
  /// sin(position · base^(−2i / width)) at 2i, and its cosine at 2i + 1.
  public static func vector(position: Double, width: Int, base: Double = 10_000) -> [Double] {
    (0..<width).map { index in
      let pair = Double(index / 2)
      let angle = position * Elementary.pow(base, -2 * pair / Double(width))
      return index % 2 == 0 ? Elementary.sin(angle) : Elementary.cos(angle)
    }
  }
}
