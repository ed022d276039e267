import Bedrock
import Engine
import Figures
import Notebook

/// What `kvcache` shows of a model that wrote with a cache and without one.
struct CachedRunReport {
  let run: CachedRun
  let prompt: ModelText
  let text: String
  let written: ModelText
  let shape: CacheShape
  let configuration: ModelConfiguration
  let isPicture: Bool

  private var operations: PassOperations { PassOperations(configuration) }
  private var stepsWithout: [Double] { run.count.passesWithout.map(operations.of) }
  private var stepsWith: [Double] { run.count.passesWith.map(operations.of) }
  private var bytes: Double { run.count.with * shape.bytesPerToken() }

  var record: Record {
    let count = run.count
    let (without, with) = (stepsWithout, stepsWith)
    return [
      "without": .double(count.without), "with": .double(count.with),
      "ratio": .double(count.ratio), "bytes": .double(bytes),
      "bytes_per_token": .double(shape.bytesPerToken()),
      "identical": .bool(run.identical), "max_difference": .double(run.maximumDifference),
      "compared": .integer(run.compared), "cache_identical": .bool(run.isCacheIdentical),
      "cached_tokens": .integer(run.layers.first?.tokens ?? 0),
      "cached_numbers": .integer(run.layers.reduce(0) { $0 + 2 * $1.numbers }),
      "operations_without": .double(without.reduce(0, +)),
      "operations_with": .double(with.reduce(0, +)),
      "operations_ratio": .double(without.reduce(0, +) / with.reduce(0, +)),
      "step_operations_without": .vector(without), "step_operations_with": .vector(with),
      "ids": .integers(run.ids, labels: written.labels),
      "prompt_ids": .integers(prompt.ids, labels: prompt.labels),
      "text": .string(String(decoding: written.bytes.joined(), as: UTF8.self)),
      "ending": .string(run.ending.rawValue),
    ]
  }

  var blocks: [OutcomeBlock] {
    let pictures: [OutcomeBlock] =
      CachePictures.timelines(run.count).map { .figure($0) } + [.figure(chart)]
    return [.table(texts)] + (isPicture ? pictures : []) + [
      .table(counts), .table(cache), .paragraph(verdict),
    ]
  }

  private var texts: Table {
    Table(
      columns: [.init("prompt"), .init("written, with the cache and without")],
      rows: [[text, String(decoding: written.bytes.joined(), as: UTF8.self)]])
  }

  private var chart: LineChart {
    let steps = (1...max(run.ids.count, 1)).map { Double($0) }
    return LineChart(
      series: [
        .init("without cache", x: steps, y: stepsWithout.map { $0 / 1e6 }),
        .init("with cache", x: steps, y: stepsWith.map { $0 / 1e6 }),
      ], x: .init("step"), y: .init("million operations", isLogarithmic: true),
      title: "what each new token costs", height: 12)
  }

  private var counts: Table {
    let count = run.count
    return Table(
      columns: [
        .init("counted"), .init("without cache", .right), .init("with cache", .right),
        .init("ratio", .right),
      ],
      rows: [
        CacheReport.row("tokens computed", count.without, count.with),
        CacheReport.row(
          "pairs of query and key", count.passesWithout.reduce(0) { $0 + $1.pairs },
          count.passesWith.reduce(0) { $0 + $1.pairs }),
        CacheReport.row(
          "operations of \(shape.name)", stepsWithout.reduce(0, +), stepsWith.reduce(0, +)),
      ])
  }

  /// What the cache holds in each layer, and whether computing it again gives the same: a line for
  /// all layers in a row of which the same is to be said.
  private var cache: Table {
    Table(
      columns: [
        .init("layer", .right), .init("tokens", .right), .init("numbers in keys", .right),
        .init("differing", .right), .init("numbers in values", .right),
        .init("differing", .right),
      ],
      rows: layerRows,
      title: "the cache at the end, \(NumberText.bytes(bytes)), held against one pass over"
        + " all tokens")
  }

  private var layerRows: [[String]] {
    var runs: [(layers: ClosedRange<Int>, cells: [String])] = []
    for (layer, row) in run.layers.enumerated() {
      let cells = [
        row.tokens, row.numbers, row.differentKeys, row.numbers, row.differentValues,
      ].map { NumberText.grouped($0) }
      if let last = runs.last, last.cells == cells {
        runs[runs.count - 1].layers = last.layers.lowerBound...layer
      } else {
        runs.append((layer...layer, cells))
      }
    }
    return runs.map { run in
      let (first, last) = (run.layers.lowerBound, run.layers.upperBound)
      return [first == last ? "\(first)" : "each of \(first) to \(last)"] + run.cells
    }
  }

  private var verdict: String {
    let logits = NumberText.grouped(run.compared)
    let outcome =
      run.identical
      ? "all have the same bits"
      : "\(NumberText.grouped(run.different)) do not have the same bits; the largest difference is"
        + " \(NumberText.shortest(run.maximumDifference))"
    return "\(counted: run.ids.count, "step"), \(logits) logits with the cache held against as many"
      + " without: \(outcome)."
  }
}
