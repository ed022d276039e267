import Bedrock

extension BarChart: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    let limit = max(1, limit)
    let shown = entries.count - 1 <= limit ? entries[...] : entries.prefix(limit)
    if shown.isEmpty { return scene.note("(empty: no \(CountedNoun.plural(labelName)))") }
    let format = format.resolved(for: entries.lazy.map(\.value))
    let scale = BarScale(shown.map(\.value), full: full, low: low, columns: 1)
    var total = 0.0
    let hasTotal = columns.contains(.total)
    let rows = shown.map { entry -> SVGBars.Row in
      total += entry.value
      let label = TokenLabel(entry.label).text
      let value = format.full(entry.value)
      let note = entry.note.isEmpty ? "" : "   " + TextFit.sentence(entry.note)
      return SVGBars.Row(
        label: label,
        bars: [.init(value: entry.value, ink: .series(0), isOutlined: !entry.kept)],
        value: value + note, last: hasTotal ? format.full(total) : "",
        tip: "\(label): \(value)")
    }
    let bars = SVGBars(
      rows: rows, low: scale.low, high: scale.high,
      cuts: cuts.map { ($0.after, TextFit.sentence($0.text)) },
      heading: TextFit.sentence(labelName),
      lastHeading: hasTotal ? "total" : "", format: format)
    bars.draw(on: &scene)
    let hidden = entries.count - shown.count
    if hidden > 0 { scene.note("and \(counted: hidden, "more \(labelName)")") }
    if shown.contains(where: { !$0.kept }) && shown.contains(where: \.kept) {
      scene.legend([(.series(0), "kept"), (.grid, "dropped")])
    }
  }
}

extension PairedBars: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    let limit = max(1, limit)
    let shown = entries.count - 1 <= limit ? entries[...] : entries.prefix(limit)
    if shown.isEmpty { return scene.note("(empty: no \(CountedNoun.plural(labelName)))") }
    let format = format.resolved(for: entries.flatMap { [$0.before, $0.after] })
    let scale = BarScale(shown.flatMap { [$0.before, $0.after] }, full: full, columns: 1)
    let rows = shown.map { entry -> SVGBars.Row in
      let label = TokenLabel(entry.label).text
      let pair = "\(format.full(entry.before)) → \(format.full(entry.after))"
      return SVGBars.Row(
        label: label,
        bars: [
          .init(value: entry.before, ink: .series(0)),
          .init(value: entry.after, ink: .series(1), isOutlined: !entry.kept),
        ], value: pair, tip: "\(label): \(pair)")
    }
    scene.legend([
      (.series(0), TextFit.sentence(beforeName)), (.series(1), TextFit.sentence(afterName)),
    ])
    scene.y += 4
    SVGBars(rows: rows, low: scale.low, high: scale.high, heading: TextFit.sentence(labelName))
      .draw(on: &scene)
    let hidden = entries.count - shown.count
    if hidden > 0 { scene.note("and \(NumberText.grouped(hidden)) more") }
    if shown.contains(where: { !$0.kept }) { scene.legend([(.grid, "dropped")]) }
  }
}

extension Histogram: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    let limit = max(1, limit)
    let shown = bins.count - 1 <= limit ? bins[...] : bins.prefix(limit)
    if shown.isEmpty { return scene.note("(empty: no \(TextFit.sentence(countName)))") }
    let percent = ValueFormat.percent(decimals: 1)
    let total = total
    func share(_ bin: Bin) -> Double { total == 0 ? 0 : Double(bin.count) / Double(total) }
    let high = shown.map { max(share($0), $0.expected.flatMap { $0.isFinite ? $0 : nil } ?? 0) }
    let rows = shown.map { bin -> SVGBars.Row in
      let label = TokenLabel(bin.label).text
      let exact = bin.expected.map { ", exact \(percent.full($0))" } ?? ""
      return SVGBars.Row(
        label: label,
        bars: [.init(value: share(bin), ink: .series(0), mark: bin.expected)],
        value: percent.full(share(bin)), last: NumberText.grouped(bin.count),
        tip: "\(label): \(NumberText.grouped(bin.count)), \(percent.full(share(bin)))\(exact)")
    }
    SVGBars(
      rows: rows, low: 0, high: high.max() ?? 0, heading: TextFit.sentence(labelName),
      lastHeading: TextFit.sentence(countName)
    ).draw(on: &scene)
    if shown.contains(where: { $0.expected != nil }) {
      scene.legend([(.series(0), "share"), (.text, "exact probability")])
    }
    let hidden = bins.dropFirst(shown.count)
    if !hidden.isEmpty {
      let count = hidden.reduce(0) { $0 + $1.count }
      scene.note("and \(NumberText.grouped(hidden.count)) more with \(NumberText.grouped(count))")
    }
  }
}

extension ResidualTrace: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    if layers.isEmpty { return scene.note("(empty: no layers)") }
    let sizes = layers.flatMap { [$0.size] + [$0.attention, $0.feedForward].compactMap { $0 } }
    let format = format.resolved(for: sizes)
    let scale = BarScale(sizes, columns: 1)
    let parts: [(SVGInk, String, (Layer) -> Double?)] = [
      (.series(0), TextFit.sentence(quantity), { $0.size }),
      (.series(1), "added by attention", { $0.attention }),
      (.series(2), "added by feed-forward", { $0.feedForward }),
    ]
    let used = parts.filter { part in layers.contains { part.2($0) != nil } }
    scene.legend(used.map { ($0.0, $0.1) })
    scene.y += 4
    let rows = layers.map { layer -> SVGBars.Row in
      let name = TextFit.sentence(layer.name)
      let values = used.compactMap { $0.2(layer).map(format.text) }.joined(separator: " · ")
      return SVGBars.Row(
        label: name,
        bars: used.compactMap { part in part.2(layer).map { .init(value: $0, ink: part.0) } },
        value: values, tip: "\(name): \(values)")
    }
    SVGBars(rows: rows, low: scale.low, high: scale.high).draw(on: &scene)
  }
}

extension Timeline: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    if passes.isEmpty { return scene.note("(empty: no passes)") }
    let limit = max(2, limit)
    let isWhole = passes.count - 1 <= limit
    let head = isWhole ? passes.count : limit - limit / 4
    let tail = isWhole ? passes.count : passes.count - limit / 4
    let size = SVGText.small
    let shown = Array(0..<head) + Array(tail..<passes.count)
    let names = passes.map { TextFit.sentence($0.name) }
    let left = min(
      (shown.map { SVGText.width(names[$0]) }.max() ?? 0) + 8, scene.width * 0.36)
    let numbers = shown.map {
      "\(NumberText.grouped(passes[$0].computed)) + \(NumberText.grouped(passes[$0].cached))"
    }
    let right = (numbers.map { SVGText.width($0, size) }.max() ?? 0) + 8
    let width = max(24, scene.width - left - right)
    let span = Double(max(1, span))
    for (row, index) in shown.enumerated() {
      if index == tail, head < tail {
        scene.text(
          "… \(CountedNoun.text(tail - head, "pass")) not shown", left, middle: scene.y + 9,
          size: size, ink: .muted)
        scene.y += 19
      }
      let pass = passes[index]
      let cached = Double(max(0, pass.cached)) / span * width
      let computed = Double(max(0, pass.computed)) / span * width
      let middle = scene.y + 10
      let tip =
        "\(names[index]): \(CountedNoun.text(pass.computed, "position")) computed, "
        + "\(NumberText.grouped(pass.cached)) from the cache"
      scene.text(SVGText.fitted(names[index], to: left - 8), left - 8, middle: middle, .end)
      scene.rectangle(
        SVGBox(left, scene.y + 3, min(cached, width), 14), fill: .grid, stroke: .axis, tip: tip)
      let start = min(cached, width - 1)
      scene.rectangle(
        SVGBox(left + start, scene.y + 3, max(1, min(computed, width - start)), 14),
        fill: .series(0), tip: tip)
      scene.text(numbers[row], scene.width, middle: middle, .end, size: size, ink: .muted)
      scene.y += 20
    }
    scene.legend([(.series(0), "computed"), (.grid, "from the cache")])
  }
}
