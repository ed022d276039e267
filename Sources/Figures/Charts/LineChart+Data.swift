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
    let texts = series.map { series in
      let name = TextFit.plain(series.name)
      let drawn = series.points.filter { $0.x.isFinite && $0.y.isFinite }
      guard let first = drawn.first, let last = drawn.last else { return "\(name) without data" }
      if drawn.count == 1 { return "\(name) at \(format.text(first.y))" }
      if drawn.allSatisfy({ $0.y == first.y }) { return "\(name) stays at \(format.text(first.y))" }
      return "\(name) from \(format.text(first.y)) to \(format.text(last.y))"
    }
    return
      "\(TextFit.plain(y.name)) over \(TextFit.plain(x.name)): \(texts.joined(separator: "; "))."
  }
}
