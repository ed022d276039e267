/// How the indices of one axis are headed: by their labels, or by positions with the labels in a
/// legend.
struct AxisLabels {
  let count: Int
  let labels: [TokenLabel]?

  /// - Parameter labels: one an index; missing ones at the end are the positions.
  init(_ labels: [String]?, count: Int) {
    self.count = count
    self.labels = labels.map { labels in
      (0..<count).map { TokenLabel($0 < labels.count ? labels[$0] : "\($0)") }
    }
  }

  private init(count: Int, labels: [TokenLabel]?) {
    self.count = count
    self.labels = labels
  }

  /// The indices of a range with their labels, or positions; those past the end have none.
  func slice(_ range: Range<Int>) -> AxisLabels {
    AxisLabels(
      count: range.count,
      labels: range.map { index in
        index < count ? labels?[index] ?? TokenLabel("\(index)") : TokenLabel("")
      })
  }

  /// Whether every label may stand before something that has to align.
  var areSafe: Bool { labels?.allSatisfy(\.isSafe) ?? true }

  var longest: Int { labels?.map(\.width).max() ?? "\(max(0, count - 1))".utf8.count }

  /// The label, or the position where there is none.
  func name(_ index: Int) -> String { labels?[index].text ?? "\(index)" }

  /// The label as a sentence has it, or the position.
  func spoken(_ index: Int) -> String { labels?[index].spoken ?? "\(index)" }

  /// The label at the end of its row, in so many columns.
  func tail(_ index: Int, _ columns: Int, _ charset: FigureStyle.Charset) -> String {
    labels?[index].elided(to: columns, charset) ?? ""
  }

  /// Heads that align, none wider than `columns`: the labels, or the positions if a label is not
  /// safe, too little of it would be left, or two of them could not be told apart.
  func heads(_ columns: Int, _ charset: FigureStyle.Charset) -> (texts: [String], areLabels: Bool) {
    let positions = (0..<count).map { "\($0)" }
    guard let labels, areSafe else { return (positions, false) }
    let texts = labels.map { $0.elided(to: columns, charset) }
    let needed = min(longest, 6)
    if columns < needed || Set(texts).count < Set(labels.map(\.text)).count {
      return (positions, false)
    }
    return (texts, true)
  }

  /// A line for each label, position first.
  func legend(_ axis: String) -> [String] {
    guard let labels else { return [] }
    let width = "\(max(0, count - 1))".utf8.count
    return [TextFit.plain("\(axis):")]
      + labels.enumerated().map { "  \(TextFit.right("\($0.offset)", width))  \($0.element.text)" }
  }
}
