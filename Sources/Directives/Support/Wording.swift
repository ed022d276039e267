import Bedrock

/// The words that sentences of several directives are made of.
enum Wording {
  /// `27.2%`
  static func percent(_ fraction: Double, decimals: Int = 1) -> String {
    NumberText.percent(fraction, decimals: decimals)
  }

  /// A probability that may be tiny: with one decimal, or with the two digits that say something, and
  /// below a thousandth of a percent no more than that.
  static func probability(_ p: Double) -> String {
    switch p {
    case 1e-3...: percent(p)
    case 1e-5...: "\(NumberText.significant(p * 100, digits: 2))%"
    default: p > 0 ? "< 0.001%" : percent(p)
    }
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

  /// Four decimals, or as many digits as a small or large number needs; whole numbers plain.
  static func value(_ x: Double) -> String {
    let size = x.magnitude
    if x == 0 { return "0" }
    if let whole = Int(exactly: x), size < 1e6 { return String(whole) }
    return size >= 1e6 || size < 1e-3
      ? NumberText.significant(x, digits: 4) : NumberText.fixed(x, decimals: 4)
  }

  /// Numbers with one count of decimals: none for whole numbers, else the least from two to four
  /// that shows all of them: `0.70`, `-0.25`. Where there are very small or large ones among them,
  /// each is written as `value` does.
  static func aligned(_ values: [Double]) -> [String] {
    guard let decimals = decimals(values) else { return values.map(value) }
    return values.map { NumberText.fixed($0, decimals: decimals) }
  }

  /// The count of decimals that `aligned` writes; `nil` where there are very small or large numbers.
  static func decimals(_ values: [Double]) -> Int? {
    let isPlain = values.allSatisfy { $0 == 0 || (1e-3..<1e6).contains($0.magnitude) }
    guard isPlain else { return nil }
    let needed = values.map { x in
      4 - NumberText.fixed(x, decimals: 4).utf8.reversed().prefix { $0 == UInt8(ascii: "0") }.count
    }
    let most = needed.max() ?? 0
    return most > 0 ? max(2, most) : 0
  }

  /// One number as `aligned` writes it: no digit that says nothing.
  static func brief(_ x: Double) -> String { aligned([x])[0] }

  /// A number as a factor: a negative one in parentheses.
  static func factor(_ text: String) -> String {
    text.utf8.first == UInt8(ascii: "-") ? "(\(text))" : text
  }

  /// `a, b and c`
  static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }
}
