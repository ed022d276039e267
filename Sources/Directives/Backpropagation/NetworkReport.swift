import Bedrock
import Engine
import Figures
import Notebook

/// What `backprop` shows of a network: prediction, where the error comes in, and each gradient.
struct NetworkReport {
  let problem: BackpropProblem
  let run: BackpropRun
  let prediction: NetworkPrediction

  /// The layers from the input to the prediction.
  var values: [OutcomeBlock] { forward + [.table(outputs)] }

  /// The widest layer that is written out as matrices.
  private static let widestLayer = 8

  /// A line a layer: x · W + b = z, and the activation of z where one follows.
  private var forward: [OutcomeBlock] {
    let graph = run.first.graph
    func row(_ nodes: [Int], _ name: String) -> MatrixEquation.Term {
      .matrix(MatrixFigure(values: [nodes.map { graph.nodes[$0].value }], name: name))
    }
    let network = prediction.network
    var input = row(network.input, "x")
    var blocks: [OutcomeBlock] = []
    for (index, sums) in network.sums.enumerated() {
      let weights = network.weights[index].map { $0.map { graph.nodes[$0].value } }
      guard weights.count <= Self.widestLayer, sums.count <= Self.widestLayer else { return [] }
      let isLast = index == network.sums.count - 1
      var terms = [
        input, .sign("·"), .matrix(MatrixFigure(values: weights, name: "w\(index + 1)")),
      ]
      if let bias = network.biases[index] { terms += [.sign("+"), row(bias, "b\(index + 1)")] }
      terms += [.sign("="), row(sums, isLast ? "logits" : "z\(index + 1)")]
      if !isLast {
        input = row(network.hidden[index], "h\(index + 1)")
        if let activation = prediction.activation { terms += [.sign(activation), input] }
      }
      blocks.append(
        .figure(MatrixEquation(terms, title: isLast ? "" : "Forward, layer \(index + 1)")))
    }
    return blocks
  }

  /// A line a token: logit, probability, what it should be, and the difference that flows back.
  private var outputs: Table {
    let graph = run.first.graph
    let logits = prediction.logits(in: graph)
    let probabilities = prediction.probabilities(in: graph)
    let rows = logits.indices.map { index in
      [
        NumberText.fixed(logits[index], decimals: 3), Wording.percent(probabilities[index]),
        index == prediction.target ? "100%" : "0%",
        NumberText.signed(run.first.pass.gradients[prediction.network.logits[index]], decimals: 3),
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
  var gradients: [OutcomeBlock] {
    let learning = Set(problem.learning)
    return problem.leaves.reversed().compactMap { leaf in
      guard leaf.nodes.contains(where: { $0.map(learning.contains) ?? false }),
        case .array(let array) = leaf.value({ run.first.pass.gradients[$0] })
      else { return nil }
      return .figure(
        Heatmap(
          values: array.rows, rowLabels: array.shape.count == 1 ? [leaf.name] : nil,
          columnLabels: array.labels.last ?? nil,
          rowAxis: array.shape.count == 1 ? "layer" : "input",
          columnAxis: "output", quantity: "gradient of \(leaf.name)",
          title: "Backward: d loss / d \(leaf.name)"))
    }
  }

  var check: String {
    let count = run.differences.count
    return "Each of the \(count) gradients was measured, too, by moving its number up and down: the"
      + " largest difference is \(NumberText.significant(run.largestDifference, digits: 2))."
  }

  /// The prediction before the first step and after the last.
  var bars: PairedBars {
    let before = prediction.probabilities(in: run.first.graph)
    let after = prediction.probabilities(in: run.last.updated)
    return PairedBars(
      entries: before.indices.map {
        .init(prediction.label($0), before: before[$0], after: after[$0])
      },
      title: "Prediction before and after \(counted: run.stepCount, "step")")
  }
}
