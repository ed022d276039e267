/// What stands below a heatmap: its scale, and what the odd cells mean.
struct HeatNotes {
  let quantity: String
  let grids: [HeatGrid]
  let scale: ShadeScale
  let format: ValueFormat
  /// Whether a cell is two characters without a number.
  let isPaired: Bool
  /// The scale, if it is not that of the shades.
  var legend: String?
  /// Further notes.
  var further: [String] = []

  func lines(_ style: FigureStyle) -> [String] {
    let present = grids.lazy.flatMap(\.present)
    var notes: [String] = []
    if grids.contains(where: \.hasMask) { notes.append("empty: masked") }
    if format.isPercent && grids.allSatisfy(\.rowsSumToOne) {
      notes.append("each row sums to 100%")
    }
    if isPaired, present.contains(where: { $0.isNaN }) { notes.append("??: not a number") }
    if isPaired, present.contains(where: { $0.isInfinite }) { notes.append("!!: infinite") }
    notes += further
    let name = TextFit.plain(quantity) + (format.isPercent ? ", %" : "")
    let legend = legend ?? scale.legend(format, isPaired: isPaired)
    return Legend.flow([legend, name], style)
      + TextFit.wrapped(notes.joined(separator: "; "), style)
  }
}
