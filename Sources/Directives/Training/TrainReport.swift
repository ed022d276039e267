import Bedrock
import Engine
import Figures
import Notebook

/// What `train` shows.
struct TrainReport {
  let result: TrainResult
  private var run: TrainRun { result.run }

  init(_ result: TrainResult) { self.result = result }

  func blocks(_ part: Train.Shown) -> [OutcomeBlock] {
    switch part {
    case .summary: [.table(summary)]
    case .losses: [.figure(losses)]
    case .phases: result.phases.isEmpty ? [] : [.table(phases)]
    case .induction: run.induction.isEmpty ? [] : [.figure(induction)]
    case .samples: run.samples.isEmpty ? [] : [.table(samples)]
    case .rates: [.figure(rates), .figure(norms)]
    }
  }

  private func text(_ loss: Double) -> String { NumberText.fixed(loss, decimals: 2) }

  // MARK: - Curves

  /// The most points of a curve: more would hide one another.
  private static let longestCurve = 80

  private var losses: LineChart {
    let smooth = Self.smoothed(run.trainer.losses.map { Double($0) })
    var series = [LineChart.Series("training", x: smooth.x, y: smooth.y)]
    if result.hasValidation {
      series.append(
        .init(
          "validation", x: run.points.map { Double($0.step) }, y: run.points.map(\.validation)))
    }
    return LineChart(
      series: series, x: .init("step"), y: .init("loss (nats a token)", low: 0),
      phases: result.phases.map { .init(from: $0.start, to: $0.end, PhaseWords.short($0.kind)) })
  }

  /// Means of even stretches, at their middles; the first value stands alone.
  private static func smoothed(_ values: [Double]) -> (x: [Double], y: [Double]) {
    guard let first = values.first else { return ([], []) }
    let size = max(1, values.count / longestCurve)
    var (x, y) = ([1.0], [first])
    for start in stride(from: 1, to: values.count, by: size) {
      let part = values[start..<min(start + size, values.count)]
      x.append(Double(start) + Double(part.count + 1) / 2)
      y.append(part.reduce(0, +) / Double(part.count))
    }
    return (x, y)
  }

  private var induction: LineChart {
    let steps = run.induction.map { Double($0.step) }
    let events = result.halfStep.map { LineChart.Event(x: Double($0), "half (step \($0))") }
    return LineChart(
      series: [.init("copied", x: steps, y: run.induction.map { $0.score.accuracy * 100 })],
      x: .init("step"), y: .init("copied (%)", low: 0, high: 100),
      title: "Random tokens said twice: how many of the second half are predicted",
      events: events.map { [$0] } ?? [], height: 10)
  }

  private var rates: LineChart {
    let steps = run.rates.indices.map { Double($0 + 1) }
    return LineChart(
      series: [.init("rate", x: steps, y: run.rates)], x: .init("step"),
      y: .init("learning rate", low: 0), title: "Learning rate", height: 8)
  }

  private var norms: LineChart {
    let smooth = Self.smoothed(run.norms)
    return LineChart(
      series: [.init("length", x: smooth.x, y: smooth.y)], x: .init("step"),
      y: .init("gradient", low: 0), title: "Length of the gradient, before it is clipped",
      height: 8)
  }

  // MARK: - Tables

  private var phases: Table {
    let hasValidation = result.hasValidation
    return Table(
      columns: [
        .init("phase"), .init("steps", .right), .init("training", .right),
      ] + (hasValidation ? [.init("validation", .right)] : []) + [.init("named so because")],
      rows: result.phases.map { phase in
        [
          PhaseWords.name(phase.kind),
          "\(step(phase.start)) to \(step(phase.end))",
          "\(text(phase.training.start)) to \(text(phase.training.end))",
        ]
          + (hasValidation
            ? ["\(text(phase.validation.start)) to \(text(phase.validation.end))"] : [])
          + [PhaseWords.reason(phase, result.levels)]
      },
      title: "Phases, named by the \(hasValidation ? "validation" : "training") loss")
  }

  private func step(_ value: Double) -> String { NumberText.fixed(value, decimals: 0) }

  private var samples: Table {
    Table(
      columns: [.init("after step", .right), .init("prompt"), .init("the model goes on")],
      rows: run.samples.map { ["\($0.step)", $0.prompt, $0.written] },
      title: "Samples on the way",
      summary: run.samples.contains { $0.written.unicodeScalars.contains("\u{FFFD}") }
        ? "\u{FFFD} stands for bytes that make no character: a token may be a part of one." : nil)
  }

  private var summary: Table {
    let kept = result.hasValidation ? "kept back" : "learned"
    return Table(
      columns: [.init("what"), .init("value", .right), .init("how it is meant")],
      rows: [
        [
          "parameters", NumberText.grouped(result.configuration.parameterCount),
          "\(counted: result.configuration.layers, "layer"), width \(result.configuration.width)",
        ],
        [
          "tokens seen", NumberText.grouped(result.tokensSeen),
          "\(NumberText.fixed(result.passes, decimals: 1)) times the"
            + " \(NumberText.grouped(run.text.training.count)) there are",
        ],
        [
          "first loss", text(Double(run.trainer.losses.first ?? .nan)),
          "ln \(NumberText.grouped(run.text.vocabularySize)) = \(text(result.uninformed))",
        ],
        [
          "last loss", text(result.final.mean),
          "nats a token, over all \(NumberText.grouped(result.final.count)) tokens \(kept)",
        ],
        ["bytes a token", text(result.bytesPerToken), "of the text \(kept)"],
        [
          "bits a byte", NumberText.fixed(result.bitsPerByte, decimals: 3),
          "the last loss for another tokenizer's to be compared with",
        ],
      ], title: "The training in numbers")
  }
}
