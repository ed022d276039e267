import Figures
import Testing

@Suite("Shades")
struct ShadeTests {
  /// Ink of a glyph in pixels at 64 points, in DejaVu Sans Mono and in Liberation Mono; measured by
  /// drawing each with Pillow and summing the coverage.
  private static let ink: [Unicode.Scalar: (Int, Int)] = [
    " ": (0, 0), ".": (79, 66), ":": (158, 132), "-": (81, 88), "=": (330, 311), "+": (312, 275),
    "*": (275, 193), "#": (707, 449), "%": (522, 595), "@": (770, 808), ",": (124, 127),
    "~": (169, 159), "&": (672, 624), "·": (79, 66), "░": (534, 346), "▒": (1441, 693),
    "▓": (2350, 2076), "█": (3025, 2573), "┊": (262, 234), "│": (380, 326), "║": (761, 653),
    "▌": (1511, 1288),
  ]

  /// The shades between a legend's brackets, from the least ink on.
  private func ramps(
    _ values: [[Double]], _ charset: FigureStyle.Charset, _ format: ValueFormat = .automatic
  ) -> [[String]] {
    let lines = Heatmap(values: values, format: format).lines(FigureStyle(charset: charset))
    guard let legend = lines.last(where: { $0.utf8.contains(0x5B) }) else { return [] }
    var ramps: [[String]] = []
    for part in legend.split(separator: "[").dropFirst() {
      let inside = part.split(separator: "]")[0]
      let isPaired = inside.utf8.contains(0x20)
      ramps.append(
        isPaired
          ? inside.split(separator: " ").map { String($0) }
          : inside.unicodeScalars.map { String($0) })
    }
    if ramps.count == 2 { ramps[0].reverse() }
    return ramps
  }

  @Test("along a ramp the ink grows, in two fonts", arguments: FigureStyle.Charset.allCases)
  func inkGrows(charset: FigureStyle.Charset) {
    let wide = Array(repeating: Array(repeating: -1.0, count: 29) + [1], count: 9)
    let ramps =
      ramps([[0, 1]], charset, .percent(decimals: 0)) + ramps([[0, 1]], charset)
      + ramps(wide, charset)
    #expect(ramps.count == 4)
    for ramp in ramps {
      #expect(ramp.count >= 4)
      for (a, b) in zip(ramp, ramp.dropFirst()) {
        let (less, more) = (Self.ink(of: a), Self.ink(of: b))
        #expect(less.0 < more.0 && less.1 < more.1, "\(a) before \(b)")
      }
    }
  }

  private static func ink(of shade: String) -> (Int, Int) {
    shade.unicodeScalars.reduce((0, 0)) { sum, scalar in
      let ink = ink[scalar] ?? (0, 0)
      return (sum.0 + ink.0, sum.1 + ink.1)
    }
  }

  @Test("positive and negative values share no shade", arguments: FigureStyle.Charset.allCases)
  func signsDiffer(charset: FigureStyle.Charset) {
    let row = Array(repeating: -1.0, count: 29) + [1]
    let ramps = ramps(Array(repeating: row, count: 9), charset)
    #expect(Set(ramps[0]).isDisjoint(with: ramps[1]))
  }

  @Test("in a large map of ASCII every negative cell has a minus")
  func minus() {
    let row = (0..<30).map { Double($0) / 15 - 1 }
    let rows = Array(repeating: row, count: 9)
    let lines = Heatmap(values: rows, scale: .diverging(limit: 1)).lines(FigureStyle())
    let cells = Array((lines.first { $0.utf8.contains(0x7C) } ?? "").utf8).split(separator: 0x7C)[1]
    for (index, value) in row.enumerated() {
      let cell = cells[(cells.startIndex + 2 * index)...].prefix(2)
      #expect((cell.first == 0x2D) == (value < 0), "\(value)")
      #expect(cell.last != 0x2D && !cell.contains(0x2B), "\(value)")
    }
  }
}
