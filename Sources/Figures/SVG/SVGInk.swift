/// What a mark is coloured with: a name, whose colour depends on whether the page is light or dark.
indirect enum SVGInk: Hashable {
  case text
  /// Notes, axes' names, totals.
  case muted
  /// Axes and frames.
  case axis
  /// Grid lines, and what lies behind bars.
  case grid
  /// The page itself, behind labels.
  case page
  /// Curves and bars, up to four kinds.
  case series(Int)
  /// The levels of a scale of one direction, 0 to 11.
  case level(Int)
  /// The levels of a scale around zero, -6 to 6.
  case signed(Int)
  /// Text on a rectangle of another ink.
  case on(SVGInk)

  /// The name of its class and its variable.
  var name: String {
    switch self {
    case .text: "text"
    case .muted: "muted"
    case .axis: "axis"
    case .grid: "grid"
    case .page: "page"
    case .series(let index): "series\(index)"
    case .level(let level): "level\(level)"
    case .signed(let level): level < 0 ? "minus\(-level)" : "plus\(level)"
    case .on(let ink): "on-\(ink.name)"
    }
  }

  /// The colours on a light page and on a dark one.
  var colours: (light: String, dark: String) {
    switch self {
    case .text: ("#1f2328", "#e3e8ee")
    case .muted: ("#57606a", "#9aa5b1")
    case .axis: ("#8c959f", "#6e7781")
    case .grid: ("#dde2e7", "#30363d")
    case .page: ("#ffffff", "#15181c")
    case .series(let index): SVGRamp.series[index % SVGRamp.series.count]
    case .level(let level):
      (SVGRamp.light[Self.bounded(level, 11)], SVGRamp.dark[Self.bounded(level, 11)])
    case .signed(let level):
      (
        SVGRamp.signedLight[Self.bounded(level + 6, 12)],
        SVGRamp.signedDark[Self.bounded(level + 6, 12)]
      )
    case .on(let ink):
      (SVGContrast.text(on: ink.colours.light), SVGContrast.text(on: ink.colours.dark))
    }
  }

  private static func bounded(_ level: Int, _ most: Int) -> Int { min(max(level, 0), most) }
}

/// Colours whose steps look even, and that people who see no red or no green tell apart.
///
/// On a light page nothing is white and much is dark; on a dark page nothing is dark and much is
/// light. The scales are *devon*, and around zero *vik* on a light page and *berlin* on a dark one
/// (Crameri 2018, doi:10.5281/zenodo.1243862; Crameri, Shephard and Heron 2020,
/// doi:10.1038/s41467-020-19160-7), sampled at equal distances with the package cmcrameri 1.10. The
/// colours of curves are those of Okabe and Ito (2008), on a dark page their light ones.
enum SVGRamp {
  static let light = [
    "#ffffff", "#eceafb", "#d9d5f7", "#c6c1f3", "#b2adef", "#9398e5", "#6784d3", "#3e6fb8",
    "#2b5d96", "#274579", "#2a2f62", "#2c1a4c",
  ]
  static let dark = [
    "#2c1a4c", "#2a2e61", "#274376", "#295a92", "#396bb1", "#5b7ecd", "#8692e0", "#aaa5ed",
    "#beb9f2", "#d0ccf5", "#e3e0f9", "#f5f4fd",
  ]
  static let signedLight = [
    "#011a66", "#02397a", "#095b90", "#3681a9", "#77acc6", "#b6d3e1", "#ece5e0", "#e5c1ad",
    "#d59b79", "#c57548", "#b04f1b", "#852206", "#620607",
  ]
  static let signedDark = [
    "#9eb0ff", "#6ca9e6", "#3e90bc", "#286886", "#1a4256", "#11212a", "#190c09", "#310f00",
    "#501803", "#7d341e", "#a85a4a", "#d2837a", "#ffadad",
  ]
  static let series: [(light: String, dark: String)] = [
    ("#0072b2", "#56b4e9"), ("#d55e00", "#e69f00"), ("#007d5a", "#2cc79a"),
    ("#a8487f", "#e6a5c9"),
  ]
}
