import Bedrock
import Engine
import Notebook

/// A loss as a scalar graph, and which of its leaves learn.
struct BackpropProblem {
  let graph: ScalarGraph
  let output: Int
  let leaves: [FormulaGraph.Leaf]
  /// The nodes that learn.
  let learning: [Int]
  /// The formula as it was written; `nil` for a network.
  let formula: String?
  /// What a network predicts.
  let prediction: NetworkPrediction?

  init(_ formula: FormulaGraph, learning names: [String]?) throws {
    self.init(
      graph: formula.graph, output: formula.output, leaves: formula.leaves,
      learning: try Self.learning(names, in: formula.leaves), formula: formula.text,
      prediction: nil)
  }

  init(
    graph: ScalarGraph, output: Int, leaves: [FormulaGraph.Leaf], learning: [Int],
    formula: String?, prediction: NetworkPrediction?
  ) {
    self.graph = graph
    self.output = output
    self.leaves = leaves
    self.learning = learning
    self.formula = formula
    self.prediction = prediction
  }

  /// The nodes of the leaves that learn: all of them, or those named.
  static func learning(
    _ names: [String]?, in leaves: [FormulaGraph.Leaf]
  ) throws -> [Int] {
    for name in names ?? [] where !leaves.contains(where: { $0.name == name }) {
      let known = leaves.map(\.name)
      let suggestion = EditDistance.suggestion(for: name, among: known)
      throw DirectiveError(
        "'parameters' names '\(name)', but the leaves are \(Wording.list(known))",
        parameter: "parameters", suggestion: suggestion)
    }
    return leaves.filter { names?.contains($0.name) ?? true }.flatMap { $0.nodes.compactMap { $0 } }
  }
}

extension FormulaGraph.Leaf {
  /// Numbers in the leaf's own shape: one a node, 0 for an element that the formula does not use.
  func value(_ number: (Int) -> Double) -> Value {
    let numbers = nodes.map { $0.map(number) ?? 0 }
    return isNumber
      ? .double(numbers[0])
      : .array(NumericArray(shape: value.shape, elements: numbers, labels: value.labels))
  }
}

/// The steps that were taken, with the check of the first one's gradients.
struct BackpropRun {
  let problem: BackpropProblem
  let path: ScalarDescent.Path
  /// The central difference of each leaf that the loss depends on, at the start.
  let differences: [Int: Double]

  init(_ problem: BackpropProblem, path: ScalarDescent.Path) {
    self.problem = problem
    self.path = path
    var differences: [Int: Double] = [:]
    for leaf in problem.graph.leaves {
      differences[leaf] = FiniteDifference.central(
        of: problem.graph, output: problem.output, leaf: leaf)
    }
    self.differences = differences
  }

  var first: ScalarDescent.Step { path.first }
  var last: ScalarDescent.Step { path.last }
  var stepCount: Int { path.losses.count - 1 }

  /// The farthest that a gradient is from its central difference, where there is one.
  var largestDifference: Double {
    var largest = 0.0
    for (leaf, slope) in differences {
      let difference = (first.pass.gradients[leaf] - slope).magnitude
      if difference > largest { largest = difference }
    }
    return largest
  }

  var values: Record {
    func record(_ number: (Int) -> Double) -> Value {
      var record = Record()
      for leaf in problem.leaves { record[leaf.name] = leaf.value(number) }
      return .record(record)
    }
    return Record([
      "loss_before": .double(first.loss),
      "loss_after": .double(last.lossAfter),
      "gradients": record { first.pass.gradients[$0] },
      "finite_differences": record { differences[$0] ?? .nan },
      "max_difference": .double(largestDifference),
      "updated": record { last.updated.nodes[$0].value },
      "losses": .vector(path.losses),
      "gradient_history": .array(
        NumericArray(
          rows: path.gradients, columnLabels: problem.graph.leaves.map(problem.graph.name))),
    ])
  }
}
