/// A figure as SVG.
extension Figure {
  /// The figure as one `svg` element: a picture of its own, from the same data as the text.
  ///
  /// It needs nothing from elsewhere and may stand in a page of HTML as it is or in a file that an
  /// `img` leads to. Its `title` and `desc` carry what it is and the sentence of what it shows; cells
  /// and bars tell their values in titles of their own. Colours follow `prefers-color-scheme`. No
  /// `id` is used, so that a page may hold any number of figures.
  ///
  /// - Parameters:
  ///   - width: in pixels, from 240 to 2400; the picture is laid out for it. Text is never smaller than
  ///     11 pixels where the picture is shown at its own size, so a page for telephones asks for one
  ///     of 340 or so and does not scale a wide one down.
  ///   - alternative: what stands in place of the figure's sentence.
  public func svg(width: Int = 720, alternative: String? = nil) -> String {
    var scene = SVGScene(width: width)
    scene.draw(self)
    return SVGWriter.text(
      of: scene, title: Self.svgName,
      description: TextFit.sentence(alternative ?? sentence))
  }

  /// What the kind of figure is called: `attention arcs`.
  private static var svgName: String {
    String(
      decoding: kind.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }
}

extension SVGScene {
  /// Draws a figure of any kind.
  mutating func draw(_ figure: any Figure) {
    if let figure = figure as? any DrawnAsSVG {
      figure.draw(on: &self)
    } else {
      drawText(of: figure)
    }
  }

  /// A figure that has no drawing of its own: its lines of text.
  mutating func drawText(of figure: any Figure) {
    let columns = Int(width / (SVGText.small * 0.62))
    for line in figure.lines(FigureStyle(charset: .unicode, width: max(20, columns))) {
      y += SVGText.leading(SVGText.small)
      text(
        SVGLabel(
          text: SVGText.fitted(line, to: width, SVGText.small), x: 0, y: y - 4, size: SVGText.small)
      )
    }
  }
}
