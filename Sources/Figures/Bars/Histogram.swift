import Bedrock

/// Counts as bars against what was expected: a mark shows the exact share.
public struct Histogram: Figure {
  public static var kind: String { "histogram" }

  /// One bin, or one category.
  public struct Bin: Sendable, Codable, Equatable {
    /// A category's name or token; it stands last on its line.
    public var label: String
    public var count: Int
    /// The exact probability, 0 to 1; nil where none is known.
    public var expected: Double?

    public init(_ label: String, count: Int, expected: Double? = nil) {
      self.label = label
      self.count = count
      self.expected = expected
    }
  }

  public var bins: [Bin]
  /// What a bin is, such as `token`.
  public var labelName: String
  /// What is counted, such as `draws`.
  public var countName: String
  /// A line above the picture; none if empty.
  public var title: String
  /// How many bins are drawn at most; the others are counted below.
  public var limit: Int

  public init(
    bins: [Bin], labelName: String = "token", countName: String = "draws", title: String = "",
    limit: Int = 40
  ) {
    self.bins = bins
    self.labelName = labelName
    self.countName = countName
    self.title = title
    self.limit = limit
  }

  /// Samples counted in bins of one round width; those that are not finite get a bin of their own.
  public init(
    samples: [Double], bins count: Int = 12, labelName: String = "value",
    countName: String = "values", title: String = ""
  ) {
    self.init(
      bins: SampleBins(samples, count: count).bins, labelName: labelName, countName: countName,
      title: title, limit: Int.max)
  }

  public var total: Int { bins.reduce(0) { $0 + $1.count } }

  public var data: JSON {
    .members([
      (
        "bins",
        .array(
          bins.map {
            .members([
              ("label", .string($0.label)), ("count", .integer($0.count)),
              ("expected", $0.expected.map(JSON.double)),
            ])
          })
      ),
      ("label_name", .string(labelName)), ("count_name", .string(countName)),
      ("title", .unlessEmpty(title)),
    ])
  }

  /// What one of those counted is: `draw` of `draws`.
  private var singular: String {
    countName.utf8.last == UInt8(ascii: "s") ? TextFit.dropLast(countName) : countName
  }

  private func share(_ bin: Bin) -> Double { total == 0 ? 0 : Double(bin.count) / Double(total) }

  public var sentence: String { TextFit.sentence(statement) }

  private var statement: String {
    let counted =
      "\(NumberText.grouped(total)) \(total == 1 ? singular : countName) in \(counted: bins.count, "bin")"
    guard let first = bins.first, total > 0 else { return "\(counted)." }
    let compared = bins.filter { $0.expected?.isFinite ?? false }
    if let start = compared.first {
      func distance(_ bin: Bin) -> Double { abs(share(bin) - (bin.expected ?? 0)) }
      let worst = Ties.largest(of: compared.map(distance))
      let points = ValueFormat.percent(decimals: 1).text(
        distance(worst.first.map { compared[$0] } ?? start))
      return "\(counted); the share farthest from its exact value is off by \(points) points, at "
        + "\(names(worst, of: compared))."
    }
    let most = Ties.largest(of: bins.map { Double($0.count) })
    let count = NumberText.grouped(most.first.map { bins[$0].count } ?? first.count)
    return most.count > 1
      ? "\(counted); the fullest are \(names(most, of: bins)) with \(count) each."
      : "\(counted); the fullest is \(names(most, of: bins)) with \(count)."
  }

  private func names(_ positions: [Int], of bins: [Bin]) -> String {
    Ties.names(positions, labelName) { Spoken.name(TokenLabel(bins[$0].label), of: labelName) }
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: bins.isEmpty ? "no \(countName)" : nil) { picture(style) }
  }

  private func picture(_ style: FigureStyle) -> [String] {
    let limit = max(1, limit)
    let shown = bins.count - 1 <= limit ? bins[...] : bins.prefix(limit)
    let names = BarLabels(shown.map(\.label), name: labelName, style)
    let room = style.width - table(shown, names, bars: nil, style).frontWidth - names.room - 3
    let chart = table(shown, names, bars: min(max(4, room), 60), style).lines(style)
    let hasExpected = shown.contains { $0.expected != nil }
    let bar = style.charset.glyphs.full
    let mark = style.charset.glyphs.mark
    var notes = ["\(bar) \(NumberText.grouped(total)) \(TextFit.plain(countName))"]
    if hasExpected { notes.append("\(mark) exact probability") }
    if shown.count < bins.count {
      let hidden = bins.dropFirst(shown.count).reduce(0) { $0 + $1.count }
      notes.append(
        "and \(NumberText.grouped(bins.count - shown.count)) more with \(NumberText.grouped(hidden))"
      )
    }
    return chart + [""] + Legend.flow(notes, style)
  }

  private func table(
    _ shown: ArraySlice<Bin>, _ names: BarLabels, bars: Int?, _ style: FigureStyle
  ) -> Columns {
    let percent = ValueFormat.percent(decimals: 1)
    let hasExpected = shown.contains { $0.expected != nil }
    let full =
      shown.map { max(share($0), $0.expected.map { $0.isFinite ? $0 : 0 } ?? 0) }.max() ?? 0
    var table = Columns([.left, .right, .right, .right, .right, .left, .left])
    let heading = bars.map { "0" + TextFit.right(percent.full(full), $0 - 1) } ?? ""
    table.add([
      names.firstHeading, names.positionHeading, TextFit.escaped(countName), "share",
      hasExpected ? "exact" : "", heading, names.lastHeading,
    ])
    for (index, bin) in shown.enumerated() {
      table.add([
        names.first(index), names.position(index),
        NumberText.grouped(bin.count), percent.full(share(bin)),
        hasExpected ? bin.expected.map(percent.full) ?? "" : "",
        bars.map { bar(bin, full, columns: $0, style.charset) } ?? "", names.last(index),
      ])
    }
    return table
  }

  /// The observed share as a bar, with the expected one marked on it or beyond it.
  private func bar(
    _ bin: Bin, _ full: Double, columns: Int, _ charset: FigureStyle.Charset
  ) -> String {
    let axis = String(charset.glyphs.vertical)
    let bar = Bar(charset: charset, columns: columns - 1)
    var cells = Array(bar.rightward(full > 0 ? share(bin) / full : 0).unicodeScalars)
    if let expected = bin.expected, full > 0, let cell = bar.cell(of: expected / full) {
      cells[cell] = charset.glyphs.mark
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: cells)
    return axis + String(view)
  }
}
