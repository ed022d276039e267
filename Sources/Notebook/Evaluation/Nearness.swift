import Bedrock

/// Two numbers, or two arrays of one shape, that are to be near each other.
struct Nearness {
  /// The pair that is out of bounds, the farthest of all.
  struct Miss {
    var distance: Double
    var allowed: Double
    /// Where in an array it stands; empty for numbers.
    var place: String

    var allowedText: String { NumberText.significant(allowed, digits: 3) + ")" }
  }

  private let left: [Double]
  private let right: [Double]
  private let shape: [Int]
  private let width: NumberWidth

  init(_ left: Value, _ right: Value, left leftSpan: SourceSpan, right rightSpan: SourceSpan) throws
  {
    switch (left, right) {
    case (.number(let x), .number(let y)):
      self.init(left: [x.value], right: [y.value], shape: [], width: x.width)
    case (.array(let x), .array(let y)):
      guard x.shape == y.shape else {
        throw Diagnostic.error(
          "'~' compares arrays of one shape, not \(x.shapeText) and \(y.shapeText)",
          at: leftSpan.union(rightSpan))
      }
      self.init(left: x.elements, right: y.elements, shape: x.shape, width: x.width)
    default:
      for (value, span) in [(left, leftSpan), (right, rightSpan)]
      where NumericOperand(value) == nil {
        throw Diagnostic.error("'~' compares numbers, not \(value.typeName)", at: span)
      }
      throw Diagnostic.error(
        "'~' compares values of one shape, not \(left.typeName) with \(right.typeName)",
        at: leftSpan.union(rightSpan))
    }
  }

  private init(left: [Double], right: [Double], shape: [Int], width: NumberWidth) {
    self.left = left
    self.right = right
    self.shape = shape
    self.width = width
  }

  /// The largest distance of two elements.
  var distance: Double? {
    zip(left, right).map { Self.distance($0, $1) }.max { $0 < $1 || $1.isNaN }
  }

  /// The pair that misses most, or `nil` if every pair is near enough.
  ///
  /// - Parameters:
  ///   - tolerance: how far a pair may be apart; without it, half a unit of the last decimal of the
  ///     number on the right as it is written, or nothing once that is rounded to the width of the
  ///     left side.
  ///   - decimals: how many decimals each number on the right is written with.
  func worst(tolerance: Double?, decimals: [Int]) -> Miss? {
    var worst: Miss?
    for index in left.indices {
      let distance = Self.distance(left[index], right[index])
      let allowed = tolerance ?? Self.halfUnit(decimals[index])
      if isNear(index, distance, allowed, isRounding: tolerance == nil) { continue }
      if let worst, worst.distance >= distance || worst.distance.isNaN { continue }
      worst = Miss(distance: distance, allowed: allowed, place: place(of: index))
    }
    return worst
  }

  private func isNear(
    _ index: Int, _ distance: Double, _ allowed: Double, isRounding: Bool
  ) -> Bool {
    if distance <= allowed { return true }
    guard isRounding else { return false }
    if left[index] == width.rounded(right[index]) { return true }
    // A decimal tie such as 1.235 is no double: it may lie past it by the error of the subtraction.
    let scale = max(left[index].magnitude, right[index].magnitude)
    return distance - allowed <= scale.ulp
  }

  /// Half a unit of the last decimal: 0.005 for two decimals.
  static func halfUnit(_ decimals: Int) -> Double {
    NumberText.parse("5e\(-decimals - 1)") ?? 0
  }

  /// |x − y|; equal infinities are not apart.
  static func distance(_ x: Double, _ y: Double) -> Double { x == y ? 0 : (x - y).magnitude }

  /// How far two values are apart, where that can be said.
  static func distance(_ left: Value, _ right: Value) -> Double? {
    switch (left, right) {
    case (.number(let x), .number(let y)): distance(x.value, y.value)
    case (.array(let x), .array(let y)) where x.shape == y.shape:
      zip(x.elements, y.elements).map { distance($0, $1) }.max { $0 < $1 || $1.isNaN }
    default: nil
    }
  }

  private func place(of index: Int) -> String {
    guard !shape.isEmpty else { return "" }
    var rest = index
    var positions: [Int] = []
    for length in shape.reversed() {
      positions.insert(rest % length, at: 0)
      rest /= length
    }
    return " at [\(positions.map { String($0) }.joined(separator: ", "))]"
  }
}

/// The decimals of a literal on the right of `~`: of a number, or of each number in a list.
struct WrittenNumbers {
  private(set) var decimals: [Int] = []

  /// - Returns: `nil` for anything but signed numbers and lists of them.
  init?(_ expression: Expression) {
    guard add(expression) else { return nil }
  }

  private mutating func add(_ expression: Expression) -> Bool {
    switch expression {
    case .number(let literal):
      decimals.append(literal.decimals)
      return true
    case .unary(.minus, .number(let literal), _):
      decimals.append(literal.decimals)
      return true
    case .list(let elements, _):
      for element in elements where !add(element) { return false }
      return true
    default:
      return false
    }
  }
}
