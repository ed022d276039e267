import Bedrock
import Engine
import Figures
import Notebook

/// What `ablate` shows of one part that was taken out.
struct AblateReport {
  let model: LanguageModel
  let modelName: String
  let study: AblationStudy
  let measured: Measured
  let top: Int

  func blocks(_ effect: AblationStudy.Effect, without name: String) -> [OutcomeBlock] {
    [.figure(bars(effect, name)), .table(table(effect, name))]
  }

  /// The most likely tokens of both runs, before and after.
  private func bars(_ effect: AblationStudy.Effect, _ name: String) -> PairedBars {
    let (before, after) = (study.whole.prediction, effect.run.prediction)
    var ids = best(of: before) + best(of: after)
    ids += [measured.measure.target] + (measured.measure.alternative.map { [$0] } ?? [])
    var seen: Set<Int> = []
    let entries = ids.filter { seen.insert($0).inserted }
      .sorted { before.rank(of: $0) < before.rank(of: $1) }
      .map {
        PairedBars.Entry(
          model.label(of: $0), before: before.probability(of: $0),
          after: after.probability(of: $0))
      }
    return PairedBars(
      entries: entries, beforeName: "whole", afterName: "without",
      title: "\(modelName) without \(name): what comes next")
  }

  private func best(of prediction: Prediction) -> [Int] {
    Array(LogitFilter.ranking(prediction.logits.map { Double($0) }).prefix(top))
  }

  private func table(_ effect: AblationStudy.Effect, _ name: String) -> Table {
    let (before, after) = (study.whole, effect.run)
    func row(_ name: String, _ value: (TextRun) -> Double, _ decimals: Int) -> [String] {
      let (x, y) = (value(before), value(after))
      return [
        name, NumberText.fixed(x, decimals: decimals), NumberText.fixed(y, decimals: decimals),
        Wording.signed(y - x, decimals: decimals),
      ]
    }
    let measure = measured.measure
    var rows = [
      row(
        "logit of \(Measured.shown(measured.target))",
        { Double($0.prediction.logits[measure.target]) }, 2)
    ]
    if let (id, text) = measure.alternative.map({ ($0, measured.alternative ?? "") }) {
      rows.append(row("logit of \(Measured.shown(text))", { Double($0.prediction.logits[id]) }, 2))
      rows.append(row("difference of the two", { measured.value($0.prediction) }, 2))
    }
    rows.append(row("loss on the text itself, nats a token", { $0.loss }, 3))
    return Table(
      columns: [
        .init("measured"), .init("whole", .right), .init("without", .right),
        .init("change", .right),
      ], rows: rows,
      title: "KL divergence of the two distributions: "
        + "\(NumberText.fixed(effect.divergence, decimals: 3)) nats")
  }
}

extension Wording {
  /// A number with its sign, `+1.20`; zero has none.
  static func signed(_ x: Double, decimals: Int) -> String {
    let text = NumberText.fixed(x, decimals: decimals)
    return x > 0 ? "+" + text : text
  }
}
