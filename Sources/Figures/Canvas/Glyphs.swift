/// What pictures are drawn with: the one place where figures know which characters a page may hold.
///
/// A figure asks for an arrow or a bar's filling; whether that is `>` or `►` is decided here, beside the
/// ramps of shades and the raster.
struct Glyphs {
  // Lines
  let vertical: Unicode.Scalar
  let horizontal: Unicode.Scalar
  /// A line through a plot, and one between two points of it.
  let dotted: Unicode.Scalar
  let dot: Unicode.Scalar

  // Arrowheads
  let right: Unicode.Scalar
  let left: Unicode.Scalar
  let down: Unicode.Scalar

  // Bars
  let full: Unicode.Scalar
  /// The filling of what was dropped, or only looked up.
  let light: Unicode.Scalar
  /// A mark on a bar, or beyond it.
  let mark: Unicode.Scalar

  // Axes: ticks on the left and below, and the corner
  let leftTick: Unicode.Scalar
  let bottomTick: Unicode.Scalar
  let corner: Unicode.Scalar

  /// Corners of a frame: top left, top right, bottom left, bottom right.
  let corners: [Unicode.Scalar]
  /// The brackets of a matrix of several rows: of the first row, of those between, of the last.
  let brackets: [(left: String, right: String)]
  /// The ends of arcs, left and right of what they lead to, and their inks from weak to strong.
  let arcEnds: (left: Unicode.Scalar, right: Unicode.Scalar)
  let arcInks: [Unicode.Scalar]

  /// What stands for text left out, and between the numbers of a shape.
  let ellipsis: String
  let times: String

  static let ascii = Glyphs(
    vertical: "|", horizontal: "-", dotted: ":", dot: ".", right: ">", left: "<", down: "v",
    full: "#", light: ".", mark: "!", leftTick: "+", bottomTick: "+", corner: "+",
    corners: ["+", "+", "+", "+"], brackets: [("|", "|"), ("|", "|"), ("|", "|")],
    arcEnds: ("+", "+"), arcInks: [".", "-", "=", "#"], ellipsis: "..", times: "x")

  static let unicode = Glyphs(
    vertical: "│", horizontal: "─", dotted: "┊", dot: "·", right: "►", left: "◄", down: "▼",
    full: "█", light: "░", mark: "┃", leftTick: "┤", bottomTick: "┬", corner: "└",
    corners: ["┌", "┐", "└", "┘"], brackets: [("⎡", "⎤"), ("⎢", "⎥"), ("⎣", "⎦")],
    arcEnds: ("╭", "╮"), arcInks: ["┈", "─", "━", "█"], ellipsis: "…", times: "×")

  /// The glyph where lines meet, by the arms that leave it: 1 left, 2 right, 4 up, 8 down.
  func junction(_ arms: Int) -> Unicode.Scalar {
    let isASCII = vertical.isASCII
    if !isASCII { return Self.junctions[arms & 15] }
    let (across, along) = (arms & 3 != 0, arms & 12 != 0)
    return along ? (across ? "+" : "|") : "-"
  }

  private static let junctions: [Unicode.Scalar] = [
    " ", "─", "─", "─", "│", "┘", "└", "┴", "│", "┐", "┌", "┬", "│", "┤", "├", "┼",
  ]
}

extension FigureStyle.Charset {
  var glyphs: Glyphs { self == .ascii ? .ascii : .unicode }
}
