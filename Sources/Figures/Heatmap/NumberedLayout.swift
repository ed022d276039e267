/// How the cells of a heatmap with numbers are laid out on a page.
struct NumberedLayout {
  /// Blanks between cells, shades or marks before a number and behind it, columns of a cell.
  let gap: Int
  let left: Int
  let right: Int
  let cell: Int
  /// Whether the widest numbers take the place of the shade before them: `100@` beside `,15,`.
  let isTight: Bool
  let rowHeads: [String]
  /// Whether the rows are headed by their labels; if not, these go to the ends of the rows.
  let rowsHaveLabels: Bool
  let columnHeads: [String]
  let columnsHaveLabels: Bool
  /// Columns of the row heads, with the axes' names if those stand in the corner.
  let head: Int
  let hasCorner: Bool

  private struct Spacing {
    var gap: Int
    var left: Int
    var right: Int
    var isTight = false
  }

  /// From the roomiest to the tightest: of cells with shades, and of those with a mark.
  private static let shaded = [
    Spacing(gap: 2, left: 2, right: 2), Spacing(gap: 1, left: 2, right: 2),
    Spacing(gap: 1, left: 1, right: 1), Spacing(gap: 1, left: 1, right: 1, isTight: true),
  ]
  private static let marked = [
    Spacing(gap: 2, left: 0, right: 1), Spacing(gap: 1, left: 0, right: 1),
  ]

  /// The roomiest layout that fits; nil if there is none.
  static func fitting(
    rows: AxisLabels, columns: AxisLabels, areShared: Bool, numberWidth: Int, corner: String,
    isShaded: Bool, _ style: FigureStyle
  ) -> NumberedLayout? {
    for spacing in isShaded ? shaded : marked {
      for hasCorner in [true, false] {
        for hasPositions in areShared ? [false, true] : [false] {
          let layout = NumberedLayout(
            rows, columns, spacing, numberWidth, corner: hasCorner ? corner : nil,
            hasPositions: hasPositions, style)
          // Columns headed by positions need rows that tell which position is which.
          if let layout, layout.columnsHaveLabels || !areShared || hasPositions { return layout }
        }
      }
    }
    return nil
  }

  private init?(
    _ rows: AxisLabels, _ columns: AxisLabels, _ spacing: Spacing,
    _ numberWidth: Int, corner: String?, hasPositions: Bool, _ style: FigureStyle
  ) {
    (gap, left, right, isTight) = (spacing.gap, spacing.left, spacing.right, spacing.isTight)
    let labelled = rows.heads(max(8, style.width / 5), style.charset)
    rowsHaveLabels = labelled.areLabels
    let digits = "\(max(0, rows.count - 1))".utf8.count
    let longest = labelled.texts.map { TextFit.width($0) }.max() ?? 0
    rowHeads = labelled.texts.enumerated().map { index, text in
      hasPositions && labelled.areLabels
        ? TextFit.right("\(index)", digits) + " " + TextFit.left(text, longest) : text
    }
    hasCorner = corner != nil
    let widest = rowHeads.map { TextFit.width($0) }.max() ?? 0
    head = max(widest, corner.map { TextFit.width($0) } ?? 0)
    let tail = labelled.areLabels || rows.labels == nil ? 0 : 3 + min(rows.longest, 8)
    let least = numberWidth + (isTight ? 0 : left) + right
    let wanted = columns.areSafe && !hasPositions ? min(columns.longest, 10) : 0
    cell = min(max(least, wanted), (style.width - head - tail) / max(1, columns.count) - gap)
    guard cell >= least else { return nil }
    let heads = columns.heads(cell + gap - 1, style.charset)
    columnsHaveLabels = heads.areLabels
    columnHeads = heads.texts
  }
}
