import Bedrock

/// The words that sentences of several directives are made of.
enum Wording {
  /// `27.2 %`
  static func percent(_ fraction: Double, decimals: Int = 1) -> String {
    let text = NumberText.percent(fraction, decimals: decimals)
    return String(decoding: text.utf8.dropLast(), as: UTF8.self) + " %"
  }

  /// The shortest text of a number, whole numbers without a point: `0.5`, `3`.
  static func short(_ x: Double) -> String {
    if let whole = Int(exactly: x), whole.magnitude < 1_000_000_000_000_000 {
      return String(whole)
    }
    return NumberText.shortest(x)
  }

  /// A token's text without the space before it, for sentences and titles.
  static func bare(_ text: String) -> String {
    text.utf8.first == UInt8(ascii: " ") && text.utf8.count > 1
      ? String(decoding: text.utf8.dropFirst(), as: UTF8.self) : text
  }

  /// `a, b and c`
  static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension String.StringInterpolation {
  /// `1 token`, `7 tokens`, `66,000 tokens`.
  mutating func appendInterpolation(counted count: Int, _ noun: String, plural: String? = nil) {
    let plural = plural ?? noun + "s"
    appendLiteral("\(NumberText.grouped(count)) \(count == 1 ? noun : plural)")
  }
}
