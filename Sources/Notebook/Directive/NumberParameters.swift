import Bedrock

/// A stretch of numbers that a parameter allows.
public struct NumberBounds: Sendable {
  public var low: Double
  public var high: Double
  /// Whether `low` itself is allowed.
  public var includesLow: Bool
  public var includesHigh: Bool

  public init(
    from low: Double = -.infinity, to high: Double = .infinity, includesLow: Bool = true,
    includesHigh: Bool = true
  ) {
    self.low = low
    self.high = high
    self.includesLow = includesLow
    self.includesHigh = includesHigh
  }

  public func contains(_ value: Double) -> Bool {
    (includesLow ? value >= low : value > low) && (includesHigh ? value <= high : value < high)
  }

  /// The bounds in words that follow "must be": `at least 0`, `above 0 and at most 1`.
  public var text: String {
    var parts: [String] = []
    if low > -.infinity {
      parts.append((includesLow ? "at least " : "above ") + NumberText.shortest(low))
    }
    if high < .infinity {
      parts.append((includesHigh ? "at most " : "below ") + NumberText.shortest(high))
    }
    return parts.joined(separator: " and ")
  }
}

extension ParameterType where T == Double {
  /// A finite number.
  public static var number: Self { number(NumberBounds()) }
  public static func number(above low: Double) -> Self {
    number(NumberBounds(from: low, includesLow: false))
  }
  public static func number(atLeast low: Double) -> Self { number(NumberBounds(from: low)) }
  public static func number(in range: ClosedRange<Double>) -> Self {
    number(NumberBounds(from: range.lowerBound, to: range.upperBound))
  }

  public static func number(_ bounds: NumberBounds) -> Self {
    ParameterType(
      name: "number", allowed: bounds.text, placeholder: 0, text: { NumberText.shortest($0) },
      fingerprint: { .double($0) },
      decode: { atom, evaluator in
        let value = try evaluator.number(atom)
        guard value.isFinite else { throw ParameterMismatch("must be finite") }
        guard bounds.contains(value) else {
          throw ParameterMismatch("must be \(bounds.text), not \(NumberText.shortest(value))")
        }
        return value
      })
  }
}

extension ParameterType where T == Int {
  /// A whole number of at most 2⁵³ in size.
  public static var integer: Self { integer(NumberBounds()) }
  public static func integer(atLeast low: Int) -> Self {
    integer(NumberBounds(from: Double(low)))
  }
  public static func integer(in range: ClosedRange<Int>) -> Self {
    integer(NumberBounds(from: Double(range.lowerBound), to: Double(range.upperBound)))
  }

  static func integer(_ bounds: NumberBounds) -> Self {
    ParameterType(
      name: "integer", allowed: bounds.text, placeholder: 0, text: { String($0) },
      fingerprint: { .integer($0) },
      decode: { atom, evaluator in
        let value = try evaluator.number(atom)
        guard let whole = Int(exactly: value), abs(value) <= 0x1p53 else {
          throw ParameterMismatch("must be a whole number, not \(NumberText.shortest(value))")
        }
        guard bounds.contains(value) else {
          throw ParameterMismatch("must be \(bounds.text), not \(whole)")
        }
        return whole
      })
  }
}
