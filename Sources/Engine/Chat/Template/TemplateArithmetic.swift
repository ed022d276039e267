import Bedrock

/// What operators do to two values, as in Python.
enum TemplateArithmetic {
  static func value(
    _ symbol: String, _ left: TemplateValue, _ right: TemplateValue
  ) throws -> TemplateValue {
    if symbol == "~" { return .string(left.printed + right.printed) }
    switch (symbol, left, right) {
    case ("+", .string(let a), .string(let b)): return .string(a + b)
    case ("+", .list(let a), .list(let b)): return .list(a + b)
    case ("*", .string(let text), let count) where count.integer != nil,
      ("*", let count, .string(let text)) where count.integer != nil:
      return .string(try repeated(text, count.integer ?? 0))
    case ("%", .string(let format), let given): return .string(try formatted(format, given))
    default: break
    }
    if let a = left.integer, let b = right.integer { return try whole(symbol, a, b) }
    guard let a = left.number, let b = right.number else {
      throw TemplateFault("'\(symbol)' joins \(left.kind) and \(right.kind)")
    }
    return .double(try broken(symbol, a, b))
  }

  private static func repeated(_ text: String, _ count: Int) throws -> String {
    guard count > 0 else { return "" }
    guard text.utf8.count <= TemplateRun.mostBytes / count else {
      throw TemplateFault("a text becomes too long")
    }
    return String(repeating: text, count: count)
  }

  private static func whole(_ symbol: String, _ a: Int, _ b: Int) throws -> TemplateValue {
    let result: (partialValue: Int, overflow: Bool)
    switch symbol {
    case "+": result = a.addingReportingOverflow(b)
    case "-": result = a.subtractingReportingOverflow(b)
    case "*": result = a.multipliedReportingOverflow(by: b)
    case "**":
      guard b >= 0 else { return .double(try broken(symbol, Double(a), Double(b))) }
      var power = (partialValue: 1, overflow: false)
      for _ in 0..<min(b, 64) where !power.overflow {
        power = power.partialValue.multipliedReportingOverflow(by: a)
      }
      guard b <= 64 || (-1...1).contains(a) else { throw TemplateFault("a number is too large") }
      result = b > 64 && a == -1 && b % 2 == 1 ? (-1, false) : power
    case "/":
      return .double(try broken(symbol, Double(a), Double(b)))
    case "//", "%":
      guard b != 0 else { throw TemplateFault("something is divided by 0") }
      guard b != -1 else {
        return symbol == "%" ? .integer(0) : try whole("-", 0, a)
      }
      // Python rounds down, and a remainder has the sign of the divisor.
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
      let isBelow = remainder != 0 && (remainder < 0) != (b < 0)
      return .integer(
        symbol == "%"
          ? isBelow ? remainder + b : remainder : isBelow ? quotient - 1 : quotient)
    default: throw TemplateFault("'\(symbol)' is not known")
    }
    guard !result.overflow else { throw TemplateFault("a number is too large") }
    return .integer(result.partialValue)
  }

  private static func broken(_ symbol: String, _ a: Double, _ b: Double) throws -> Double {
    switch symbol {
    case "+": return a + b
    case "-": return a - b
    case "*": return a * b
    case "**": return Elementary.pow(a, b)
    default:
      guard b != 0 else { throw TemplateFault("something is divided by 0") }
      switch symbol {
      case "/": return a / b
      case "//": return (a / b).rounded(.down)
      default: return a - (a / b).rounded(.down) * b
      }
    }
  }

  /// Python's `'…%s…' % value`, for `%s`, `%d` and `%%`.
  static func formatted(_ format: String, _ given: TemplateValue) throws -> String {
    var values = [given]
    if case .list(let elements) = given { values = elements }
    var result = ""
    var scalars = format.unicodeScalars.makeIterator()
    var next = 0
    while let scalar = scalars.next() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      switch scalars.next() {
      case "%"?: result += "%"
      case "s"?, "d"?:
        guard next < values.count else { throw TemplateFault("a format has too few values") }
        result += values[next].printed
        next += 1
      default: throw TemplateFault("the format '\(format)' is not known")
      }
    }
    return result
  }
}
