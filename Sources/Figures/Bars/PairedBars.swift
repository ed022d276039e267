import Bedrock

/// Two values an entry as two bars side by side: before and after a change, with the difference.
public struct PairedBars: Figure {
  public static var kind: String { "paired_bars" }

  public struct Entry: Sendable, Codable, Equatable {
    /// A token or name; it stands last on its line.
    public var label: String
    public var before: Double
    public var after: Double
    /// False for what a filter dropped: its second bar has another mark.
    public var kept: Bool

    public init(_ label: String, before: Double, after: Double, kept: Bool = true) {
      self.label = label
      self.before = before
      self.after = after
      self.kept = kept
    }
  }

  /// In the order in which they are drawn.
  public var entries: [Entry]
  /// What the first bar is, such as `T = 1`.
  public var beforeName: String
  /// What the second bar is, such as `T = 0.5`.
  public var afterName: String
  public var format: ValueFormat
  /// What a label is, such as `token`.
  public var labelName: String
  /// A line above the picture; none if empty.
  public var title: String
  /// How many entries are drawn at most; the others are counted below.
  public var limit: Int
  /// The value that the longest possible bar stands for; the largest one drawn if nil.
  public var full: Double?
  public var precision: ValuePrecision

  public init(
    entries: [Entry], beforeName: String = "before", afterName: String = "after",
    format: ValueFormat = .percent(decimals: 1), labelName: String = "token", title: String = "",
    limit: Int = 40, full: Double? = nil, precision: ValuePrecision = .double
  ) {
    self.entries = entries
    self.beforeName = beforeName
    self.afterName = afterName
    self.format = format
    self.labelName = labelName
    self.title = title
    self.limit = limit
    self.full = full
    self.precision = precision
  }

  public var data: JSON {
    .members([
      (
        "entries",
        .array(
          entries.map {
            .object([
              ("label", .string($0.label)), ("before", precision.json($0.before)),
              ("after", precision.json($0.after)), ("kept", .bool($0.kept)),
            ])
          })
      ),
      ("before_name", .string(beforeName)), ("after_name", .string(afterName)),
      ("label_name", .string(labelName)), ("title", .unlessEmpty(title)),
    ])
  }

  private var resolved: ValueFormat {
    format.resolved(for: entries.flatMap { [$0.before, $0.after] })
  }

  public var sentence: String { TextFit.sentence(statement) }

  private var statement: String {
    let finite = entries.filter { ($0.after - $0.before).isFinite }
    guard let first = finite.first else {
      return entries.isEmpty
        ? "An empty chart of bars." : "\(counted: entries.count, "pair") without finite values."
    }
    let ties = Ties.largest(of: finite.map { abs($0.after - $0.before) })
    let most = ties.first.map { finite[$0] } ?? first
    let left = entries.count - drawn.count
    let shown = left == 0 ? "" : " (\(drawn.count) \(drawn.count == 1 ? "is" : "are") drawn)"
    let names =
      "\(CountedNoun.text(entries.count, labelName))\(shown), \(TextFit.plain(beforeName)) and "
      + TextFit.plain(afterName)
    if most.after == most.before { return "\(names): no difference." }
    let name = Ties.names(ties, labelName) {
      Spoken.name(TokenLabel(finite[$0].label), of: labelName)
    }
    if ties.count > 1 {
      let change = resolved.full(abs(most.after - most.before))
      return "\(names): \(name) differ most, each by \(change)."
    }
    return "\(names): \(name) differs most, \(resolved.full(most.before)) and "
      + "\(resolved.full(most.after))."
  }

  /// The entries that are drawn; a single one more than the limit is drawn, too.
  private var drawn: ArraySlice<Entry> {
    let limit = max(1, limit)
    return entries.count - 1 <= limit ? entries[...] : entries.prefix(limit)
  }

  /// The largest value of those drawn, or what the bars are drawn to.
  var span: Double { scale(1).high }

  private func scale(_ columns: Int) -> BarScale {
    BarScale(drawn.flatMap { [$0.before, $0.after] }, full: full, columns: columns)
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: entries.isEmpty ? "no \(CountedNoun.plural(labelName))" : nil) {
      picture(style)
    }
  }

  private func picture(_ style: FigureStyle) -> [String] {
    let shown = drawn
    let names = BarLabels(shown.map(\.label), name: labelName, style)
    let fixed = table(shown, names, bars: nil, style).frontWidth
    let room = (style.width - fixed - names.room - 4) / 2
    var lines = table(shown, names, bars: min(max(3, room), 40), style).lines(style)
    if shown.contains(where: { !$0.kept }) {
      lines += ["", BarScale.keptLegend(style.charset)]
    }
    if shown.count < entries.count {
      lines.append("and \(NumberText.grouped(entries.count - shown.count)) more")
    }
    return lines
  }

  private func table(
    _ shown: ArraySlice<Entry>, _ names: BarLabels, bars: Int?, _ style: FigureStyle
  ) -> Columns {
    let format = resolved
    let scale = bars.map { self.scale($0 - 1) }
    func bar(_ x: Double, _ isKept: Bool) -> String {
      scale?.bar(x, isKept: isKept, style.charset) ?? ""
    }
    func name(_ text: String) -> String {
      TextFit.cut(TextFit.escaped(text), to: bars ?? 3, style.charset)
    }
    var table = Columns([.left, .right, .right, .left, .right, .left, .right, .left])
    table.add([
      names.firstHeading, names.positionHeading, "", name(beforeName), "", name(afterName),
      "change", names.lastHeading,
    ])
    for (index, entry) in shown.enumerated() {
      let change = entry.after - entry.before
      let isShown = format.text(change).utf8.contains { (0x31...0x39).contains($0) }
      let sign = change > 0 && isShown ? "+" : ""
      table.add([
        names.first(index), names.position(index), format.full(entry.before),
        bar(entry.before, true), format.full(entry.after),
        bar(entry.after, entry.kept), sign + format.text(change), names.last(index),
      ])
    }
    return table
  }
}
