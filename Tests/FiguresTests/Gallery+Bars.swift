import Bedrock
import Figures

extension Gallery {
  static let bars = [
    Example(
      "top-p",
      BarChart(
        entries: zip(tokens, probabilities).enumerated().map {
          .init($0.element.0, $0.element.1, kept: $0.offset < 5)
        }, cuts: [.init(after: 5, "top-p 0.8: 5 kept, 2 dropped")])),
    Example(
      "logits",
      BarChart(
        entries: zip(tokens, [0.81, 0.49, 0.34, -0.03, -0.06, -0.45, -0.84]).map {
          .init($0.0, $0.1)
        }, format: .decimals(2), columns: [.rank, .value], valueName: "logit")),
    Example(
      "odd values and tokens, notes, a narrow page",
      BarChart(
        entries: [
          .init(" 猫", 0.5, note: "cat"), .init("\n", .nan), .init("x", .infinity),
          .init("y", -.infinity, note: "é"), .init("z", 1e-9), .init("a|b", 0),
        ], columns: [.rank, .value]), width: 60),
    Example(
      "more than fit",
      BarChart(
        entries: (0..<100).map { .init(" w\($0)", 0.5 / Double($0 + 1)) }, labelName: "word",
        limit: 5)),
    Example(
      "all negative", BarChart(entries: [.init("a", -3), .init("b", -1)], format: .automatic),
      width: 40),
    Example("all zero", BarChart(entries: [.init("a", 0), .init("b", 0)]), width: 40),
    Example("empty", BarChart(entries: [])),
  ]

  static let pairs = [
    Example(
      "temperature",
      PairedBars(
        entries: zip(tokens, probabilities).map {
          .init($0.0, before: $0.1, after: $0.1 * $0.1 * 5, kept: $0.1 > 0.1)
        }, beforeName: "T = 1", afterName: "T = 0.5")),
    Example(
      "both signs",
      PairedBars(
        entries: [
          .init("cold", before: -0.45, after: -0.35), .init("calm", before: 0.81, after: 0.62),
          .init("猫", before: .nan, after: 0.1),
        ], format: .decimals(2), title: "A penalty that divides"), width: 60),
    Example("empty", PairedBars(entries: [])),
  ]

  static let histograms = [
    Example(
      "draws against exact probabilities",
      Histogram(
        bins: zip(tokens, probabilities).enumerated().map {
          let count = Int($0.element.1 * 1000) + ($0.offset * 7) % 11 - 5
          return .init($0.element.0, count: count, expected: $0.element.1)
        }, title: "1,000 draws")),
    Example(
      "samples in bins",
      Histogram(
        samples: (0..<500).map {
          let x = Double($0 * 7919 % 500) / 250 - 1
          return x * x * x * 0.4
        } + [.nan], title: "Weights")),
    Example("one value", Histogram(samples: [3, 3, 3]), width: 40),
    Example("nothing drawn", Histogram(bins: [.init("a", count: 0, expected: 1)]), width: 40),
    Example("empty", Histogram(bins: [])),
  ]

  static let timelines = [
    Example(
      "prefill and decode",
      Timeline(
        passes: [.init("prefill", cached: 0, computed: 24)]
          + (1...5).map { .init("decode \($0)", cached: 23 + $0, computed: 1) })),
    Example(
      "more than fit",
      Timeline(
        passes: [.init("prefill", cached: 0, computed: 10581)]
          + (1...62).map { .init("decode \($0)", cached: 10580 + $0, computed: 1) },
        title: "With a cache")),
    Example("empty", Timeline(passes: [])),
  ]

  static let traces = [
    Example(
      "three layers",
      ResidualTrace(layers: [
        .init("embedding", size: 4.1),
        .init("layer 0", size: 8.3, attention: 2.1, feedForward: 5.0),
        .init("layer 1", size: 12.9, attention: 3.3, feedForward: 7.2),
        .init("layer 2", size: 31.5, attention: 4.0, feedForward: 22.6),
      ])),
    Example("one", ResidualTrace(layers: [.init("x", size: .nan)]), width: 40),
    Example("empty", ResidualTrace(layers: [])),
  ]
}
