/// Where the names of bars stand.
///
/// Names that align in any font begin their lines, so that a narrow screen cuts the bar and not the
/// name. Where one of them does not, a line begins with its position and ends with its name.
struct BarLabels {
  /// Whether names begin the lines.
  let areFirst: Bool
  /// What a name is, such as `token`.
  private let heading: String
  private let labels: [TokenLabel]
  private let heads: [String]

  init(_ labels: [String], name: String, _ style: FigureStyle) {
    let axis = AxisLabels(labels, count: labels.count)
    let heads = axis.heads(max(10, style.width * 2 / 5), style.charset)
    self.heads = heads.texts
    areFirst = heads.areLabels
    self.labels = axis.labels ?? []
    heading = heads.areLabels ? TextFit.escaped(name) : TextFit.plain(name)
  }

  var firstHeading: String { areFirst ? heading : "" }
  var lastHeading: String { areFirst ? "" : heading }

  func first(_ index: Int) -> String { areFirst ? heads[index] : "" }
  func last(_ index: Int) -> String { areFirst ? "" : labels[index].text }
  /// The position, where names do not begin the lines.
  func position(_ index: Int) -> String { areFirst ? "" : "\(index)" }
  var positionHeading: String { areFirst ? "" : "#" }

  /// The columns that names at the ends of lines should have.
  var room: Int {
    areFirst ? 0 : max(min(labels.map(\.width).max() ?? 0, 16), TextFit.width(heading))
  }
}
