import Bedrock
import Engine
import Figures
import Notebook

/// What `quantize` shows of a model's weights.
struct QuantizeWeightsReport {
  let name: String
  let original: ModelDifference?
  let positions: Int
  let results: [QuantizeWeights.Result]
  let header: Int
  let isAlreadyQuantized: Bool

  var blocks: [OutcomeBlock] {
    var blocks = tables
    if let chart { blocks.append(.figure(chart)) }
    return blocks
  }

  var tables: [OutcomeBlock] {
    [.table(sizes)] + (original == nil ? [] : [.table(quality)])
      + [notes].compactMap { $0 }.map { .paragraph($0) }
  }

  private var parameters: Int { results.first?.parameters ?? 0 }

  private var sizes: Table {
    Table(
      columns: [
        .init("format"), .init("bits × weights", .right), .init("weights take", .right),
        .init("with header", .right), .init("bits each", .right),
        .init("rel. error", .right),
      ],
      rows: results.map { result in
        [
          result.recipe.format.title,
          NumberText.bytes(Double(parameters) * Double(result.recipe.format.bits) / 8),
          NumberText.bytes(result.size.bytes), NumberText.bytes(result.size.bytes + header),
          QuantizeText.bits(result.bitsPerWeight),
          Wording.percent(result.loss.relative, decimals: 2),
        ]
      },
      title: "\(name), \(NumberText.grouped(parameters)) weights")
  }

  private var quality: Table {
    let rows = results.compactMap { result in
      result.difference.map { Self.row(result.recipe.format.title, $0) }
    }
    return Table(
      columns: [
        .init("format"), .init("loss (nats)", .right), .init("perplexity", .right),
        .init("KL to the original", .right), .init("same top token", .right),
      ],
      rows: (original.map { [Self.row("original", $0)] } ?? []) + rows,
      title: "measured on \(NumberText.grouped(positions)) tokens")
  }

  static func row(_ name: String, _ difference: ModelDifference) -> [String] {
    [
      name, NumberText.fixed(difference.loss, decimals: 4),
      QuantizeText.perplexity(difference.perplexity),
      QuantizeText.error(difference.divergence), Wording.percent(difference.agreement),
    ]
  }

  /// Divergence over bits a weight, a curve for each kind of format; nil for too few points.
  private var chart: LineChart? {
    let moved = results.filter { ($0.difference?.divergence ?? 0) > 0 }
      .sorted { $0.bitsPerWeight < $1.bitsPerWeight }
    guard moved.count > 2 else { return nil }
    let kinds: [(name: String, isOne: (QuantizationFormat.Kind) -> Bool)] = [
      ("integers", { $0 == .integer }), ("floats", { $0 == .float }),
      ("blocks of 32", { $0 != .integer && $0 != .float }),
    ]
    return LineChart(
      series: kinds.compactMap { kind in
        let members = moved.filter { kind.isOne($0.recipe.format.kind) }
        guard !members.isEmpty else { return nil }
        return .init(
          kind.name, x: members.map(\.bitsPerWeight),
          y: members.map { $0.difference?.divergence ?? .nan })
      }, x: .init("bits a weight"), y: .init("KL (nats a token)", isLogarithmic: true),
      title: "how far predictions move from the original's",
      markers: moved.map {
        .init(x: $0.bitsPerWeight, y: $0.difference?.divergence ?? .nan, $0.recipe.format.title)
      })
  }

  private var notes: String? {
    if isAlreadyQuantized {
      return "These weights were quantized before: they lie on a grid already. What that cost"
        + " cannot be seen on them, and the same grid once more looks free."
    }
    let lossless = results.filter { $0.recipe.format != .fp32 && $0.loss.maximum == 0 }
    guard !lossless.isEmpty else { return nil }
    let names = Wording.list(lossless.map(\.recipe.format.title))
    return "\(names) changed no weight: the model's file holds nothing finer."
  }
}
