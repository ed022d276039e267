import Bedrock
import Engine
import Figures
import Notebook

/// What `grok` shows: accuracies and losses over a logarithmic axis, and what is in the weights.
struct GrokReport {
  let task: ModularTask
  let run: GrokResult
  let control: GrokResult?

  var values: Record {
    var record = run.values
    record["training_pairs"] = .integer(task.training.count)
    record["validation_pairs"] = .integer(task.validation.count)
    record["parameters"] = .integer(run.network.tensors.reduce(0) { $0 + $1.count })
    if let control { record["control"] = .record(control.values) }
    return record
  }

  var blocks: [OutcomeBlock] {
    var blocks: [OutcomeBlock] = [
      .paragraph(setting), .figure(accuracies), .table(table),
    ]
    if let spectrum { blocks.append(.figure(spectrum)) }
    return blocks
  }

  private var setting: String {
    let parameters = run.network.tensors.reduce(0) { $0 + $1.count }
    let network =
      run.network.kind == .transformer ? "a one-layer transformer" : "two quadratic layers"
    return
      "\(sign) modulo \(task.modulus): \(counted: task.training.count, "entry", plural: "entries")"
      + " to learn, \(NumberText.grouped(task.validation.count)) kept back; \(network) of"
      + " \(counted: parameters, "parameter"). Blind choice is right in"
      + " \(Wording.percent(1 / Double(task.modulus)))."
  }

  private var sign: String {
    switch task.operation {
    case .addition: "a + b"
    case .subtraction: "a - b"
    case .multiplication: "a * b"
    }
  }

  // MARK: - Charts

  private var accuracies: LineChart {
    chart("accuracy (%)", "right answers", \.trainingAccuracy, \.validationAccuracy, factor: 100)
  }

  private func chart(
    _ axis: String, _ title: String, _ training: KeyPath<GrokkingRun.Measurement, Double>,
    _ validation: KeyPath<GrokkingRun.Measurement, Double>, factor: Double
  ) -> LineChart {
    var series = [
      line("training", run, training, factor), line("validation", run, validation, factor),
    ]
    if let control {
      series.append(line("validation, no decay", control, validation, factor))
    }
    return LineChart(
      series: series, x: .init("step", isLogarithmic: true), y: .init(axis, low: 0),
      title: title, events: events)
  }

  private func line(
    _ name: String, _ result: GrokResult, _ path: KeyPath<GrokkingRun.Measurement, Double>,
    _ factor: Double
  ) -> LineChart.Series {
    let seen = result.measurements.filter { $0.step > 0 }
    return LineChart.Series(
      name, x: seen.map { Double($0.step) }, y: seen.map { $0[keyPath: path] * factor })
  }

  private var events: [LineChart.Event] {
    var events: [LineChart.Event] = []
    if let step = run.memorizedStep {
      events.append(.init(x: Double(step), "memorized (step \(step))"))
    }
    if let step = run.grokkedStep {
      events.append(.init(x: Double(step), "understood (step \(step))"))
    }
    return events
  }

  // MARK: - Table and weights

  private var table: Table {
    func row(_ result: GrokResult) -> [String] {
      let last = result.measurements[result.measurements.count - 1]
      return [
        Wording.short(result.weightDecay), reached(result.memorizedStep, last.step),
        reached(result.grokkedStep, last.step),
        Wording.percent(last.trainingAccuracy, decimals: 0),
        Wording.percent(last.validationAccuracy, decimals: 0),
        NumberText.fixed(last.norm, decimals: 1),
      ]
    }
    return Table(
      columns: [
        .init("weight decay", .right), .init("memorized at", .right),
        .init("understood at", .right), .init("training", .right), .init("validation", .right),
        .init("norm of the weights", .right),
      ],
      rows: [row(run)] + (control.map { [row($0)] } ?? []),
      title:
        "Memorized: \(Wording.percent(GrokResult.memorized, decimals: 0)) of the training part;"
        + " understood: \(Wording.percent(GrokResult.generalized, decimals: 0)) of the rest")
  }

  /// The step at which something was reached; a run that ended before says no more than that.
  private func reached(_ step: Int?, _ last: Int) -> String {
    step.map { NumberText.grouped($0) } ?? "not in \(counted: last, "step")"
  }

  /// The most frequencies that are drawn.
  private static let longestSpectrum = 10

  /// The frequencies that are largest at the end, with their shares before and after.
  private var spectrum: PairedBars? {
    guard let before = run.spectra.memorized, run.grokkedStep != nil else { return nil }
    let after = run.spectra.final
    let ranked = after.indices.sorted { (after[$1], $0) < (after[$0], $1) }
    return PairedBars(
      entries: ranked.prefix(Self.longestSpectrum).map {
        .init("\($0 + 1)", before: before[$0], after: after[$0])
      },
      beforeName: "memorized", afterName: "at the end", labelName: "frequency",
      title: "Waves in the numbers' vectors by frequency: the"
        + " \(min(Self.longestSpectrum, after.count)) largest of \(after.count)")
  }
}
