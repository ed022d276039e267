import Bedrock

/// How a figure writes its numbers.
public enum ValueFormat: Sendable, Codable, Equatable {
  /// As many decimals as the values together ask for: three digits of the largest, integers plain.
  case automatic
  /// A fixed count of decimals.
  case decimals(Int)
  /// A fraction times one hundred.
  case percent(decimals: Int)
  /// So many significant digits, each value by itself.
  case significant(Int)

  /// What a number is followed by where there is room: `%`, or nothing.
  var unit: String { isPercent ? "%" : "" }

  var isPercent: Bool {
    if case .percent = self { true } else { false }
  }

  /// The format with `automatic` decided for these values.
  func resolved(for values: some Sequence<Double>) -> ValueFormat {
    guard case .automatic = self else { return self }
    let magnitudes = values.lazy.filter { $0.isFinite && $0 != 0 }.map(\.magnitude)
    guard let largest = magnitudes.max() else { return .decimals(0) }
    if largest >= 1e7 || largest < 1e-4 { return .significant(3) }
    if magnitudes.allSatisfy({ $0 == $0.rounded() }) { return .decimals(0) }
    if largest >= 1000 { return .decimals(0) }
    if largest >= 10 { return .decimals(1) }
    if largest >= 0.1 { return .decimals(2) }
    return .decimals(largest >= 0.01 ? 3 : largest >= 0.001 ? 4 : 5)
  }

  /// A number without its unit; `automatic` is decided for it alone.
  func text(_ x: Double) -> String {
    switch self {
    case .automatic: return resolved(for: [x]).text(x)
    case .decimals(let count): return NumberText.fixed(x, decimals: Self.bounded(count))
    case .significant(let digits): return NumberText.significant(x, digits: Self.bounded(digits))
    case .percent(let decimals):
      let text = NumberText.percent(x, decimals: Self.bounded(decimals))
      return x.isFinite
        ? String(decoding: text.utf8.dropLast(), as: UTF8.self) : NumberText.fixed(x, decimals: 0)
    }
  }

  /// A number with its unit.
  func full(_ x: Double) -> String { text(x) + (x.isFinite ? unit : "") }

  private static func bounded(_ digits: Int) -> Int { min(max(digits, 0), 17) }
}

/// The width at which a figure's values were computed; it decides their digits in JSON.
public enum ValuePrecision: String, Sendable, Codable {
  case float, double

  func json(_ x: Double) -> JSON { self == .float ? .float(Float(x)) : .double(x) }
  func json(_ values: [Double]) -> JSON { .array(values.map(json)) }
  func json(_ rows: [[Double]]) -> JSON { .array(rows.map(json)) }
}

extension JSON {
  /// An object without the members that are absent.
  static func members(_ pairs: [(String, JSON?)]) -> JSON {
    .object(pairs.compactMap { pair in pair.1.map { (pair.0, $0) } })
  }

  /// A text, or nothing for an empty one.
  static func unlessEmpty(_ text: String) -> JSON? { text.isEmpty ? nil : .string(text) }
}
