import Bedrock
import Engine
import Figures
import Notebook
import Numerics

/// What `finetune` shows: what the loss sees, how it falls, and what became of the answers.
struct FinetuneReport {
  let losses: [Float]
  let curve: FinetuneCurve
  let example: Reply
  let replies: [Reply]
  let isMasked: Bool

  var values: Record {
    var record = Record([
      "losses": .array(NumericArray(floats: losses, shape: [losses.count])),
      "steps": .integers(curve.steps),
      "trained": .vector(curve.trained.map(\.answer)),
      "held": .vector(curve.held.map(\.answer)),
    ])
    if curve.trained.allSatisfy({ $0.shrug != nil }) {
      record["trained_shrugs"] = .vector(curve.trained.map { $0.shrug ?? 0 })
      record["held_shrugs"] = .vector(curve.held.map { $0.shrug ?? 0 })
    }
    record["trained_prompts"] = .strings(curve.items.trained.map(\.prompt))
    record["held_prompts"] = .strings(curve.items.held.map(\.prompt))
    let batch = PaddedSequences(replies, isMasked: isMasked)
    let prompts = replies.reduce(0) { $0 + $1.prompt.count - 1 }
    record["counted_tokens"] = .integer(batch.targetCount)
    record["masked_tokens"] = .integer(isMasked ? prompts : 0)
    return record
  }

  var blocks: [OutcomeBlock] {
    [.table(mask), .figure(answerChart), .table(mixture)]
  }

  /// The first demonstration token by token: which of them the loss counts.
  private var mask: Table {
    let ids = example.prompt + example.answer
    let batch = PaddedSequences([example], isMasked: isMasked)
    func label(_ id: Int) -> String { TokenLabel(curve.tokens.label(id)).text }
    let counted = (1..<ids.count).filter { batch.targets[$0 - 1] != CrossEntropy.ignored }
    let left = (1..<ids.count).filter { batch.targets[$0 - 1] == CrossEntropy.ignored }
    func row(_ name: String, _ positions: [Int]) -> [String] {
      [name, "\(positions.count)", positions.map { label(ids[$0]) }.joined(separator: " ")]
    }
    return Table(
      columns: [.init("predicted and"), .init("count", .right), .init("tokens")],
      rows: [row("masked", left), row("counted in the loss", counted)].filter { $0[1] != "0" },
      title: "The first demonstration as the loss sees it")
  }

  private var answerChart: LineChart {
    let steps = curve.steps.map { Double($0) }
    var series = [
      LineChart.Series("trained questions", x: steps, y: curve.trained.map { $0.answer * 100 })
    ]
    if !curve.held.isEmpty {
      series.append(.init("kept back", x: steps, y: curve.held.map { $0.answer * 100 }))
    }
    return LineChart(
      series: series, x: .init("step"), y: .init("probability (%)", low: 0, high: 100),
      title: "Probability of the demonstrated answer, mean over the questions", height: 11)
  }

  private var mixture: Table {
    func row(_ name: String, _ mixture: ReplyMixture?) -> [String]? {
      mixture.map { mixture in
        [name, Wording.percent(mixture.answer)]
          + (mixture.shrug.map { [Wording.percent($0)] } ?? []) + [Wording.percent(mixture.rest)]
      }
    }
    let hasShrugs = curve.trained.first?.shrug != nil
    let (trained, held) = (curve.items.trained.count, curve.items.held.count)
    return Table(
      columns: [.init("questions"), .init("answer", .right)]
        + (hasShrugs ? [.init("shrug", .right)] : []) + [.init("anything else", .right)],
      rows: [
        row("\(trained) trained, before", curve.trained.first),
        row("\(trained) trained, after", curve.trained.last),
        row("\(held) kept back, before", curve.held.first),
        row("\(held) kept back, after", curve.held.last),
      ].compactMap { $0 },
      title: "What the model says to a question")
  }
}
