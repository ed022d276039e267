/// Shades from little ink to much: a pair of glyphs a level, for the two halves of a cell.
///
/// Laws: along a ramp the ink grows, in each charset (measured in two fonts; the ramp that is seen
/// most, `.:-=+*#%@`, breaks this three times); no shade reads as a minus before a number; positive
/// and negative shades differ in kind, not only in the amount of ink.
struct ShadeRamp {
  struct Shade: Equatable {
    var left: Unicode.Scalar
    var right: Unicode.Scalar

    init(_ left: Unicode.Scalar, _ right: Unicode.Scalar? = nil) {
      self.left = left
      self.right = right ?? left
    }

    var text: String { String(left) + String(right) }

    static let empty = Shade(" ")
  }

  /// From the lowest to the highest; for a diverging ramp from zero up.
  let rising: [Shade]
  /// From zero down; empty for a ramp of one direction.
  let falling: [Shade]

  static func sequential(_ charset: FigureStyle.Charset) -> ShadeRamp {
    switch charset {
    case .ascii: ShadeRamp(rising: ".,:*+=%&@".unicodeScalars.map { Shade($0) }, falling: [])
    case .unicode:
      ShadeRamp(
        rising: [
          Shade("·"), Shade("░"), Shade("░", "▒"), Shade("▒"), Shade("▒", "▓"), Shade("▓"),
          Shade("▓", "█"), Shade("█"),
        ], falling: [])
    }
  }

  /// The sizes of a diverging ramp in ASCII where a cell has no number: with a minus before them, or
  /// twice.
  static let sizes: [Unicode.Scalar] = [".", "*", "#", "@"]

  /// One mark beside a number, from small to large.
  static func marks(_ charset: FigureStyle.Charset) -> ShadeRamp {
    let glyphs = charset == .ascii ? ":*#@" : "░▒▓█"
    return ShadeRamp(rising: glyphs.unicodeScalars.map { Shade($0) }, falling: [])
  }

  /// Solid shades for positive values, and for negative ones lines that do not blend with a minus.
  static func diverging(_ charset: FigureStyle.Charset) -> ShadeRamp {
    switch charset {
    case .ascii:
      ShadeRamp(
        rising: ".+#@".unicodeScalars.map { Shade($0) },
        falling: ",~=%".unicodeScalars.map { Shade($0) })
    case .unicode:
      ShadeRamp(
        rising: "░▒▓█".unicodeScalars.map { Shade($0) },
        falling: "┊│║▌".unicodeScalars.map { Shade($0) })
    }
  }

  /// The shade of a value at a share of the way up, or down for a negative one.
  func shade(_ share: Double) -> Shade {
    let side = share.sign == .minus && !falling.isEmpty ? falling : rising
    guard share == share else { return side[0] }
    let level = (min(share.magnitude, 1) * Double(side.count)).rounded(.down)
    return side[min(side.count - 1, Int(level))]
  }
}
