import Bedrock
import Figures
import Testing

@Suite("Pictures tell the truth")
struct HonestyTests {
  private let page = FigureStyle()

  private func text(_ figure: any Figure, _ style: FigureStyle = FigureStyle()) -> String {
    figure.lines(style).joined(separator: "\n")
  }

  private func count(_ byte: UInt8, in line: String) -> Int { line.utf8.count { $0 == byte } }

  @Test("a number that is none is written as such, in a cell of its own")
  func notANumber() {
    #expect(text(Heatmap(values: [[.nan, 1]])).contains("nan"))
    #expect(text(Heatmap(values: [[-.infinity, 1]])).contains("-inf"))
    #expect(text(MatrixFigure(values: [[.nan, 1]])).contains("nan"))
    #expect(text(BarChart(entries: [.init("a", .nan)])).contains("nan"))
    let row = Array(repeating: 1, count: 30) + [.nan, .infinity]
    let wide = Heatmap(values: Array(repeating: row, count: 9))
    #expect(text(wide).contains("??: not a number; !!: infinite"))
  }

  @Test("a masked entry is empty, a zero is not")
  func maskIsNotZero() {
    let map = Heatmap(values: [[0, 1], [0, 1]], masked: [[false, false], [true, false]])
    let lines = map.lines(page)
    #expect(lines[1] == "           0  0   1@")
    #expect(lines[2] == "           1      1@")
    #expect(lines.contains("empty: masked"))
    let unmasked = text(Heatmap(values: [[0, 1]]))
    #expect(unmasked.contains("blank: rounds to 0") && !unmasked.contains("masked"))
  }

  @Test("that rows sum to 100% is said only where they do")
  func rowSums() {
    func map(_ row: [Double]) -> String {
      text(Heatmap(values: [row], format: .percent(decimals: 0)))
    }
    #expect(map([0.25, 0.75]).contains("each row sums to 100%"))
    #expect(!map([0.25, 0.5]).contains("sums to"))
    #expect(!map([1.25, -0.25]).contains("sums to"))
  }

  @Test("a bar is as long as its value, to the nearest cell")
  func barLengths() {
    let values = [1.0, 0.5, 0.26, 0.013, 0.0]
    let chart = BarChart(entries: values.map { .init("x", $0) }, columns: [])
    let lines = chart.lines(page)
    let full = count(0x23, in: lines[1])
    #expect(full >= 50)
    for (line, value) in zip(lines.dropFirst(), values) {
      #expect(count(0x23, in: line) == Int((value * Double(full)).rounded()))
    }
  }

  @Test("a negative bar goes to the left of its axis, a positive one to the right")
  func barSigns() {
    let lines = BarChart(entries: [.init("a", -2), .init("b", 2)], columns: []).lines(page)
    #expect(lines[1].contains("#|") && !lines[1].contains("|#"))
    #expect(lines[2].contains("|#") && !lines[2].contains("#|"))
  }

  @Test("what is not shown is counted")
  func hidden() {
    let bars = BarChart(entries: (0..<1000).map { .init("t\($0)", 0.001) })
    #expect(text(bars).contains("and 960 more tokens, together 96.0%"))
    let chips = Chips(
      tokens: (0..<1000).map { (id: Int) in Chips.Token("t\(id)", id: id) }, limit: 100)
    #expect(text(chips).contains(".. 900 tokens not shown .."))
    let wide = MatrixFigure(values: [Array(repeating: 1.25, count: 100)])
    #expect(text(wide).contains("1 row and 100 columns in all"))
  }

  @Test("each id stands under its own token")
  func idsUnderTokens() {
    let tokens = ["The", " blue", " car", "\n", " a"].enumerated().map {
      Chips.Token($0.element, id: 1000 + $0.offset * 77777)
    }
    let lines = Chips(tokens: tokens).lines(page)
    let (above, below) = (Array(lines[0].unicodeScalars), Array(lines[1].unicodeScalars))
    #expect(above.count == below.count)
    let edges = above.indices.filter { above[$0] == "|" }
    #expect(edges == below.indices.filter { below[$0] == "|" })
    #expect(edges.count == tokens.count + 1)
  }

  @Test("a gap in a curve stays empty and is told")
  func gaps() {
    let y = (0..<60).map { 20 <= $0 && $0 < 40 ? Double.nan : 1 }
    let lines = LineChart(series: [.init("s", y: y)], x: .init("x"), y: .init("y")).lines(page)
    #expect(lines.contains("gaps: 20 points are not finite"))
    let line = lines.first { $0.contains("**") } ?? ""
    #expect(line.contains("*                     "))
  }

  @Test("a value that is not positive leaves a gap on a logarithmic axis")
  func logarithmic() {
    let chart = LineChart(
      series: [.init("s", y: [1, 0, -1, 100])], x: .init("x"), y: .init("y", isLogarithmic: true))
    #expect(text(chart).contains("gaps: 2 points are not finite, or not positive"))
  }

  @Test("every point of a map is named: beside it, or by number in the legend")
  func everyPointIsNamed() {
    let points = (0..<40).map { ScatterPlot.Point("p\($0)q", x: Double($0 % 7), y: Double($0 % 5)) }
    let drawn = text(ScatterPlot(points: points))
    for point in points { #expect(drawn.contains(point.label), "\(point.label)") }
  }

  @Test("values computed in float are told in float's digits")
  func precision() {
    let value = Double(Float(0.1))
    #expect(
      Heatmap(values: [[value]], precision: .float).data["values"]?.serialized() == "[[0.1]]")
    #expect(
      Heatmap(values: [[value]]).data["values"]?.serialized() == "[[0.10000000149011612]]")
  }

  @Test("a sentence says what the picture shows")
  func sentences() {
    let map = Heatmap(
      values: Gallery.attention, rowLabels: Gallery.words, columnLabels: Gallery.words,
      rowAxis: "query", columnAxis: "key", quantity: "attention weight",
      format: .percent(decimals: 0))
    #expect(
      map.sentence
        == "Attention weight, 6 queries by 6 keys: the largest is 56% (query \"blue\", key \"car\")."
    )
    #expect(
      LineChart(series: [.init("loss", y: [3, 2, 0.5])], x: .init("step"), y: .init("nats"))
        .sentence
        == "Nats over step: loss from 3.00 to 0.50.")
    #expect(
      Chips(tokens: [.init("a"), .init(" b")]).sentence == "2 tokens: a ·b")
  }

  @Test("a sentence says what it leaves out: the diagonal, and rows without a choice")
  func sentencesOfMaps() {
    func map(_ values: [[Double]], masked: [[Bool]]? = nil) -> String {
      Heatmap(
        values: values, rowLabels: ["a", "b"], columnLabels: ["a", "b"], rowAxis: "token",
        columnAxis: "token", quantity: "cosine", masked: masked
      ).sentence
    }
    #expect(
      map([[1, 0.96], [0.96, 1]])
        == "Cosine of 2 tokens, each with each: off the diagonal every value is 0.96.")
    #expect(map([[1, 1], [1, 1]]) == "Cosine of 2 tokens, each with each: every value is 1.")
    #expect(
      map([[1, 0], [0.4, 0.6]], masked: [[false, true], [false, false]])
        == "Cosine, 2 tokens by 2 tokens: where a token has a choice, the largest is 0.60 "
        + "(\"b\" and \"b\").")
    #expect(
      Heatmap(values: [[0.25, -0.5]]).sentence
        == "Values at 2 columns: from -0.50 (column 1) to 0.25 (column 0).")
  }

  @Test("equal values share the first place")
  func ties() {
    func bars(_ values: [Double]) -> String {
      BarChart(
        entries: zip(["a", "b", "c", "d"], values).map { .init($0, $1) }, format: .decimals(1)
      ).sentence
    }
    #expect(bars([2, 1, 0]) == "Of 3 tokens, \"a\" has the largest p, 2.0.")
    #expect(bars([2, 1, 2]) == "Of 3 tokens, \"a\" and \"c\" share the largest p, 2.0.")
    #expect(bars([2, 2, 2, 2]) == "4 tokens, each with p 2.0.")
    let ranked = BarChart(
      entries: [.init("a", 1), .init("b", 2), .init("c", 2)], columns: [.rank]
    ).lines(page)
    let ranks = ranked.dropFirst().map { $0.split(separator: " ")[1] }
    #expect(ranks.map { String($0) } == ["3", "1", "1"])
    #expect(
      Heatmap(values: [[3, 1], [0, 3]]).sentence
        == "Values, 2 rows by 2 columns: the largest is 3 (2 places).")
    #expect(
      Histogram(bins: [.init("a", count: 2), .init("b", count: 2), .init("c", count: 1)]).sentence
        == "5 draws in 3 bins; the fullest are \"a\" and \"b\" with 2 each.")
    #expect(Histogram(bins: [.init("a", count: 1)]).sentence.hasPrefix("1 draw in 1 bin"))
  }

  @Test("names stand first where they align in any font, else positions do")
  func labelsFirst() {
    func lines(_ label: String) -> [String] {
      BarChart(entries: [.init("plain", 1), .init(label, 0.5)], columns: [.value]).lines(page)
    }
    #expect(lines(" cat")[2].hasPrefix("·cat "))
    #expect(lines("猫")[2].hasPrefix("1 ") && lines("猫")[2].hasSuffix("猫"))
    let pairs = PairedBars(entries: [.init("cat", before: 1, after: 2)]).lines(page)
    #expect(pairs[1].hasPrefix("cat "))
    #expect(Histogram(bins: [.init("cat", count: 1)]).lines(page)[1].hasPrefix("cat "))
  }

  @Test("of a map with signs small numbers are signs, zeros blank, and the largest are listed")
  func smallNumbers() {
    var values = Array(repeating: [0.001, 0.02, -0.02, 0.5], count: 5)
    values[2][0] = -2.66
    let lines = Heatmap(values: values, format: .decimals(2)).lines(page)
    #expect(lines[1].split(separator: " ").map { String($0) } == ["0", "+", "-", "0.50:"])
    #expect(lines[3].contains("-2.66@"))
    #expect(
      text(Heatmap(values: values, format: .decimals(2))).contains("+ and -: smaller than 0.20"))
    #expect(lines.contains("  -2.66  (2, 0)"))
  }

  @Test("layers that say the same are drawn as one")
  func folds() {
    let rows = (0..<30).map { $0 == 23 ? [0.0, 1] : [1.0, 0] }
    let labels = (0..<30).map { "layer \($0)" }
    let lines = Heatmap(values: rows, rowLabels: labels, rowAxis: "layer").lines(page)
    let heads = lines.prefix(4).dropFirst().map { $0.split(separator: " ").prefix(2).joined() }
    #expect(heads == ["layer0-22", "layer23", "layer24-29"])
    #expect(lines.contains { $0.contains("a range of layers shows its largest entries") })
  }

  @Test("of a map larger than the page each cell shows the largest of its entries")
  func blocks() {
    let size = 2000
    let values = (0..<size).map { row in
      (0..<size).map { $0 == row ? 0.5 : $0 < row ? 0.5 / Double(row) : 0 }
    }
    let map = Heatmap(values: values, format: .percent(decimals: 0), scale: .range(low: 0, high: 1))
    let drawn = text(map)
    #expect(drawn.contains("@@") && drawn.contains("each shade from half of the next on"))
    #expect(drawn.contains("the largest of"))
  }

  @Test("panels stand beside each other only inside of 80 columns")
  func panels() {
    let panel = SmallMultiples.Panel("p", values: Array(repeating: [1, 2, 3, 4, 5, 6], count: 2))
    let figure = SmallMultiples(panels: Array(repeating: panel, count: 12))
    for line in figure.lines(FigureStyle(width: 200)) { #expect(ColumnWidth.of(line) <= 80) }
  }

  @Test("a curve that comes back tells how far it went")
  func courses() {
    func chart(_ y: [Double]) -> String {
      LineChart(series: [.init("slope", y: y)], x: .init("z"), y: .init("slope")).sentence
    }
    #expect(chart([0, 0.25, 0]) == "Slope over z: from 0.00 to 0.00, in between up to 0.25.")
    #expect(
      chart([0, -1, 1, 0]) == "Slope over z: from 0 to 0, in between from -1 up to 1.")
    #expect(chart([3, 2, 1]) == "Slope over z: from 3 to 1.")
  }

  @Test("bars seen together are on one scale, other quantities on theirs")
  func sharedScale() {
    func bars(_ values: [Double], _ name: String) -> BarChart {
      BarChart(
        entries: values.map { .init("x", $0) }, format: .decimals(2), columns: [], valueName: name)
    }
    let figures: [any Figure] = [
      bars([1, 0.5], "p"), bars([0.5], "p"), bars([0.5], "logit"), bars([-1, 1], "q"),
    ]
    let drawn = SharedScale.applied(to: figures, page).map { $0.lines(page) }
    func length(_ line: String) -> Int { count(0x23, in: line) }
    #expect(length(drawn[0][2]) == length(drawn[1][1]))
    #expect(length(drawn[2][1]) > length(drawn[1][1]))
    #expect(drawn[0][0].contains("1.00") && drawn[1][0].contains("1.00"))
    #expect(drawn[3] == figures[3].lines(page))
  }

  @Test("timelines seen together are on one scale")
  func sharedTimelines() {
    let figures: [any Figure] = [
      Timeline(passes: [.init("step 1", cached: 0, computed: 100)]),
      Timeline(passes: [.init("decode 1", cached: 199, computed: 1)]),
    ]
    let drawn = SharedScale.applied(to: figures, page).map { $0.lines(page) }
    let (first, second) = (drawn[0][1], drawn[1][1])
    #expect(abs(2 * count(0x23, in: first) - count(0x2E, in: second) - 1) <= 1)
    #expect(first.utf8.prefix { $0 != 0x23 }.count == second.utf8.prefix { $0 != 0x2E }.count)
  }

  @Test("a map of few rows that is too wide is drawn in bands, each value with its number")
  func bands() {
    let row = (0..<24).map { Double($0) / 10 + ($0 < 12 ? -1.5 : 0.5) }
    let map = Heatmap(values: [row, row], columnLabels: (0..<24).map { "d\($0)" })
    let drawn = map.lines(page)
    for value in row {
      #expect(drawn.contains { $0.contains(NumberText.fixed(value, decimals: 2)) })
    }
    for column in 0..<24 { #expect(drawn.contains { $0.contains("d\(column)") }) }
    #expect(drawn.filter(\.isEmpty).count == 3)
  }

  @Test("a number that is wider than the others takes the place of its shade")
  func tightNumbers() {
    let size = 13
    let values = (0..<size).map { row in (0..<size).map { $0 <= row ? 1 / Double(row + 1) : 0 } }
    let words = (0..<size).map { "word\($0)" }
    let map = Heatmap(
      values: values, rowLabels: words, columnLabels: words, format: .percent(decimals: 0),
      scale: .range(low: 0, high: 1), masked: values.map { $0.map { $0 == 0 } })
    let lines = map.lines(page)
    #expect(lines.contains { $0.hasSuffix(" 100@") })
    #expect(lines.contains { $0.contains("+50+ +50+") })
  }

  @Test("a point that is pointed out has its text beside it")
  func markers() {
    let chart = LineChart(
      series: [.init("s", y: [1, 2, 4, 8])], x: .init("x"), y: .init("y"),
      markers: [.init(x: 1, y: 2, "two"), .init(x: 2, y: 4, "four")])
    let drawn = text(chart)
    #expect(drawn.contains("two") && drawn.contains("four"))
    #expect(!drawn.contains("A  ") && !drawn.contains("B  "))
  }

  @Test("a logarithmic axis says that it is one")
  func logarithmicNames() {
    let chart = LineChart(
      series: [.init("s", x: [1, 10, 100], y: [1, 10, 100])],
      x: .init("step", isLogarithmic: true), y: .init("KL (nats)", isLogarithmic: true))
    #expect(text(chart).contains("step (log scale)"))
    #expect(text(chart).contains("KL (nats, log scale)"))
  }
}
