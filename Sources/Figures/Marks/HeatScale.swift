/// Which values are the lightest and the darkest shade.
public enum HeatScale: Sendable, Codable, Equatable {
  /// From zero to the largest value; with values of both signs, as far down as up; if all values
  /// are far from zero, from the smallest to the largest.
  case automatic
  /// A fixed range of one direction, such as 0 to 1.
  case range(low: Double, high: Double)
  /// From `-limit` over zero to `limit`, with the sign in the kind of shade.
  case diverging(limit: Double)
}

/// A heat scale that is decided for its values.
struct ShadeScale {
  let low: Double
  let high: Double
  let isDiverging: Bool
  /// Whether each shade stands for twice as much as the one before it, so that a few large values
  /// leave the others visible.
  let isGeometric: Bool
  let ramp: ShadeRamp

  /// - Parameter isGeometric: whether a scale from zero up has shades of equal ratio, from the
  ///   largest value down.
  init(
    _ scale: HeatScale, values: some Sequence<Double>, _ charset: FigureStyle.Charset,
    isGeometric: Bool = false
  ) {
    let finite = values.filter(\.isFinite)
    let bounds = Self.bounds(scale, finite)
    self.isGeometric = isGeometric && !bounds.2 && bounds.0 == 0
    isDiverging = bounds.2
    low = bounds.0
    high = self.isGeometric ? finite.max() ?? bounds.1 : bounds.1
    ramp = isDiverging ? .diverging(charset) : .sequential(charset)
  }

  private static func bounds(_ scale: HeatScale, _ values: [Double]) -> (Double, Double, Bool) {
    switch scale {
    case .range(let low, let high) where low < high && low.isFinite && high.isFinite:
      return (low, high, false)
    case .diverging(let limit) where limit.isFinite && limit != 0:
      return (-limit.magnitude, limit.magnitude, true)
    case .automatic, .range, .diverging: break
    }
    let (least, most) = (values.min() ?? 0, values.max() ?? 0)
    if least < 0 {
      let limit = max(most.magnitude, least.magnitude)
      return (-limit, limit, true)
    }
    return least > most / 2 && least < most ? (least, most, false) : (0, most, false)
  }

  /// The shade of a finite value; values outside of the scale have the shade of its end.
  func shade(_ x: Double) -> ShadeRamp.Shade {
    isGeometric ? geometricShade(x) : ramp.shade(share(x))
  }

  /// How far up the scale a finite value lies, 0 to 1; on a diverging one from -1 to 1.
  func share(_ x: Double) -> Double {
    if isDiverging { return x == 0 || high == 0 ? 0 : min(max(x / high, -1), 1) }
    let span = high / 2 - low / 2
    return span > 0 ? min(max((x / 2 - low / 2) / span, 0), 1) : 0
  }

  /// The darkest shade from half of the top of the scale on, the next one from a quarter on, and so
  /// down; blank where no shade is left.
  private func geometricShade(_ x: Double) -> ShadeRamp.Shade {
    var bound = high / 2
    for shade in ramp.rising.reversed() {
      if x >= bound, x > 0 { return shade }
      bound /= 2
    }
    return .empty
  }

  /// A cell of two characters: `??` for no number, `!!` for an infinite one.
  ///
  /// In ASCII a negative value has a minus before its size, so that its sign needs no legend, and
  /// no positive one has a character that is a sign.
  func pair(_ value: Double?) -> String {
    guard let value else { return "  " }
    if value.isNaN { return "??" }
    if value.isInfinite { return "!!" }
    return pair(shade(value))
  }

  private func pair(_ shade: ShadeRamp.Shade) -> String {
    guard isDiverging, shade.left.isASCII else { return shade.text }
    if let level = ramp.falling.firstIndex(of: shade) {
      return "-" + String(ShadeRamp.sizes[min(level, ShadeRamp.sizes.count - 1)])
    }
    let level = ramp.rising.firstIndex(of: shade) ?? 0
    let size = String(ShadeRamp.sizes[min(level, ShadeRamp.sizes.count - 1)])
    return size + size
  }

  /// The scale in a line: `0 [.,:*+=%&@] 56`.
  func legend(_ format: ValueFormat, isPaired: Bool) -> String {
    func side(_ shades: [ShadeRamp.Shade]) -> String {
      let isASCII = shades.allSatisfy { $0.left.isASCII }
      if isPaired || !isASCII { return shades.map(pair).joined(separator: " ") }
      return shades.map { String($0.left) }.joined()
    }
    if isGeometric {
      return "[\(side(ramp.rising))] \(format.full(high)), each shade from half of the next on"
    }
    let falling = ramp.falling.isEmpty ? "" : "[" + side(ramp.falling.reversed()) + "] 0 "
    return "\(format.text(low)) \(falling)[\(side(ramp.rising))] \(format.text(high))"
  }
}
