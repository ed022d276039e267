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
    if results.count > 1, original != nil { blocks.append(.figure(bars)) }
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
        .init("format"), .init("bits x weights", .right), .init("weights take", .right),
        .init("with header", .right), .init("bits a weight", .right),
        .init("relative error", .right),
      ],
      rows: results.map { result in
        [
          result.recipe.format.title,
          NumberText.bytes(Double(parameters) * Double(result.recipe.format.bits) / 8),
          NumberText.bytes(result.size.bytes), NumberText.bytes(result.size.bytes + header),
          QuantizeText.bits(result.bitsPerWeight), Wording.percent(result.loss.relative, decimals: 2),
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
      NumberText.fixed(difference.perplexity, decimals: 3),
      QuantizeText.error(difference.divergence), Wording.percent(difference.agreement),
    ]
  }

  private var bars: BarChart {
    BarChart(
      entries: results.map { result in
        .init(
          result.recipe.format.title, result.difference?.divergence ?? .nan,
          note: "\(QuantizeText.bits(result.bitsPerWeight)) bits a weight")
      }, format: .significant(3), columns: [.value], valueName: "KL", labelName: "format",
      title: "how far the predictions moved: KL(original, quantized) in nats a token")
  }

  private var notes: String? {
    if isAlreadyQuantized {
      return "These weights were quantized before: they lie on a grid already, and what fewer bits"
        + " cost cannot be seen on them."
    }
    let lossless = results.filter { $0.recipe.format != .fp32 && $0.loss.maximum == 0 }
    guard !lossless.isEmpty else { return nil }
    let names = Wording.list(lossless.map(\.recipe.format.title))
    return "\(names) changed no weight: the model's file holds nothing finer."
  }
}
