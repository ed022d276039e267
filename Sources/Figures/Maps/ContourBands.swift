import Bedrock

/// Bands of height, from the lowest up, each with its shade.
struct ContourBands {
  /// The upper ends of all bands but the last.
  let limits: [Double]
  private let low: Double
  private let high: Double

  static let count = 6

  init(_ heights: some Sequence<Double>, isLogarithmic: Bool) {
    let finite = heights.filter(\.isFinite)
    let low = finite.min() ?? 0
    let high = finite.max() ?? 0
    self.low = low
    self.high = high
    if low == high {
      limits = []
    } else if isLogarithmic && low > 0 {
      let (from, to) = (Elementary.log(low), Elementary.log(high))
      limits = (1..<Self.count).map {
        Elementary.exp(from + (to - from) * Double($0) / Double(Self.count))
      }
    } else {
      limits = (1..<Self.count).map {
        low + (high / 2 - low / 2) * 2 * Double($0) / Double(Self.count)
      }
    }
  }

  /// From little ink to more, and none with so much that a path on it would be hard to see.
  static func glyphs(_ charset: FigureStyle.Charset) -> [Unicode.Scalar] {
    charset == .ascii ? [" ", ".", "-", ":", "~", "="] : [" ", "·", ":", "░", "▒", "▓"]
  }

  func glyph(_ height: Double, _ charset: FigureStyle.Charset) -> Unicode.Scalar {
    guard height.isFinite else { return "?" }
    return Self.glyphs(charset)[limits.count(where: { height >= $0 })]
  }

  /// The shades with the heights between them: `0.01 [ ] 0.56 [.] 1.10 …`.
  func legend(_ charset: FigureStyle.Charset) -> String {
    let format = ValueFormat.significant(3)
    if limits.isEmpty { return "[\(Self.glyphs(charset)[0])] \(format.text(low)) everywhere" }
    var text = format.text(low)
    for (glyph, limit) in zip(Self.glyphs(charset), limits + [high]) {
      text += " [\(glyph)] \(format.text(limit))"
    }
    return text
  }
}
