/// What would be wrong with the labels of a picture: too small, outside of it, or on each other.
package enum SVGAudit {
  /// A line for each thing that is wrong; none where all is well.
  package static func problems(of figure: any Figure, width: Int) -> [String] {
    var scene = SVGScene(width: width)
    scene.draw(figure)
    var problems: [String] = []
    let labels = scene.marks.compactMap { mark -> SVGLabel? in
      if case .text(let label) = mark { label } else { nil }
    }
    let margin = SVGWriter.margin
    let page = SVGBox(
      -margin, -margin, scene.width + 2 * margin, max(20, scene.y + 4) + 2 * margin)
    for label in labels {
      let box = inked(label)
      if label.size < 11 { problems.append("'\(label.text)' is smaller than 11 pixels") }
      let isInside =
        box.x >= page.x && box.right <= page.right && box.y >= page.y && box.bottom <= page.bottom
      if !isInside { problems.append("'\(label.text)' leaves the picture") }
    }
    for (index, label) in labels.enumerated() {
      for other in labels.dropFirst(index + 1) where inked(label).overlaps(inked(other)) {
        problems.append("'\(label.text)' and '\(other.text)' overlap")
      }
    }
    return problems
  }

  /// What a label covers without the margin that its layout reckons with.
  private static func inked(_ label: SVGLabel) -> SVGBox {
    let box = label.box
    let shrunk = (box.width * 0.025, box.height * 0.04)
    return label.isTurned
      ? SVGBox(box.x + 0.4, box.y + box.height * 0.025, box.width - 0.8, box.height * 0.95)
      : SVGBox(
        box.x + shrunk.0 + 0.3, box.y + shrunk.1 + 0.3, box.width - 2 * shrunk.0 - 0.6,
        box.height - 2 * shrunk.1 - 0.6)
  }
}
