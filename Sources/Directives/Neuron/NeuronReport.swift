import Bedrock
import Engine
import Figures
import Notebook

/// What `neuron` shows: the sum term by term, the diagram, and the activation's curve.
struct NeuronReport {
  let neuron: ScalarNeuron
  let names: [String]
  let compared: [ScalarActivation]
  let curve: Neuron.Curve

  /// The most inputs that are drawn as boxes, and that are listed.
  private static let largestDrawing = 10
  private static let longestTable = 40

  var steps: [OutcomeBlock] {
    var blocks: [OutcomeBlock] = [.table(sumTable)]
    if names.count <= Self.largestDrawing { blocks.append(.figure(NeuronGraph(self).graph)) }
    return blocks + curves + result
  }

  var curves: [OutcomeBlock] {
    (curve == .none ? [] : [.figure(ActivationChart(self).chart)])
      + (compared.isEmpty ? [] : [.table(comparison)])
  }

  var result: [OutcomeBlock] { [.paragraph(conclusion)] }

  /// The activation in use and those beside it, each once.
  static func listed(
    _ activation: ScalarActivation, _ compared: [ScalarActivation]
  ) -> [ScalarActivation] {
    compared.reduce(into: [activation]) { if !$0.contains($1) { $0.append($1) } }
  }

  // MARK: - The sum

  /// A line an input: what it adds, and the sum so far.
  private var sumTable: Table {
    let columns = [neuron.sum] + (neuron.gate.map { [$0] } ?? [])
    let inputs = Wording.aligned(neuron.inputs)
    let texts = columns.map { sum in
      (
        weights: Wording.aligned(sum.weights), products: Wording.aligned(sum.products),
        sums: Wording.aligned(sum.runningSums + [sum.value])
      )
    }
    var rows = names.indices.prefix(Self.longestTable).map { index in
      [names[index], inputs[index]]
        + texts.flatMap { [$0.weights[index], $0.products[index], $0.sums[index]] }
    }
    if columns.contains(where: { $0.bias != 0 }) {
      rows.append(
        ["bias", ""]
          + zip(columns, texts).flatMap { sum, text in
            ["", Wording.brief(sum.bias), text.sums[names.count]]
          })
    }
    let heads = columns.count == 1 ? [""] : ["", "gate: "]
    return Table(
      columns: [.init("input"), .init("x", .right)]
        + heads.flatMap { head in
          [
            Table.Column("\(head)w", .right), Table.Column("\(head)w·x", .right),
            Table.Column("\(head)sum so far", .right),
          ]
        },
      rows: rows, title: "The sum, term by term",
      summary: "\(counted: names.count, "term") add up to z = \(Wording.brief(neuron.sum.value)).")
  }

  // MARK: - Beside each other

  /// A line an activation: what it makes of the same number, and its slope there.
  private var comparison: Table {
    let all = Self.listed(neuron.activation, compared)
    let outputs = Wording.aligned(all.map { $0.value(neuron.argument) })
    let slopes = Wording.aligned(all.map { $0.derivative(neuron.argument) })
    // Where slopes are drawn, their formulas say what is seen.
    let formulas: [(String, (ScalarActivation) -> String)] =
      (curve == .derivative ? [] : [("formula", \.formula)])
      + (curve == .derivative || curve == .both
        ? [("slope, as a formula", \.derivativeFormula)] : [])
    return Table(
      columns: [
        .init("activation"), .init("of \(Wording.brief(neuron.argument))", .right),
        .init("slope there", .right),
      ] + formulas.map { .init($0.0) },
      rows: all.indices.map { index in
        [all[index].title, outputs[index], slopes[index]] + formulas.map { $0.1(all[index]) }
      })
  }

  // MARK: - In words

  private var conclusion: String {
    let z = Wording.brief(neuron.argument)
    let name = neuron.activation.rawValue
    let slope = Wording.brief(neuron.slope)
    if neuron.gate != nil {
      return
        "The gate's sum is \(z), and \(name)(\(z)) = \(Wording.brief(neuron.activated)) is what"
        + " the other sum, \(Wording.brief(neuron.sum.value)), is multiplied with: the output is"
        + " \(Wording.brief(neuron.output))."
    }
    if neuron.activation == .identity {
      return "z = \(z), and without an activation that is the output."
    }
    let start = "z = \(z), and \(name)(\(z)) = \(Wording.brief(neuron.output))"
    if neuron.slope == 0 {
      return start + ". The slope there is 0: no small change of a weight changes the output."
    }
    if neuron.activation.suppresses, neuron.activation != .sigmoid, neuron.argument > 0 {
      let share = neuron.output / neuron.argument
      return start + ": \(share == 1 ? "all" : Wording.percent(share)) of it passes."
        + " The slope there is \(slope)."
    }
    return start + ". The slope there is \(slope)."
  }
}
