import Bedrock

/// The heights of a contour map's lines, from the lowest up.
struct ContourLevels {
  let heights: [Double]
  let low: Double
  let high: Double

  /// How many lines there are.
  static let count = 6

  init(_ values: some Sequence<Double>, isLogarithmic: Bool) {
    let finite = values.filter(\.isFinite)
    let low = finite.min() ?? 0
    let high = finite.max() ?? 0
    (self.low, self.high) = (low, high)
    let shares = (1...Self.count).map { Double($0) / Double(Self.count + 1) }
    if low == high {
      heights = []
    } else if isLogarithmic && low > 0 {
      let (from, to) = (Elementary.log(low), Elementary.log(high))
      heights = shares.map { Elementary.exp(from + (to - from) * $0) }
    } else {
      heights = shares.map { low + (high / 2 - low / 2) * 2 * $0 }
    }
  }

  /// How many lines lie below a height; nil for one that is not finite.
  func band(_ height: Double) -> Int? {
    height.isFinite ? heights.count { height >= $0 } : nil
  }

  /// The letter that names a line.
  static func letter(_ index: Int) -> String {
    String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index % 26)))
  }

  /// The lines' heights: `lines: a 0.56, b 1.10, …; from 0.01 to 8.20`.
  func legend(_ quantity: String) -> String {
    let format = ValueFormat.significant(3)
    if heights.isEmpty { return "\(quantity): \(format.text(low)) everywhere" }
    let lines = heights.enumerated().map { "\(Self.letter($0.offset)) \(format.text($0.element))" }
    return "lines of equal \(quantity): \(lines.joined(separator: ", "))"
      + " (from \(format.text(low)) to \(format.text(high)))"
  }
}
