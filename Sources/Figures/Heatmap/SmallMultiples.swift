import Bedrock

/// Several heatmaps of one shape on one scale, side by side: the heads of a layer.
public struct SmallMultiples: Figure {
  public static var kind: String { "small_multiples" }

  public struct Panel: Sendable, Codable, Equatable {
    /// Such as `head 0`.
    public var name: String
    public var values: [[Double]]
    /// Entries that are true are drawn empty.
    public var masked: [[Bool]]?

    public init(_ name: String, values: [[Double]], masked: [[Bool]]? = nil) {
      self.name = name
      self.values = values
      self.masked = masked
    }
  }

  public var panels: [Panel]
  public var rowLabels: [String]?
  public var columnLabels: [String]?
  public var rowAxis: String
  public var columnAxis: String
  /// What a value is, such as `attention weight`.
  public var quantity: String
  /// A line above the picture; none if empty.
  public var title: String
  public var format: ValueFormat
  public var scale: HeatScale
  public var precision: ValuePrecision

  public init(
    panels: [Panel], rowLabels: [String]? = nil, columnLabels: [String]? = nil,
    rowAxis: String = "row", columnAxis: String = "column", quantity: String = "value",
    title: String = "", format: ValueFormat = .automatic, scale: HeatScale = .automatic,
    precision: ValuePrecision = .double
  ) {
    self.panels = panels
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.rowAxis = rowAxis
    self.columnAxis = columnAxis
    self.quantity = quantity
    self.title = title
    self.format = format
    self.scale = scale
    self.precision = precision
  }

  public var data: JSON {
    .members([
      (
        "panels",
        .array(
          panels.map { panel in
            .members([
              ("name", .string(panel.name)), ("values", precision.json(panel.values)),
              ("masked", panel.masked.map { .array($0.map { .array($0.map(JSON.bool)) }) }),
            ])
          })
      ),
      ("row_labels", rowLabels.map(JSON.strings)),
      ("column_labels", columnLabels.map(JSON.strings)),
      ("row_axis", .string(rowAxis)), ("column_axis", .string(columnAxis)),
      ("quantity", .string(quantity)), ("title", .unlessEmpty(title)),
    ])
  }

  var grids: [HeatGrid] { panels.map { HeatGrid(values: $0.values, masked: $0.masked) } }

  public var sentence: String { TextFit.sentence(statement) }

  private var statement: String {
    let grids = grids
    let names = HeatNames(
      rows: AxisLabels(rowLabels, count: grids.map(\.rows).max() ?? 0),
      columns: AxisLabels(columnLabels, count: grids.map(\.columns).max() ?? 0), rowAxis: rowAxis,
      columnAxis: columnAxis, isSymmetric: false)
    let subject = "\(names.subject(TextFit.plain(quantity))), in \(counted: panels.count, "panel")"
    guard let most = HeatExtremes(grids, byMagnitude: false).cells.first else {
      return subject + "."
    }
    let format = format.resolved(for: grids.flatMap(\.present))
    let among = grids[most.panel].news == .choices ? "where a \(rowAxis) has a choice, " : ""
    let ties = grids.reduce(0) { $0 + $1.count { Ties.areEqual($0, most.value) } }
    let place =
      ties > 1
      ? "\(counted: ties, "place")"
      : "\(TextFit.plain(panels[most.panel].name)), \(names.place(most.row, most.column))"
    return "\(subject): \(among)the largest is \(format.full(most.value)) (\(place))."
  }

  public func lines(_ style: FigureStyle) -> [String] {
    let isEmpty = !grids.contains { $0.rows > 0 && $0.columns > 0 }
    return Page.lines(title, style, empty: isEmpty ? "no panels" : nil) {
      SmallMultiplesDrawing(self, style).lines
    }
  }
}

/// The largest entries of several grids, from the largest down.
struct HeatExtremes {
  let cells: [(panel: Int, row: Int, column: Int, value: Double)]

  init(_ grids: [HeatGrid], byMagnitude: Bool) {
    func key(_ x: Double) -> Double { byMagnitude ? x.magnitude : x }
    let all = grids.enumerated().flatMap { panel, grid in
      grid.largest(3, by: key).map { (panel, $0.row, $0.column, $0.value) }
    }
    cells = all.enumerated().sorted {
      let (a, b) = (key($0.element.3), key($1.element.3))
      return a != b ? a > b : $0.offset < $1.offset
    }.map(\.element)
  }
}
