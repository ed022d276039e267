import Figures
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An SVG file as an XML reader finds it: its labels with their boxes, and what it says of itself.
final class SVGPage: NSObject, XMLParserDelegate {
  struct Label {
    var text: String
    var size: Double
    var x: Double
    var y: Double
    var right: Double
    var bottom: Double

    func overlaps(_ other: Label) -> Bool {
      // Touching is no overlap.
      let slack = 0.5
      return x + slack < other.right && other.x + slack < right && y + slack < other.bottom
        && other.y + slack < bottom
    }
  }

  private(set) var labels: [Label] = []
  private(set) var title = ""
  private(set) var summary = ""
  private(set) var bounds = (left: 0.0, top: 0.0, right: 0.0, bottom: 0.0)
  private(set) var attributes: [String: String] = [:]
  private(set) var numbers: [String] = []
  private(set) var error: String?
  private var path: [String] = []
  private var current: [String: String] = [:]
  private var text = ""

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    if !parser.parse() { error = parser.parserError.map { "\($0)" } ?? "cannot be read" }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    path.append(name)
    text = ""
    if path.count == 1 {
      self.attributes = attributes
      let box = (attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
      if box.count == 4 { bounds = (box[0], box[1], box[0] + box[2], box[1] + box[3]) }
    }
    if name == "text" { current = attributes }
    for key in ["x", "y", "width", "height", "cx", "cy", "r", "d", "points"] {
      numbers += (attributes[key] ?? "").split { !"0123456789.-".contains($0) }.map { String($0) }
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "title", path.count == 2 { title = text }
    if name == "desc" { summary = text }
    if name == "text" { addLabel() }
    path.removeLast()
  }

  private func addLabel() {
    func number(_ key: String) -> Double { current[key].flatMap { Double($0) } ?? 0 }
    let size = current["font-size"].flatMap { Double($0) } ?? SVGText.size
    let isBold = current["font-weight"] != nil
    // The widths that the layout reckons with have a margin; what overlaps without it is wrong.
    let length = SVGText.width(text, size, isBold: isBold) / 1.05
    let before =
      switch current["text-anchor"] {
      case "middle": length / 2
      case "end": length
      default: 0.0
      }
    let (x, y) = (number("x"), number("y"))
    let (up, down) = (size * 0.72, size * 0.2)
    labels.append(
      current["transform"] == nil
        ? Label(
          text: text, size: size, x: x - before, y: y - up, right: x - before + length,
          bottom: y + down)
        : Label(
          text: text, size: size, x: x - up, y: y - (length - before), right: x + down,
          bottom: y + before))
  }
}
