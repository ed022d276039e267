import Bedrock

/// Measurements as lines for a person, each limit beside its figure.
enum BenchmarkTable {
  static func row(_ measurement: Measurement) -> String {
    let name = ColumnWidth.padded(measurement.name, to: 18)
    let threads = ColumnWidth.padded(String(measurement.threads), to: 2, alignment: .right)
    let value = ColumnWidth.padded(number(measurement.value), to: 10, alignment: .right)
    let unit = ColumnWidth.padded(measurement.unit, to: 9)
    let spread = ColumnWidth.padded(
      "±" + NumberText.percent(measurement.spread, decimals: 0), to: 5, alignment: .right)
    let limit =
      measurement.limit.map { limit in
        let share = NumberText.percent(measurement.value / limit, decimals: 0)
        return "  \(share) of \(number(limit))"
      } ?? ""
    return "\(name) \(threads) threads \(value) \(unit) \(spread)\(limit)"
      + (measurement.detail.isEmpty ? "" : "  (\(measurement.detail))")
  }

  private static func number(_ value: Double) -> String {
    value >= 1000
      ? NumberText.grouped(Int(value.rounded())) : NumberText.significant(value, digits: 4)
  }
}
