/// A grid of cells, each one column wide, that marks are drawn on; it grows downwards as needed.
///
/// Only text of printable ASCII, `·` and the figure's own glyphs goes into cells. Any other text is
/// the end of its line. A no-break space (U+00A0) is a blank that nothing is drawn over.
struct Canvas {
  let width: Int
  private var rows: [[Unicode.Scalar]] = []
  private var tails: [Int: String] = [:]

  init(width: Int, height: Int = 0) {
    self.width = max(0, width)
    if height > 0 { grow(to: height - 1) }
  }

  var height: Int { rows.count }

  /// A cell; one outside of the grid is blank, and setting it has no effect to the sides and above.
  subscript(x: Int, y: Int) -> Unicode.Scalar {
    get { rows.indices.contains(y) && (0..<width).contains(x) ? rows[y][x] : " " }
    set {
      guard (0..<width).contains(x), y >= 0 else { return }
      grow(to: y)
      rows[y][x] = newValue
    }
  }

  private mutating func grow(to y: Int) {
    while rows.count <= y { rows.append(Array(repeating: " ", count: width)) }
  }

  /// Writes a text from a cell to the right; what lies outside is not drawn.
  mutating func write(_ text: String, x: Int, y: Int) {
    grow(to: max(0, y))
    var x = x
    for scalar in text.unicodeScalars {
      self[x, y] = scalar
      x += 1
    }
  }

  /// Writes a text whose blanks nothing is drawn over.
  mutating func writeLabel(_ text: String, x: Int, y: Int) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text.unicodeScalars.lazy.map { $0 == " " ? "\u{A0}" : $0 })
    write(String(view), x: x, y: y)
  }

  /// Puts a text of any kind at the end of a line, from column `x` or behind what is there.
  mutating func end(_ text: String, x: Int, y: Int) {
    grow(to: max(0, y))
    var used = width
    while used > 0, rows[y][used - 1] == " " { used -= 1 }
    tails[y] = TextFit.blanks(max(x - used, 0)) + text
  }

  /// Whether a run of cells is inside and blank.
  func isBlank(x: Int, y: Int, count: Int) -> Bool {
    x >= 0 && x + count <= width && y >= 0 && (x..<x + count).allSatisfy { self[$0, y] == " " }
  }

  /// The rows as lines without trailing blanks, none wider than the page.
  func lines(_ style: FigureStyle) -> [String] {
    rows.indices.map { y in
      var view = String.UnicodeScalarView()
      view.append(contentsOf: rows[y].lazy.map { $0 == "\u{A0}" ? " " : $0 })
      let text = TextFit.trimmed(String(view))
      return TextFit.finished(text + (tails[y] ?? ""), style)
    }
  }
}
