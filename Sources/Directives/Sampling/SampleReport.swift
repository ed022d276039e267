import Bedrock
import Engine
import Figures
import Notebook

/// What `sample` shows: the distribution after each filter, and what was drawn from the last.
struct SampleReport {
  let trace: SamplingTrace
  let tokens: [String]?
  let draws: [Int]
  let isGreedy: Bool
  /// The most tokens of a distribution that are drawn.
  var limit = 40

  /// The most draws that are shown one by one.
  static let longestRun = 24

  var stages: [OutcomeBlock] {
    // The first filter's picture shows the distribution before it, too.
    var blocks: [OutcomeBlock] =
      trace.stages.isEmpty
      ? [.figure(bars(of: trace.initial, title: "softmax of the logits"))] : []
    var before = trace.initial
    for (index, stage) in trace.stages.enumerated() {
      let name = "\(index + 1). \(Self.name(stage.filter))"
      blocks.append(.figure(change(from: before, to: stage, name: name)))
      before = stage
    }
    if let last = trace.stages.last, Self.cuts(last.filter) {
      blocks.append(.figure(bars(of: last, title: "what is left, scaled to sum to 1")))
    }
    if !trace.stages.isEmpty { blocks.append(.table(summary)) }
    return blocks + drawn
  }

  var result: [OutcomeBlock] {
    let title =
      trace.stages.isEmpty
      ? "softmax of the logits"
      : "after " + Wording.list(trace.stages.map { Self.name($0.filter) })
    return [.figure(bars(of: trace.final, title: title))] + drawn
  }

  // MARK: - Distributions

  /// What the longest possible bar stands for: the same in all pictures, and a round number, so that
  /// those of a sweep mostly have one scale.
  private var full: Double {
    let largest = ([trace.initial] + trace.stages)
      .flatMap(\.probabilities).reduce(0) { Elementary.maximum($0, $1) }
    return [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].first { largest <= $0 } ?? 1
  }

  /// The tokens from the most likely down, what is dropped last.
  private func bars(of stage: SamplingTrace.Stage, title: String) -> BarChart {
    BarChart(
      entries: ranking(of: stage).map { BarChart.Entry(label($0), stage.probabilities[$0]) },
      title: title, full: full, limit: limit)
  }

  /// A filter that cuts as bars with a line where it cuts; one that moves logits as pairs of bars.
  private func change(
    from before: SamplingTrace.Stage, to after: SamplingTrace.Stage, name: String
  ) -> any Figure {
    let ranked = ranking(of: before)
    guard Self.cuts(after.filter) else {
      // Of a vocabulary, thousands of tokens have next to nothing before and after.
      let shown = ranked.count > limit + 1 ? Array(ranked.prefix(limit)) : ranked
      let rest = ranked.count - shown.count
      return PairedBars(
        entries: shown.map {
          .init(
            label($0), before: before.probabilities[$0], after: after.probabilities[$0],
            kept: after.logits[$0] > -.infinity)
        },
        title: rest == 0
          ? name : "\(name): the \(shown.count) likeliest of \(counted: ranked.count, "token")",
        limit: limit)
    }
    let kept = ranked.count { after.logits[$0] > -.infinity }
    let text = "\(Self.name(after.filter)): \(kept) kept, \(ranked.count - kept) dropped"
    return BarChart(
      entries: ranked.map {
        BarChart.Entry(
          label($0), before.probabilities[$0], kept: after.logits[$0] > -.infinity)
      },
      cuts: [BarChart.Cut(after: kept, text)], title: name, full: full, limit: limit)
  }

  /// A line a stage: how many tokens are left, and how undecided the distribution is.
  private var summary: Table {
    let rows = ([trace.initial] + trace.stages).map { stage in
      [
        stage.filter.map { Self.name($0) } ?? "logits", String(stage.kept.count),
        NumberText.fixed(Uncertainty.entropy(stage.probabilities), decimals: 3),
        NumberText.fixed(Uncertainty.perplexity(stage.probabilities), decimals: 2),
        "\(Wording.percent(stage.probabilities[stage.greedy])) \(label(stage.greedy))",
      ]
    }
    return Table(
      columns: [
        .init("after"), .init("kept", .right), .init("entropy (nats)", .right),
        .init("perplexity", .right), .init("most likely"),
      ], rows: rows)
  }

  private func ranking(of stage: SamplingTrace.Stage) -> [Int] {
    LogitFilter.ranking(stage.logits)
  }

  private func label(_ position: Int) -> String {
    tokens.map { $0[position] } ?? String(position)
  }

  // MARK: - Draws

  /// The draws one by one, or many as a histogram.
  var drawn: [OutcomeBlock] {
    guard !draws.isEmpty else { return [] }
    if draws.count <= Self.longestRun {
      let verb = isGreedy ? "Greedy takes" : "Drawn"
      return [.paragraph("\(verb): " + draws.map(quoted).joined(separator: " "))]
    }
    var counts = [Int](repeating: 0, count: trace.initial.logits.count)
    for position in draws { counts[position] += 1 }
    let exact = isGreedy ? certain : trace.final.probabilities
    return [
      .figure(
        Histogram(
          bins: ranking(of: trace.initial).map {
            .init(label($0), count: counts[$0], expected: exact[$0])
          },
          title: "\(NumberText.grouped(draws.count)) draws against the exact probabilities",
          limit: limit))
    ]
  }

  /// All of the probability on the token that greedy takes.
  private var certain: [Double] {
    trace.final.logits.indices.map { $0 == trace.final.greedy ? 1 : 0 }
  }

  private func quoted(_ position: Int) -> String { LabText.quoted(label(position)) }

  private static func name(_ filter: LogitFilter?) -> String { filter?.label ?? "logits" }

  private static func cuts(_ filter: LogitFilter?) -> Bool { filter?.cuts ?? false }
}
