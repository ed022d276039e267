import Bedrock

extension Chips: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    if tokens.isEmpty { return scene.note("(empty: no tokens)") }
    let limit = max(2, limit)
    let (head, tail) =
      tokens.count <= limit
      ? (tokens.count, tokens.count) : (limit - limit / 4, tokens.count - limit / 4)
    var x = 0.0
    scene.y += 2
    let hasIDs = tokens.contains { $0.id != nil }
    let height = hasIDs ? 38.0 : 24
    for index in Array(0..<head) + Array(tail..<tokens.count) {
      if index == tail, head < tail {
        if x > 0 { scene.y += height + 6 }
        x = 0
        scene.note("… \(CountedNoun.text(tail - head, "token")) not shown …")
      }
      draw(index, &x, height, on: &scene)
    }
    scene.y += height + 4
  }

  private func draw(_ index: Int, _ x: inout Double, _ height: Double, on scene: inout SVGScene) {
    let text = SVGText.fitted(TokenLabel(bytes: tokens[index].bytes).text, to: scene.width - 20)
    let id = tokens[index].id.map { "\($0)" } ?? ""
    let width = max(SVGText.width(text), SVGText.width(id, SVGText.small), 8) + 12
    if x > 0, x + width > scene.width {
      x = 0
      scene.y += height + 6
    }
    let fill = SVGInk.level(index % 2 == 0 ? 1 : 2)
    scene.rectangle(
      SVGBox(x, scene.y, width, height), fill: fill, radius: 4,
      tip: id.isEmpty ? text : "\(text), id \(id)")
    scene.text(text, x + 6, middle: scene.y + 12, ink: .on(fill))
    scene.text(id, x + 6, middle: scene.y + 28, size: SVGText.small, ink: .on(fill))
    x += width + 3
  }
}

extension AttentionArcs: DrawnAsSVG {
  private static let mostArcs = 8

  func draw(on scene: inout SVGScene) {
    scene.title(title)
    if tokens.isEmpty { return scene.note("(empty: no tokens)") }
    let labels = tokens.map { SVGText.fitted(TokenLabel($0).text, to: 110) }
    let numbers = tokens.indices.map { index in
      weight(index).map { ValueFormat.percent(decimals: 0).full($0) } ?? "–"
    }
    let widths = tokens.indices.map { index in
      max(
        SVGText.width(labels[index], isBold: index == query),
        SVGText.width(numbers[index], SVGText.small), 8) + 8
    }
    let isLine = widths.reduce(0, +) <= scene.width && tokens.indices.contains(query)
    if isLine { drawArcs(labels, numbers, widths, on: &scene) } else { drawBars(on: &scene) }
  }

  private func drawArcs(
    _ labels: [String], _ numbers: [String], _ widths: [Double], on scene: inout SVGScene
  ) {
    var x = 0.0
    let centres = widths.map { width -> Double in
      defer { x += width }
      return x + width / 2
    }
    let others = tokens.indices.filter { $0 != query }.compactMap { index in
      weight(index).flatMap { $0.isFinite && $0 > 0 ? (index, $0) : nil }
    }
    let drawn = others.enumerated().sorted {
      ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
    }.prefix(Self.mostArcs).map(\.element)
    let most = drawn.first?.1 ?? 1
    let farthest = drawn.map { (centres[$0.0] - centres[query]).magnitude }.max() ?? 0
    let height = min(max(farthest * 0.35, 24), 120)
    let base = scene.y + height + 8
    for (key, weight) in drawn.reversed() {
      let span = (centres[key] - centres[query]).magnitude
      let rise = farthest > 0 ? span / farthest * height * 2 : 0
      scene.add(
        .arc(
          from: SVGPoint(centres[query], base),
          through: SVGPoint((centres[query] + centres[key]) / 2, base - rise),
          to: SVGPoint(centres[key], base), stroke: .series(0), width: 1 + 5 * weight / most))
    }
    for index in tokens.indices {
      let isQuery = index == query
      scene.text(
        labels[index], centres[index], middle: base + 12, .middle, isBold: isQuery)
      scene.text(
        numbers[index], centres[index], middle: base + 28, .middle, size: SVGText.small,
        ink: .muted)
    }
    scene.y = base + 38
    scene.note(
      "attention of \(TokenLabel(tokens[query]).spoken), which is in bold"
        + (drawn.count < others.count ? "; the \(drawn.count) largest have arcs" : ""))
  }

  private func drawBars(on scene: inout SVGScene) {
    let format = ValueFormat.percent(decimals: 1)
    let values = tokens.indices.map { weight($0) }
    let scale = BarScale(values.compactMap { $0 }, columns: 1)
    let rows = tokens.indices.map { index -> SVGBars.Row in
      let label = TokenLabel(tokens[index]).text
      let value = values[index].map(format.full) ?? "masked"
      return SVGBars.Row(
        label: "\(index)  \(label)",
        bars: [.init(value: values[index] ?? 0, ink: index == query ? .series(1) : .series(0))],
        value: index == query ? "\(value)   query" : value, tip: "\(label): \(value)")
    }
    SVGBars(rows: rows, low: scale.low, high: scale.high, heading: "token").draw(on: &scene)
  }
}
