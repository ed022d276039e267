import Bedrock

/// From values to places along an axis: linear or logarithmic, with ticks at round numbers.
struct AxisScale {
  struct Tick: Equatable {
    var value: Double
    var label: String
  }

  let low: Double
  let high: Double
  let isLogarithmic: Bool
  /// Whether only whole numbers are shown, so that ticks between them would mean nothing.
  let isWhole: Bool
  /// The ends, and on a logarithmic axis their logarithms.
  private let ends: (low: Double, high: Double)

  /// The scale that shows all the values: those not finite, and for a logarithmic one those not
  /// positive, are left out of account.
  init(showing values: some Sequence<Double>, isLogarithmic: Bool = false, isRounded: Bool = true) {
    let drawn = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    var (low, high) = (
      drawn.min() ?? (isLogarithmic ? 1 : 0), drawn.max() ?? (isLogarithmic ? 10 : 1)
    )
    if low == high { (low, high) = Self.widened(low, isLogarithmic) }
    if isRounded && !isLogarithmic, let step = RoundStep(low: low, high: high, count: 5) {
      let rounded = step.enclosing(low, high)
      if rounded.0.isFinite && rounded.1.isFinite { (low, high) = rounded }
    }
    let isWhole = !drawn.isEmpty && drawn.allSatisfy { $0 == $0.rounded() }
    self.init(low: low, high: high, isLogarithmic: isLogarithmic, isWhole: isWhole)
  }

  init(low: Double, high: Double, isLogarithmic: Bool = false, isWhole: Bool = false) {
    self.isWhole = isWhole
    self.low = low
    self.high = high
    self.isLogarithmic = isLogarithmic
    ends = isLogarithmic ? (Elementary.log10(low), Elementary.log10(high)) : (low, high)
  }

  private static func widened(_ x: Double, _ isLogarithmic: Bool) -> (Double, Double) {
    if isLogarithmic {
      return (max(x / 10, .leastNonzeroMagnitude), min(x * 10, .greatestFiniteMagnitude))
    }
    if x == 0 { return (-1, 1) }
    let half = x.magnitude / 2
    let widened = (
      x - half, min(max(x + half, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
    )
    return widened.0 < widened.1 ? widened : (-1, 1)
  }

  /// Where a value lies, 0 at the low end and 1 at the high one; nil if it cannot be drawn.
  func place(_ x: Double) -> Double? {
    guard x.isFinite, !isLogarithmic || x > 0 else { return nil }
    let x = isLogarithmic ? Elementary.log10(x) : x
    return (x / 2 - ends.low / 2) / (ends.high / 2 - ends.low / 2)
  }

  /// About so many ticks at round numbers, with labels that tell them apart.
  func ticks(about count: Int) -> [Tick] {
    let values = isLogarithmic ? decadeTicks(count) : linearTicks(count)
    let ticks = Self.labelled(values.isEmpty ? [low, high] : values)
    // Decades need no digits in common: 1, 0.01, 0.0001.
    guard isLogarithmic, !values.isEmpty, values.allSatisfy({ (1e-4..<1e7).contains($0) }) else {
      return ticks
    }
    return values.map { value in
      let decimals = max(0, -RoundStep.exponent(of: value))
      return Tick(value: value, label: NumberText.fixed(value, decimals: decimals))
    }
  }

  private func linearTicks(_ count: Int) -> [Double] {
    let parts = isWhole ? Int(min(Double(count), max(1, high - low))) : count
    var values: [Double] = []
    // The next round step may be so much larger that hardly any tick is left of those asked for.
    for parts in parts...max(parts, count + 2) {
      values = RoundStep(low: low, high: high, count: parts)?.multiples(from: low, to: high) ?? []
      if values.count >= min(3, parts) { break }
    }
    return values
  }

  private func decadeTicks(_ count: Int) -> [Double] {
    let powers = (-323...308).filter { exponent in
      let power = RoundStep.power(exponent)
      return power >= low && power <= high
    }
    if powers.count >= 3 {
      let stride = (powers.count - 1) / max(1, count) + 1
      return powers.enumerated().filter { $0.offset % stride == 0 }.map {
        RoundStep.power($0.element)
      }
    }
    let around =
      (powers.first ?? RoundStep.exponent(of: low))
      - 1...(powers.last ?? RoundStep.exponent(of: high)) + 1
    return around.flatMap { exponent in [1, 2, 5].map { RoundStep.times($0, exponent) } }
      .filter { $0 >= low && $0 <= high }
  }

  static func labelled(_ values: [Double]) -> [Tick] {
    let largest = values.map(\.magnitude).max() ?? 0
    let smallest = values.map(\.magnitude).filter { $0 > 0 }.min() ?? 1
    let isPlain = largest < 1e7 && smallest >= 1e-4
    for digits in 0...17 {
      let labels = values.map { value in
        isPlain
          ? NumberText.fixed(value, decimals: digits)
          : NumberText.significant(value, digits: max(1, digits))
      }
      let isExact =
        !isPlain
        || zip(values, labels).allSatisfy { abs($0 - (Double($1) ?? 0)) <= smallest / 1000 }
      if Set(labels).count == labels.count && isExact {
        return zip(values, labels).map { Tick(value: $0, label: $1) }
      }
    }
    return values.prefix(1).map { Tick(value: $0, label: NumberText.shortest($0)) }
  }
}

/// A step of 1, 2 or 5 times a power of ten.
struct RoundStep {
  let factor: Int
  let exponent: Int

  /// The smallest round step that divides a range into at most about `count` parts.
  init?(low: Double, high: Double, count: Int) {
    let rough = (high / 2 - low / 2) / Double(max(1, count)) * 2
    guard rough.isFinite, rough > 0 else { return nil }
    let exponent = Self.exponent(of: rough)
    let candidates = [(1, exponent), (2, exponent), (5, exponent), (1, exponent + 1)]
    guard
      let chosen = candidates.first(where: { Self.times($0.0, $0.1) >= rough * 0.999 })
    else { return nil }
    (factor, self.exponent) = chosen
    let widest = max(low.magnitude, high.magnitude)
    guard size > 0, widest / size < 1e9 else { return nil }
  }

  var size: Double { Self.times(factor, exponent) }

  /// The multiples of the step nearest outside of a range.
  func enclosing(_ low: Double, _ high: Double) -> (Double, Double) {
    (multiple(Int((low / size).rounded(.down))), multiple(Int((high / size).rounded(.up))))
  }

  func multiples(from low: Double, to high: Double) -> [Double] {
    let slack = 1e-6
    let first = Int((low / size - slack).rounded(.up))
    let last = Int((high / size + slack).rounded(.down))
    return first <= last ? (first...last).map(multiple) : []
  }

  private func multiple(_ count: Int) -> Double { Self.times(count * factor, exponent) }

  /// A whole number times a power of ten, rounded once where the power is exact.
  static func times(_ count: Int, _ exponent: Int) -> Double {
    exponent < 0 ? Double(count) / power(-exponent) : Double(count) * power(exponent)
  }

  /// Ten to an integer power: exact from 10⁰ to 10²².
  static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<min(exponent.magnitude, 400) { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }

  /// The exponent of the largest power of ten that is not above a positive number.
  static func exponent(of x: Double) -> Int {
    var exponent = 0
    while exponent < 308, power(exponent + 1) <= x { exponent += 1 }
    while exponent > -307, power(exponent) > x { exponent -= 1 }
    return exponent
  }
}
