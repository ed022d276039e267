/// Arcs over a sentence on one line.
struct ArcsDrawing {
  private let figure: AttentionArcs
  private let style: FigureStyle
  private let texts: [String]
  private let numbers: [String]
  /// The middle column of each token.
  private let centres: [Int]

  private static let mostArcs = 8

  /// Nil if the sentence does not fit the page, or a token is not safe.
  init?(_ figure: AttentionArcs, _ style: FigureStyle) {
    let labels = figure.tokens.map { TokenLabel($0) }
    guard labels.allSatisfy(\.isSafe), figure.tokens.indices.contains(figure.query) else {
      return nil
    }
    self.figure = figure
    self.style = style
    texts = labels.map { $0.elided(to: 14, style.charset) }
    numbers = figure.tokens.indices.map { index in
      figure.weight(index).map { ValueFormat.percent(decimals: 0).text($0) } ?? "-"
    }
    let widths = zip(texts, numbers).map { max(TextFit.width($0), $1.utf8.count) }
    let gap = widths.reduce(0, +) + 2 * (widths.count - 1) <= style.width ? 2 : 1
    var centres: [Int] = []
    var x = 0
    for width in widths {
      centres.append(x + width / 2)
      x += width + gap
    }
    self.centres = centres
    let width = x - gap
    if width > style.width { return nil }
  }

  /// The positions with an arc, on one side of the query, the nearest first.
  private func arcs(_ side: [Int]) -> [Int] {
    let drawn = figure.tokens.indices.compactMap { index in
      figure.weight(index).flatMap {
        $0.isFinite && $0 > 0 && index != figure.query ? (index, $0) : nil
      }
    }.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
      .prefix(Self.mostArcs).map(\.element.0)
    return side.filter { drawn.contains($0) }
  }

  var lines: [String] {
    let left = arcs(Array((0..<figure.query).reversed()))
    let right = arcs(Array(figure.query + 1..<max(figure.query + 1, figure.tokens.count)))
    let height = max(left.count, right.count)
    var canvas = Canvas(width: style.width, height: height + 3)
    for side in [left, right] {
      for (level, key) in side.enumerated() {
        draw(key, row: height - 1 - level, base: height, on: &canvas)
      }
    }
    trunk(left, right, height, on: &canvas)
    for index in texts.indices {
      canvas.write(texts[index], x: centres[index] - TextFit.width(texts[index]) / 2, y: height + 1)
      canvas.write(numbers[index], x: centres[index] - numbers[index].utf8.count / 2, y: height + 2)
    }
    return canvas.lines(style) + legend(left.count + right.count)
  }

  /// An arc from the query's column to a key's, with its head over the key.
  private func draw(_ key: Int, row: Int, base: Int, on canvas: inout Canvas) {
    let (from, to) = (centres[key], centres[figure.query])
    let glyphs = style.charset.glyphs
    for x in min(from, to)...max(from, to) where canvas[x, row] == " " { canvas[x, row] = ink(key) }
    canvas[from, row] = from < to ? glyphs.arcEnds.left : glyphs.arcEnds.right
    for y in row + 1..<max(row + 1, base) where canvas[from, y] == " " {
      canvas[from, y] = glyphs.vertical
    }
    canvas[from, base] = glyphs.down
  }

  /// The query's own column, up to its farthest arc.
  private func trunk(_ left: [Int], _ right: [Int], _ height: Int, on canvas: inout Canvas) {
    let x = centres[figure.query]
    let glyphs = style.charset.glyphs
    for y in 0...height {
      let level = height - 1 - y
      let (toLeft, toRight) = (level >= 0 && level < left.count, level >= 0 && level < right.count)
      let isAbove = level + 1 < max(left.count, right.count)
      guard toLeft || toRight || isAbove else { continue }
      let isCorner = toLeft != toRight && !isAbove
      canvas[x, y] =
        isCorner
        ? (toLeft ? glyphs.arcEnds.right : glyphs.arcEnds.left)
        : glyphs.junction((toLeft ? 1 : 0) + (toRight ? 2 : 0) + (isAbove ? 4 : 0) + 8)
    }
    if figure.weight(figure.query) != nil || height > 0 { canvas[x, height] = glyphs.vertical }
  }

  private func ink(_ key: Int) -> Unicode.Scalar {
    let largest =
      figure.tokens.indices.compactMap { index in
        index == figure.query ? nil : figure.weight(index).flatMap { $0.isFinite ? $0 : nil }
      }.max() ?? 0
    let share = largest > 0 ? (figure.weight(key) ?? 0) / largest : 0
    return style.charset.glyphs.arcInks[share > 0.75 ? 3 : share > 0.4 ? 2 : share > 0.15 ? 1 : 0]
  }

  private func legend(_ drawn: Int) -> [String] {
    let seen = figure.tokens.indices.filter { figure.weight($0) != nil && $0 != figure.query }
    let query = TokenLabel(figure.tokens[figure.query]).spoken
    var notes = [
      "arcs: weak \(style.charset.glyphs.arcInks.map { String($0) }.joined(separator: " ")) strong"
    ]
    notes.append("below: % of the attention of \(query)")
    if drawn < seen.count { notes.append("the \(drawn) largest have arcs") }
    if figure.tokens.indices.contains(where: { figure.weight($0) == nil }) {
      notes.append("-: masked")
    }
    return [""] + TextFit.wrapped(notes.joined(separator: "; "), style)
  }
}

/// The same as a list with bars, a token a line.
struct ArcsListing {
  private let figure: AttentionArcs

  init(_ figure: AttentionArcs) { self.figure = figure }

  func lines(_ style: FigureStyle) -> [String] {
    let format = ValueFormat.percent(decimals: 1)
    let values = figure.tokens.indices.map { figure.weight($0) }
    let names = BarLabels(figure.tokens, name: "token", style)
    let bars = max(4, min(style.width / 2, style.width - 30))
    let scale = BarScale(values.compactMap { $0 }, columns: bars - 1)
    var table = Columns([.right, .left, .right, .left, .left, .left])
    table.add([
      "#", names.firstHeading, "weight", scale.heading(format, style.charset), "",
      names.lastHeading,
    ])
    for index in figure.tokens.indices {
      let weight = values[index]
      table.add([
        "\(index)", names.first(index), weight.map(format.full) ?? "masked",
        weight.map { scale.bar($0, style.charset) } ?? "", index == figure.query ? "query" : "",
        names.last(index),
      ])
    }
    return table.lines(style)
  }
}
