import Bedrock
import Engine
import Figures
import Notebook

/// What `logits` shows: the likeliest next tokens, and how surprising the text's own were.
struct LogitsReport {
  let next: NextToken
  let text: ModelText
  /// −ln p of each token but the first.
  let losses: [Double]
  let modelName: String
  let top: Int
  let targets: [Int]

  var distribution: [OutcomeBlock] {
    var blocks: [OutcomeBlock] = [.figure(bars)]
    let hidden = targets.filter { next.rank(of: $0) >= top }
    if !hidden.isEmpty { blocks.append(.table(table(of: hidden))) }
    return blocks
  }

  private var bars: BarChart {
    let shown = next.ranking.prefix(top)
    let rest = next.ranking.dropFirst(top).reduce(0) { $0 + next.probabilities[$1] }
    let left = next.ranking.count - shown.count
    return BarChart(
      entries: shown.map { id in
        .init(
          next.model.label(of: id), next.probabilities[id],
          note: "logit " + NumberText.fixed(Double(next.logits[id]), decimals: 2))
      },
      columns: [.rank, .value, .total],
      title: "what \(modelName) expects next"
        + (left > 0
          ? " (\(counted: left, "other token", plural: "other tokens") share"
            + " \(Wording.percent(rest)))" : ""),
      limit: max(top, 1))
  }

  /// The targets that are not among the likeliest.
  private func table(of targets: [Int]) -> Table {
    Table(
      columns: [
        .init("rank", .right), .init("p", .right), .init("logit", .right), .init("token"),
      ],
      rows: targets.map { id in
        [
          NumberText.grouped(next.rank(of: id) + 1),
          Wording.probability(next.probabilities[id]),
          NumberText.fixed(Double(next.logits[id]), decimals: 2),
          TokenText.visible(next.model.label(of: id)),
        ]
      }, title: "asked for, and further down")
  }

  /// A bar a token of the text: how surprising it was.
  var surprises: [OutcomeBlock] {
    guard !losses.isEmpty else {
      return [.paragraph("The text has one token: there is nothing before it to predict it from.")]
    }
    let labels = text.labels.suffix(losses.count)
    return [
      .figure(
        BarChart(
          entries: zip(labels, losses).map { BarChart.Entry($0, $1) }, format: .decimals(2),
          columns: [.value], valueName: "-ln p",
          title: "how surprising each token was to \(modelName)",
          limit: 128))
    ]
  }
}
