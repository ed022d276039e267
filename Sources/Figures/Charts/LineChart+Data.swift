import Bedrock

extension LineChart {
  public var data: JSON {
    .members([
      ("series", .array(series.map(json))),
      ("x", Self.json(x)), ("y", Self.json(y)), ("title", .unlessEmpty(title)),
      (
        "events",
        events.isEmpty
          ? nil
          : .array(events.map { .object([("x", .double($0.x)), ("text", .string($0.text))]) })
      ),
      (
        "phases",
        phases.isEmpty
          ? nil
          : .array(
            phases.map {
              .object([
                ("from", .double($0.from)), ("to", .double($0.to)), ("text", .string($0.text)),
              ])
            })
      ),
      (
        "markers",
        markers.isEmpty
          ? nil
          : .array(
            markers.map {
              .object([("x", .double($0.x)), ("y", .double($0.y)), ("text", .string($0.text))])
            })
      ),
    ])
  }

  private func json(_ series: Series) -> JSON {
    .members([
      ("name", .string(series.name)), ("x", series.x.isEmpty ? nil : precision.json(series.x)),
      ("y", precision.json(series.y)),
    ])
  }

  private static func json(_ axis: Axis) -> JSON {
    .members([
      ("name", .string(axis.name)), ("logarithmic", .bool(axis.isLogarithmic)),
      ("low", axis.low.map(JSON.double)), ("high", axis.high.map(JSON.double)),
    ])
  }

  public var sentence: String {
    if series.isEmpty { return "A line chart without series." }
    let format =
      y.isLogarithmic
      ? ValueFormat.significant(3) : .automatic.resolved(for: series.flatMap(\.y))
    let (x, y) = (TextFit.plain(self.x.name), TextFit.plain(self.y.name))
    let words = y.unicodeScalars.split { " ,(".unicodeScalars.contains($0) }.map { String($0) }
    let isAlone = series.count == 1 && words.contains(TextFit.plain(series[0].name))
    let texts = series.map { series in
      (isAlone ? "" : TextFit.plain(series.name) + " ") + course(series, format)
    }
    return "\(Spoken.opening(y)) over \(x): \(texts.joined(separator: "; "))."
  }

  /// Where a curve begins and ends, and how far it goes in between if that is further.
  private func course(_ series: Series, _ format: ValueFormat) -> String {
    let drawn = series.points.filter { $0.x.isFinite && $0.y.isFinite }.map(\.y)
    guard let first = drawn.first, let last = drawn.last, let low = drawn.min(),
      let high = drawn.max()
    else { return "without data" }
    if drawn.count == 1 { return "at \(format.text(first))" }
    if low == high { return "stays at \(format.text(first))" }
    let ends = "from \(format.text(first)) to \(format.text(last))"
    let isHigher = isBeyond(high, max(first, last), high - low)
    let isLower = isBeyond(-low, -min(first, last), high - low)
    if isHigher && isLower {
      return "\(ends), in between from \(format.text(low)) up to \(format.text(high))"
    }
    if isHigher { return "\(ends), in between up to \(format.text(high))" }
    return isLower ? "\(ends), in between down to \(format.text(low))" : ends
  }

  /// Whether a curve's extreme lies well beyond its ends: by a tenth of what it spans, and on a
  /// logarithmic axis by half.
  private func isBeyond(_ extreme: Double, _ end: Double, _ span: Double) -> Bool {
    y.isLogarithmic ? extreme - end > end.magnitude / 2 : extreme - end > span / 10
  }
}
