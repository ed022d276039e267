import Figures
import Foundation
import Testing

@Suite("Figures as SVG")
struct SVGTests {
  static let widths = [320, 720, 1200]

  @Test("each kind is drawn as its golden file shows", arguments: Gallery.kinds)
  func golden(kind: String) throws {
    let example = try #require(Gallery.examples(of: kind).first)
    let drawn = example.figure.svg()
    let file = Golden.folder.appending(path: "\(kind).svg")
    if Golden.isRecording { try drawn.write(to: file, atomically: true, encoding: .utf8) }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(drawn.unicodeScalars.elementsEqual(golden.unicodeScalars), "\(kind).svg")
  }

  @Test(
    "an XML reader reads it, its text is real, and no label overlaps or leaves the picture",
    arguments: Gallery.kinds)
  func examplesObey(kind: String) {
    for example in Gallery.examples(of: kind) {
      Self.check(example.figure, "\(kind): \(example.name)")
    }
  }

  @Test("so it is for random data, odd values and odd text", arguments: Gallery.kinds)
  func randomFiguresObey(kind: String) {
    for seed in 1...6 {
      var random = RandomFigures(seed: UInt64(seed))
      Self.check(random.figure(kind), "\(kind), seed \(seed)")
    }
  }

  static func check(_ figure: any Figure, _ note: String) {
    for width in widths {
      let svg = figure.svg(width: width)
      let place = "\(note), \(width)"
      #expect(svg == figure.svg(width: width), "drawn twice: \(place)")
      let page = SVGPage(svg)
      #expect(page.error == nil, "\(place): \(page.error ?? "")")
      #expect(page.attributes["role"] == "img" && !page.title.isEmpty, "\(place)")
      #expect(page.attributes["width"] == "\(width)", "\(place)")
      #expect(!page.summary.isEmpty, "\(place)")
      #expect(!svg.contains(" id=\""), "\(place)")
      for number in page.numbers {
        let decimals = number.split(separator: ".").dropFirst().first?.count ?? 0
        #expect(decimals <= 2, "\(place): \(number)")
      }
      check(page, place)
    }
  }

  private static func check(_ page: SVGPage, _ place: String) {
    for label in page.labels {
      #expect(label.size >= 11, "small text: \(place)\n\(label)")
      let isInside =
        label.x >= page.bounds.left && label.right <= page.bounds.right
        && label.y >= page.bounds.top && label.bottom <= page.bounds.bottom
      #expect(isInside, "outside: \(place)\n\(label) \(page.bounds)")
    }
    for (index, label) in page.labels.enumerated() {
      if let other = page.labels.dropFirst(index + 1).first(where: label.overlaps) {
        Issue.record("overlap: \(place)\n\(label)\n\(other)")
        return
      }
    }
  }

  @Test("the sentence is its description, and an alternative text takes its place")
  func descriptions() {
    let chart = BarChart(entries: [.init("a<b", 1), .init("\"&", 0.5)])
    #expect(SVGPage(chart.svg()).summary == chart.sentence)
    #expect(SVGPage(chart.svg(alternative: "Two <bars>")).summary == "Two <bars>")
    #expect(SVGPage(chart.svg()).labels.contains { $0.text == "a<b" })
  }

  @Test("a cell tells its value, a masked one is not there")
  func cells() {
    let map = Heatmap(
      values: [[0.25, 1], [0, 1]], rowAxis: "query", columnAxis: "key",
      format: .percent(decimals: 0), masked: [[false, true], [false, false]])
    let svg = map.svg()
    #expect(svg.contains("<title>query 0, key 0: 25%</title>"))
    #expect(!svg.contains("query 0, key 1"))
  }

  @Test("colours are variables with one value for light pages and one for dark ones")
  func schemes() {
    let svg = Heatmap(values: [[1, 2]]).svg()
    #expect(svg.contains("@media (prefers-color-scheme: dark)"))
    let body = svg.components(separatedBy: "</style>")[1]
    #expect(!body.contains("#"))
  }
}
