import Bedrock
import Engine
import Figures
import Notebook

/// What `backprop` shows of a network: prediction, where the error comes in, and each gradient.
struct NetworkReport {
  let problem: BackpropProblem
  let run: BackpropRun
  let prediction: NetworkPrediction

  var blocks: [OutcomeBlock] {
    [.table(outputs)] + gradients + [.paragraph(check), .figure(bars)]
  }

  /// A line a token: logit, probability, what it should be, and the difference that flows back.
  private var outputs: Table {
    let graph = run.first.graph
    let logits = prediction.logits(in: graph)
    let probabilities = prediction.probabilities(in: graph)
    let rows = logits.indices.map { index in
      [
        NumberText.fixed(logits[index], decimals: 3), Wording.percent(probabilities[index]),
        index == prediction.target ? "100 %" : "0 %",
        NumberText.signed(run.first.pass.gradients[prediction.logits[index]], decimals: 3),
        prediction.label(index),
      ]
    }
    return Table(
      columns: [
        .init("logit", .right), .init("p", .right), .init("target", .right),
        .init("gradient = p - target", .right), .init("token"),
      ], rows: rows,
      title: "Forward: the loss is -ln p(\(prediction.label(prediction.target)))"
        + " = \(NumberText.fixed(run.first.loss, decimals: 4))")
  }

  /// One picture for each matrix or vector that learns, from the last layer to the first: the way
  /// that the error goes.
  private var gradients: [OutcomeBlock] {
    let learning = Set(problem.learning)
    return problem.leaves.reversed().compactMap { leaf in
      guard leaf.nodes.contains(where: { $0.map(learning.contains) ?? false }),
        case .array(let array) = leaf.value({ run.first.pass.gradients[$0] })
      else { return nil }
      return .figure(
        Heatmap(
          values: array.rows, columnLabels: array.labels.last ?? nil,
          rowAxis: array.shape.count == 1 ? "bias" : "input",
          columnAxis: "output", quantity: "gradient of \(leaf.name)",
          title: "Backward: d loss / d \(leaf.name)"))
    }
  }

  private var check: String {
    let count = run.differences.count
    return "Each of the \(count) gradients was measured, too, by moving its number up and down: the"
      + " largest difference is \(NumberText.significant(run.largestDifference, digits: 2))."
  }

  private var bars: PairedBars {
    let before = prediction.probabilities(in: run.first.graph)
    let after = prediction.probabilities(in: run.last.updated)
    return PairedBars(
      entries: before.indices.map {
        .init(prediction.label($0), before: before[$0], after: after[$0])
      },
      title: "Prediction before and after \(counted: run.steps.count, "step")")
  }
}
