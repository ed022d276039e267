/// A horizontal bar in a run of cells.
struct Bar {
  let charset: FigureStyle.Charset
  /// Cells from the axis to the full length.
  let columns: Int

  /// A bar to the right of its axis; a share above 1 fills the cells, one below 0 none.
  ///
  /// In Unicode to the eighth of a cell, else to the nearest cell.
  func rightward(_ share: Double, isKept: Bool = true) -> String {
    let eighths = eighths(share, isKept: isKept)
    let full = String(repeating: fill(isKept), count: eighths / 8)
    return TextFit.left(full + (eighths % 8 == 0 ? "" : String(Self.partial[eighths % 8])), columns)
  }

  /// A bar to the left of its axis, to the nearest cell.
  func leftward(_ share: Double, isKept: Bool = true) -> String {
    let cells = (eighths(share, isKept: false) + 4) / 8
    return TextFit.right(String(repeating: fill(isKept), count: cells), columns)
  }

  /// The cell in which a share ends; nil if it lies outside of the cells.
  func cell(of share: Double) -> Int? {
    guard share.isFinite, share >= 0, share <= 1 else { return nil }
    return min(columns - 1, Int((share * Double(columns)).rounded(.down)))
  }

  private func fill(_ isKept: Bool) -> String {
    String(isKept ? charset.glyphs.full : charset.glyphs.light)
  }

  private func eighths(_ share: Double, isKept: Bool) -> Int {
    guard share == share, columns > 0 else { return 0 }
    let bounded = min(max(share, 0), 1)
    if charset == .ascii || !isKept { return Int((bounded * Double(columns)).rounded()) * 8 }
    return Int((bounded * Double(columns) * 8).rounded())
  }

  private static let partial: [Unicode.Scalar] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
