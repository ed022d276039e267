import Bedrock

/// How much room text takes in a picture.
package enum SVGText {
  /// The families asked for: the three whose widths are those of ``FontMetrics``.
  static let families = "Helvetica, Arial, 'Liberation Sans', sans-serif"

  /// The sizes in pixels of ordinary text, and of notes, ticks and numbers in cells. None is smaller.
  package static let size = 12.5
  static let small = 11.5
  /// Between the baselines of lines of text, for a size.
  static func leading(_ size: Double) -> Double { (size * 1.4).rounded() }

  /// Where another font stands in, some text is wider than the table says.
  private static let margin = 1.06

  /// The width of a text in pixels, with a margin.
  package static func width(_ text: String, _ size: Double = size, isBold: Bool = false) -> Double {
    var units = 0.0
    for scalar in text.unicodeScalars {
      if let advance = FontMetrics.advance(scalar) {
        units += advance
      } else {
        // Other fonts have these: a column is a little more than half an em.
        units += Double(ColumnWidth.of(String(scalar))) * 1229
      }
    }
    return units / FontMetrics.unitsPerEm * size * margin * (isBold ? 1.08 : 1)
  }

  /// The text, without its middle where it is wider than there is room.
  static func fitted(_ text: String, to room: Double, _ size: Double = size) -> String {
    if width(text, size) <= room { return text }
    let scalars = Array(text.unicodeScalars)
    var (low, high) = (0, scalars.count)
    while low < high {
      let kept = (low + high + 1) / 2
      if width(elided(scalars, kept), size) <= room { low = kept } else { high = kept - 1 }
    }
    return low == 0 ? (room >= width("…", size) ? "…" : "") : elided(scalars, low)
  }

  /// The first and last scalars around an ellipsis, so many in all.
  private static func elided(_ scalars: [Unicode.Scalar], _ kept: Int) -> String {
    let tail = kept / 3
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars.prefix(kept - tail))
    view.append("…")
    view.append(contentsOf: scalars.suffix(tail).drop { InvisibleText.isCombining($0) })
    return String(view)
  }

  /// A text on lines that fit; a word that is wider than a line is elided.
  static func wrapped(_ text: String, to room: Double, _ size: Double = size) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.unicodeScalars.split(separator: " ") {
      let word = fitted(String(word), to: room, size)
      let joined = line.isEmpty ? word : line + " " + word
      if !line.isEmpty, width(joined, size) > room {
        lines.append(line)
        line = word
      } else {
        line = joined
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
