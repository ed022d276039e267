import Bedrock

/// Values as horizontal bars, a line each: label, value, bar and running total.
///
/// The label stands first where it aligns in any font, so that a narrow screen cuts the bar and not
/// the name; a label of other characters ends its line, and its rank or position begins it.
/// Negative values go to the left of a zero axis. What a filter dropped stays visible with another
/// mark, and a line shows where the filter cuts.
public struct BarChart: Figure {
  public static var kind: String { "bars" }

  /// One bar.
  public struct Entry: Sendable, Codable, Equatable {
    /// A token or name; it stands last on its line, so any text does no harm.
    public var label: String
    public var value: Double
    /// False for what a filter dropped.
    public var kept: Bool
    /// A few words before the label; empty for none.
    public var note: String
    /// Whether it is what all others amount to, so that it wins no comparison.
    public var isRest: Bool

    public init(
      _ label: String, _ value: Double, kept: Bool = true, note: String = "", isRest: Bool = false
    ) {
      self.label = label
      self.value = value
      self.kept = kept
      self.note = note
      self.isRest = isRest
    }
  }

  /// A line across the chart, where a filter cuts.
  public struct Cut: Sendable, Codable, Equatable {
    /// How many entries stand above it.
    public var after: Int
    /// Such as `top-p 0.8: 5 kept, 2 dropped`.
    public var text: String

    public init(after: Int, _ text: String) {
      self.after = after
      self.text = text
    }
  }

  /// A column beside the bars and labels.
  public enum Column: String, Sendable, Codable {
    /// 1 for the largest value.
    case rank
    case value
    /// The sum of the values down to here.
    case total
  }

  /// In the order in which they are drawn.
  public var entries: [Entry]
  public var cuts: [Cut]
  public var format: ValueFormat
  public var columns: [Column]
  /// What a value is, such as `p` or `logit`.
  public var valueName: String
  /// What a label is, such as `token`.
  public var labelName: String
  /// A line above the picture; none if empty.
  public var title: String
  /// The value that the longest possible bar stands for; the largest one drawn if nil.
  public var full: Double?
  /// Where the scale begins to the left of zero, if a bar of another chart goes further.
  public var low: Double?
  /// The columns that bars have at most, so that those of another chart can be as long.
  public var room: Int?
  /// How many bars are drawn at most; those left out are counted and summed below.
  public var limit: Int
  public var precision: ValuePrecision

  public init(
    entries: [Entry], cuts: [Cut] = [], format: ValueFormat = .percent(decimals: 1),
    columns: [Column] = [.rank, .value, .total], valueName: String = "p",
    labelName: String = "token", title: String = "", full: Double? = nil, low: Double? = nil,
    room: Int? = nil, limit: Int = 40, precision: ValuePrecision = .double
  ) {
    self.entries = entries
    self.cuts = cuts
    self.format = format
    self.columns = columns
    self.valueName = valueName
    self.labelName = labelName
    self.title = title
    self.full = full
    self.low = low
    self.room = room
    self.limit = limit
    self.precision = precision
  }

  public var data: JSON {
    .members([
      (
        "entries",
        .array(
          entries.map { entry in
            .members([
              ("label", .string(entry.label)), ("value", precision.json(entry.value)),
              ("kept", .bool(entry.kept)), ("note", .unlessEmpty(entry.note)),
            ])
          })
      ),
      (
        "cuts",
        cuts.isEmpty
          ? nil
          : .array(
            cuts.map { .object([("after", .integer($0.after)), ("text", .string($0.text))]) })
      ),
      ("value_name", .string(valueName)), ("label_name", .string(labelName)),
      ("title", .unlessEmpty(title)),
    ])
  }

  public var sentence: String { TextFit.sentence(statement) }

  private var statement: String {
    let entries = entries.allSatisfy(\.isRest) ? entries : entries.filter { !$0.isRest }
    let finite = entries.filter { $0.value.isFinite }
    guard let first = finite.first else {
      return entries.isEmpty
        ? "An empty bar chart." : "\(counted: entries.count, "bar") without a finite value."
    }
    let ties = Ties.largest(of: finite.map(\.value))
    let most = ties.first.map { finite[$0] } ?? first
    let format = format.resolved(for: finite.lazy.map(\.value))
    let name = Ties.names(ties, labelName) {
      Spoken.name(TokenLabel(finite[$0].label), of: labelName)
    }
    let dropped = entries.count(where: { !$0.kept })
    let filter =
      dropped == 0
      ? ""
      : "; \(NumberText.grouped(entries.count - dropped)) kept, "
        + "\(NumberText.grouped(dropped)) dropped"
    let counted = CountedNoun.text(entries.count, labelName)
    if entries.count == 1 { return "\(counted): \(name), \(valueName) \(format.full(most.value))." }
    if finite.allSatisfy({ $0.value == most.value }) {
      return "\(counted), each with \(valueName) \(format.full(most.value))\(filter)."
    }
    let verb = ties.count > 1 ? "share" : "has"
    return
      "Of \(counted), \(name) \(verb) the largest \(valueName), \(format.full(most.value))\(filter)."
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: entries.isEmpty ? "no \(CountedNoun.plural(labelName))" : nil) {
      BarChartDrawing(self, style).lines
    }
  }
}
