import Bedrock

/// A scene as a file: one `svg` element that needs nothing else.
///
/// Laws: the bytes are a function of the scene; it is valid XML; coordinates have at most two
/// decimals. Colours are variables with a value for a light page and one for a dark one.
struct SVGWriter {
  private var body = ""
  private var inks: Set<SVGInk> = []
  private var halos: Set<String> = []

  /// Pixels around what is drawn.
  static let margin = 8.0

  /// - Parameters:
  ///   - title: the picture's name, a few words.
  ///   - description: the sentence that says what it shows.
  static func text(of scene: SVGScene, title: String, description: String) -> String {
    var writer = SVGWriter()
    for mark in scene.marks { writer.write(mark) }
    let (width, height) = (scene.width + 2 * margin, max(20, scene.y + 4) + 2 * margin)
    writer.inks.insert(.page)
    let (x, w, h) = (number(-margin), number(width), number(height))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="swiftlab-figure" role="img" \
      width="\(w)" height="\(h)" viewBox="\(x) \(x) \(w) \(h)" \
      font-family="\(SVGText.families)" font-size="\(number(SVGText.size))">
      <title>\(escaped(title))</title>
      <desc>\(escaped(description))</desc>
      \(writer.style)<rect x="\(x)" y="\(x)" width="\(w)" height="\(h)" class="f-page"/>
      \(writer.body)</svg>

      """
  }

  // MARK: Marks

  private mutating func write(_ mark: SVGMark) {
    switch mark {
    case .rectangle(let box, let fill, let stroke, let radius, let tip):
      let rounding = radius > 0 ? " rx=\"\(Self.number(radius))\"" : ""
      put(
        "rect x=\"\(Self.number(box.x))\" y=\"\(Self.number(box.y))\""
          + " width=\"\(Self.number(box.width))\" height=\"\(Self.number(box.height))\""
          + rounding + paint(fill, stroke), tip)
    case .circle(let centre, let radius, let fill, let stroke, let tip):
      put(
        "circle cx=\"\(Self.number(centre.x))\" cy=\"\(Self.number(centre.y))\""
          + " r=\"\(Self.number(radius))\"" + paint(fill, stroke), tip)
    case .path(let lines, let stroke, let fill, let width, let dash):
      let path = lines.filter { $0.count > 1 }.map { Self.path($0, isClosed: fill != nil) }
      if path.isEmpty { return }
      let weight = stroke == nil || width == 1 ? "" : " stroke-width=\"\(Self.number(width))\""
      let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
      put("path d=\"\(path.joined())\"" + weight + dashes + paint(fill, stroke))
    case .arc(let from, let through, let to, let stroke, let width):
      put(
        "path d=\"M\(Self.point(from))Q\(Self.point(through)) \(Self.point(to))\""
          + " stroke-width=\"\(Self.number(width))\"" + paint(nil, stroke))
    case .text(let label): write(label)
    }
  }

  private mutating func write(_ label: SVGLabel) {
    let anchor = label.anchor == .start ? "" : " text-anchor=\"\(label.anchor.rawValue)\""
    let size = label.size == SVGText.size ? "" : " font-size=\"\(Self.number(label.size))\""
    let weight = label.isBold ? " font-weight=\"600\"" : ""
    let (x, y) = (Self.number(label.x), Self.number(label.y))
    let turn = label.isTurned ? " transform=\"rotate(-90 \(x) \(y))\"" : ""
    inks.insert(label.ink)
    var classes = "f-\(label.ink.name)"
    if let halo = label.halo {
      inks.insert(halo)
      halos.insert(halo.name)
      classes += " h-\(halo.name)"
    }
    body +=
      "<text x=\"\(x)\" y=\"\(y)\"\(anchor)\(size)\(weight)\(turn) class=\"\(classes)\">"
      + Self.escaped(label.text) + "</text>\n"
  }

  private mutating func put(_ element: String, _ tip: String = "") {
    body +=
      tip.isEmpty
      ? "<\(element)/>\n"
      : "<\(element)><title>\(Self.escaped(tip))</title></\(Self.name(of: element))>\n"
  }

  private static func name(of element: String) -> String {
    String(Substring(element.utf8.prefix { $0 != 0x20 }))
  }

  private mutating func paint(_ fill: SVGInk?, _ stroke: SVGInk?) -> String {
    var classes = [fill.map { "f-\($0.name)" } ?? "f-none"]
    if let fill { inks.insert(fill) }
    if let stroke {
      inks.insert(stroke)
      classes.append("s-\(stroke.name)")
    }
    return " class=\"\(classes.joined(separator: " "))\""
  }

  private static func path(_ points: [SVGPoint], isClosed: Bool) -> String {
    let rest = points.dropFirst().map { "L" + point($0) }
    return "M" + point(points[0]) + rest.joined() + (isClosed ? "Z" : "")
  }

  private static func point(_ point: SVGPoint) -> String { "\(number(point.x)) \(number(point.y))" }

  // MARK: Style

  /// Variables and classes of the inks that are used, in the order of their names.
  private var style: String {
    let used = inks.map { (name: $0.name, colours: $0.colours) }.sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    let light = used.map { "--fig-\($0.name):\($0.colours.light)" }.joined(separator: ";")
    let dark = used.map { "--fig-\($0.name):\($0.colours.dark)" }.joined(separator: ";")
    let figure = ".swiftlab-figure"
    let classes = used.map { ink in
      "\(figure) .f-\(ink.name){fill:var(--fig-\(ink.name))}"
        + "\(figure) .s-\(ink.name){stroke:var(--fig-\(ink.name))}"
        + (halos.contains(ink.name)
          ? "\(figure) .h-\(ink.name){stroke:var(--fig-\(ink.name));stroke-width:3px;paint-order:stroke}"
          : "")
    }
    return """
      <style>
      \(figure){\(light)}
      @media (prefers-color-scheme: dark){\(figure){\(dark)}}
      \(figure) .f-none{fill:none}
      \(classes.joined(separator: "\n"))
      </style>

      """
  }

  // MARK: Text

  /// A coordinate with at most two decimals; one that is not finite is 0.
  static func number(_ x: Double) -> String {
    guard x.isFinite else { return "0" }
    var text = Substring(NumberText.fixed(min(max(x, -1e6), 1e6), decimals: 2)).utf8
    while text.last == UInt8(ascii: "0") { text.removeLast() }
    if text.last == UInt8(ascii: ".") { text.removeLast() }
    return String(Substring(text))
  }

  /// Text for XML: marks escaped, and what XML 1.0 does not allow replaced.
  static func escaped(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": view.append(contentsOf: "&amp;".unicodeScalars)
      case "<": view.append(contentsOf: "&lt;".unicodeScalars)
      case ">": view.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": view.append(contentsOf: "&quot;".unicodeScalars)
      case "\n", "\t": view.append(" ")
      default:
        let value = scalar.value
        let isAllowed = value >= 0x20 && value != 0x7F && value & 0xFFFE != 0xFFFE
        view.append(isAllowed ? scalar : "\u{FFFD}")
      }
    }
    return String(view)
  }
}
