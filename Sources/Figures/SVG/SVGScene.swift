import Bedrock

/// A place in a picture, in pixels from its top left corner.
struct SVGPoint: Equatable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
}

/// One thing that is drawn.
enum SVGMark {
  case rectangle(SVGBox, fill: SVGInk?, stroke: SVGInk?, radius: Double, tip: String)
  /// A line through points, closed and filled if it has a fill.
  case path([[SVGPoint]], stroke: SVGInk?, fill: SVGInk?, width: Double, dash: String)
  /// A curve from one point to another, bent towards a third.
  case arc(from: SVGPoint, through: SVGPoint, to: SVGPoint, stroke: SVGInk, width: Double)
  case circle(SVGPoint, radius: Double, fill: SVGInk?, stroke: SVGInk?, tip: String)
  case text(SVGLabel)
}

struct SVGBox: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    (self.x, self.y, self.width, self.height) = (x, y, max(0, width), max(0, height))
  }

  var right: Double { x + width }
  var bottom: Double { y + height }
  var middle: SVGPoint { SVGPoint(x + width / 2, y + height / 2) }

  func overlaps(_ other: SVGBox) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }
}

/// A line of text with the place of its baseline.
struct SVGLabel {
  enum Anchor: String {
    case start, middle, end
  }

  var text: String
  var x: Double
  var y: Double
  var size = SVGText.size
  var anchor = Anchor.start
  var isBold = false
  /// Whether it reads upwards.
  var isTurned = false
  var ink = SVGInk.text
  /// Drawn around the letters, so that what lies below does not touch them.
  var halo: SVGInk?

  /// What the text covers.
  var box: SVGBox {
    let length = SVGText.width(text, size, isBold: isBold)
    let before = anchor == .start ? 0 : anchor == .middle ? length / 2 : length
    let (up, down) = (size * 0.76, size * 0.22)
    return isTurned
      ? SVGBox(x - up, y - (length - before), up + down, length)
      : SVGBox(x - before, y - up, length, up + down)
  }
}

/// A picture under construction: marks in their order, on a page of a fixed width that grows downwards.
///
/// No figure writes SVG by itself; it puts rectangles, lines and text here.
struct SVGScene {
  let width: Double
  /// Where the next part begins.
  var y = 0.0
  private(set) var marks: [SVGMark] = []

  /// - Parameter width: the whole picture's, its margins included; from 240 to 2400.
  init(width: Int) { self.width = Double(min(max(width, 240), 2400)) - 2 * SVGWriter.margin }

  mutating func add(_ mark: SVGMark) { marks.append(mark) }

  mutating func rectangle(
    _ box: SVGBox, fill: SVGInk?, stroke: SVGInk? = nil, radius: Double = 0, tip: String = ""
  ) {
    add(.rectangle(box, fill: fill, stroke: stroke, radius: radius, tip: tip))
  }

  mutating func line(
    _ points: [SVGPoint], _ stroke: SVGInk = .axis, width: Double = 1, dash: String = ""
  ) {
    add(.path([points], stroke: stroke, fill: nil, width: width, dash: dash))
  }

  mutating func polygon(_ points: [SVGPoint], _ fill: SVGInk) {
    add(.path([points], stroke: nil, fill: fill, width: 0, dash: ""))
  }

  mutating func circle(
    _ centre: SVGPoint, _ radius: Double, fill: SVGInk?, stroke: SVGInk? = nil, tip: String = ""
  ) {
    add(.circle(centre, radius: radius, fill: fill, stroke: stroke, tip: tip))
  }

  mutating func text(_ label: SVGLabel) {
    if !label.text.isEmpty { add(.text(label)) }
  }

  /// A text whose middle line is at a height.
  mutating func text(
    _ text: String, _ x: Double, middle y: Double, _ anchor: SVGLabel.Anchor = .start,
    size: Double = SVGText.size, isBold: Bool = false, ink: SVGInk = .text, halo: SVGInk? = nil
  ) {
    self.text(
      SVGLabel(
        text: text, x: x, y: y + size * 0.35, size: size, anchor: anchor, isBold: isBold, ink: ink,
        halo: halo))
  }

  /// An arrowhead with its point at a place.
  mutating func arrowhead(at tip: SVGPoint, from: SVGPoint, _ ink: SVGInk = .axis) {
    let (dx, dy) = (tip.x - from.x, tip.y - from.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0, length.isFinite else { return }
    let (ux, uy) = (dx / length * 7, dy / length * 7)
    let base = SVGPoint(tip.x - ux, tip.y - uy)
    polygon(
      [
        tip, SVGPoint(base.x - uy / 2, base.y + ux / 2), SVGPoint(base.x + uy / 2, base.y - ux / 2),
      ], ink)
  }

  // MARK: Parts below each other

  /// A figure's title, on as many lines as it takes.
  mutating func title(_ text: String) {
    paragraph(TextFit.sentence(text), isBold: true, gap: text.isEmpty ? 0 : 6)
  }

  /// A note below a picture.
  mutating func note(_ text: String, indent: Double = 0) {
    paragraph(
      TextFit.sentence(text), size: SVGText.small, ink: .muted, gap: 2, indent: indent)
  }

  private mutating func paragraph(
    _ text: String, size: Double = SVGText.size, isBold: Bool = false, ink: SVGInk = .text,
    gap: Double, indent: Double = 0
  ) {
    let room = (width - indent) / (isBold ? 1.08 : 1)
    for line in SVGText.wrapped(text, to: room, size) {
      y += SVGText.leading(size)
      self.text(
        SVGLabel(text: line, x: indent, y: y - size * 0.4, size: size, isBold: isBold, ink: ink))
    }
    y += gap
  }

  /// Entries of a legend in a row, each behind a box of its ink, on as many lines as they take.
  mutating func legend(_ entries: [(ink: SVGInk, text: String)]) {
    var x = 0.0
    let leading = SVGText.leading(SVGText.small) + 2
    y += leading
    for entry in entries {
      let text = SVGText.fitted(entry.text, to: width - 16, SVGText.small)
      let length = 16 + SVGText.width(text, SVGText.small)
      if x > 0, x + length > width {
        x = 0
        y += leading
      }
      rectangle(SVGBox(x, y - 12, 10, 10), fill: entry.ink, stroke: .axis)
      self.text(SVGLabel(text: text, x: x + 16, y: y - 3, size: SVGText.small, ink: .muted))
      x += length + 16
    }
    y += 2
  }
}

/// A figure that draws itself on a scene.
protocol DrawnAsSVG {
  /// Draws the figure below what the scene holds, no wider than it.
  func draw(on scene: inout SVGScene)
}
