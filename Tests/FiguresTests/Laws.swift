import Bedrock
import Figures
import Testing

/// What holds for every figure, whatever its data are.
enum Laws {
  static let widths = [40, 60, 80, 120]

  static func check(_ figure: any Figure, _ note: String) {
    for charset in FigureStyle.Charset.allCases {
      for width in widths {
        let style = FigureStyle(charset: charset, width: width)
        let lines = figure.lines(style)
        let place = "\(note), \(charset), \(width)"
        #expect(!lines.isEmpty, "\(place)")
        #expect(lines == figure.lines(style), "drawn twice: \(place)")
        for line in lines { check(line, style, place) }
      }
    }
    #expect(!figure.sentence.isEmpty, "\(note)")
    checkText(figure.sentence, note)
  }

  private static func check(_ line: String, _ style: FigureStyle, _ place: String) {
    #expect(ColumnWidth.of(line) <= style.width, "too wide: \(place)\n\(line)")
    #expect(line.utf8.last != 0x20, "a blank at the end: \(place)\n\(line)")
    checkText(line, place)
    if style.charset == .ascii { checkFont(line, place) }
  }

  private static func checkText(_ line: String, _ place: String) {
    let hasControl = line.unicodeScalars.contains {
      $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
    }
    #expect(!hasControl, "a control character: \(place)\n\(line)")
  }

  /// Behind text that is not printable ASCII nothing stands that would have to align: no column
  /// (two blanks in a row), no edge and no arrow.
  private static func checkFont(_ line: String, _ place: String) {
    let scalars = Array(line.unicodeScalars)
    guard let first = scalars.firstIndex(where: { !isSafe($0) }) else { return }
    let tail = scalars[first...]
    let blanks = zip(tail, tail.dropFirst()).contains { $0 == " " && $1 == " " }
    #expect(!blanks, "something aligned behind a token: \(place)\n\(line)")
    #expect(tail.last != "|", "an edge behind a token: \(place)\n\(line)")
  }

  static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    (0x20...0x7E).contains(scalar.value) || scalar == "·"
  }
}
