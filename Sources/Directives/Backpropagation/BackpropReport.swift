import Bedrock
import Engine
import Figures
import Notebook

/// What `backprop` shows: the graph with its values and gradients, the check, and the step.
struct BackpropReport {
  let problem: BackpropProblem
  let run: BackpropRun
  let settings: BackpropSettings

  /// The most nodes that are drawn, and the most edges whose chain rule is written out.
  private static let largestDrawing = 24
  private static let longestTable = 40
  /// The most steps that are listed.
  static let longestHistory = 10

  func blocks(_ shown: [Backprop.Shown]) -> [OutcomeBlock] { shown.flatMap(blocks) }

  private func blocks(_ shown: Backprop.Shown) -> [OutcomeBlock] {
    switch shown {
    case .steps: [.values, .gradients, .check, .result].flatMap(blocks)
    case .values: network?.values ?? drawing
    case .gradients: network?.gradients ?? edges
    case .check: network.map { [.paragraph($0.check)] } ?? [.table(check)]
    case .result: result
    case .none: []
    }
  }

  private var names: GraphNames { GraphNames(problem.graph, output: problem.output) }

  /// The graph with its values and gradients, if it is small enough.
  private var drawing: [OutcomeBlock] {
    let names = names
    return names.shown.count <= Self.largestDrawing ? [.figure(graph(names))] : []
  }

  /// The chain rule, if it has few enough edges.
  private var edges: [OutcomeBlock] {
    run.first.pass.contributions.count <= Self.longestTable ? [.table(chainRule(names))] : []
  }

  /// Where the descent led, and nothing of how.
  private var result: [OutcomeBlock] {
    (network.map { [.figure($0.bars)] } ?? []) + descent + [.paragraph(conclusion)]
  }

  private var network: NetworkReport? {
    problem.prediction.map { NetworkReport(problem: problem, run: run, prediction: $0) }
  }

  // MARK: - The graph

  private func graph(_ names: GraphNames) -> Graph {
    let places = Dictionary(
      uniqueKeysWithValues: names.shown.enumerated().map { ($0.element, $0.offset) })
    let graph = run.first.graph
    let nodes = names.shown.map { node in
      let title = names.computation(node).map { "\(names[node]) = \($0)" } ?? names[node]
      guard graph.nodes[node].dependsOnLeaf else { return Graph.Node(title) }
      return Graph.Node(
        title,
        lines: [
          "value \(Self.number(graph.nodes[node].value))",
          "grad \(Self.number(run.first.pass.gradients[node]))",
        ])
    }
    let edges = names.shown.flatMap { node in
      graph.nodes[node].inputs.enumerated().compactMap { slot, input -> Graph.Edge? in
        guard let from = places[input], let to = places[node] else { return nil }
        let slope = graph.nodes[node].localDerivatives[slot]
        let label = graph.nodes[input].dependsOnLeaf ? Self.number(slope) : ""
        return Graph.Edge(from: from, to: to, label: label)
      }
    }
    return Graph(
      nodes: nodes, edges: edges, subject: "computation graph",
      title: problem.formula.map { "loss = \($0)" } ?? "",
      edgeLegend: "the local derivative of the box that it leads to")
  }

  /// A line an edge, in the order of the backward pass.
  private func chainRule(_ names: GraphNames) -> Table {
    var totals = [Double](repeating: 0, count: problem.graph.nodes.count)
    var parts = [Int](repeating: 0, count: problem.graph.nodes.count)
    let rows = run.first.pass.contributions.map { step -> [String] in
      parts[step.to] += 1
      totals[step.to] = (settings.accumulates ? totals[step.to] : 0) + step.amount
      let isLater = parts[step.to] > 1
      return [
        "\(names[step.from]) -> \(names[step.to])", Self.number(step.localDerivative),
        Self.number(step.amount), Self.number(totals[step.to]),
        !isLater ? "" : settings.accumulates ? "adds part \(parts[step.to])" : "overwrites",
      ]
    }
    return Table(
      columns: [
        .init("edge"), .init("local derivative", .right), .init("times gradient", .right),
        .init("gradient so far", .right), .init("note"),
      ], rows: rows, title: "The chain rule, edge by edge")
  }

  // MARK: - The check

  /// A line a leaf: its gradient beside the slope measured by moving it, and where the step went.
  private var check: Table {
    let learning = Set(problem.learning)
    let rows = problem.graph.leaves.prefix(Self.longestTable).map { leaf -> [String] in
      let gradient = run.first.pass.gradients[leaf]
      let slope = run.differences[leaf]
      return [
        problem.graph.name(of: leaf), Self.number(run.first.graph.nodes[leaf].value),
        Self.number(gradient), slope.map(Self.number) ?? "none", verdict(leaf),
        learning.contains(leaf) ? Self.number(run.first.updated.nodes[leaf].value) : "(data)",
      ]
    }
    return Table(
      columns: [
        .init("leaf"), .init("value", .right), .init("gradient", .right),
        .init("central difference", .right), .init("agree"), .init("after the step", .right),
      ], rows: rows, title: "Each gradient against a measured slope",
      summary: agreement)
  }

  /// Whether all gradients are the slopes that were measured, and how far off the worst is if not.
  private var agreement: String {
    let measured = problem.graph.leaves.filter { run.differences[$0] != nil }
    let wrong = measured.filter { leaf in
      run.differences[leaf].map { !Self.agree(run.first.pass.gradients[leaf], $0) } ?? false
    }
    if wrong.isEmpty {
      return measured.count == 1
        ? "The gradient is the measured slope." : "Every gradient is the measured slope."
    }
    let largest = NumberText.significant(run.largestDifference, digits: 2)
    return wrong.count == 1
      ? "One gradient is not the measured slope: it is off by \(largest)."
      : "\(wrong.count) gradients are not the measured slopes: the worst is off by \(largest)."
  }

  private func verdict(_ leaf: Int) -> String {
    guard let slope = run.differences[leaf] else { return "not measured" }
    if Self.agree(run.first.pass.gradients[leaf], slope) { return "yes" }
    return isKink(leaf) ? "a kink" : "NO"
  }

  private func isKink(_ leaf: Int) -> Bool {
    FiniteDifference.isKink(in: problem.graph, output: problem.output, leaf: leaf)
  }

  /// Whether a gradient is the measured slope, within what measuring can tell.
  static func agree(_ gradient: Double, _ slope: Double) -> Bool {
    (gradient - slope).magnitude <= 1e-6 * max(1, slope.magnitude)
  }

  // MARK: - The steps

  private var descent: [OutcomeBlock] {
    guard run.stepCount > 1 else { return [] }
    let chart = LineChart(
      series: [.init("loss", y: run.path.losses)], x: .init("step"), y: .init("loss"),
      title: "loss over \(counted: run.stepCount, "step")")
    return problem.learning.count <= 3
      ? [.figure(chart), .table(history)] : [.figure(chart)]
  }

  /// The first steps: the loss, the gradients used, and without zeroing the slopes there really are.
  private var history: Table {
    let names = problem.learning.map(problem.graph.name)
    let rows = run.path.start.enumerated().map { index, step -> [String] in
      let slopes = try? BackwardPass(of: step.graph, from: problem.output).gradients
      return [String(index + 1), Self.number(step.loss)]
        + problem.learning.flatMap { leaf in
          [Self.number(step.pass.gradients[leaf])]
            + (settings.zeroes ? [] : [slopes.map { Self.number($0[leaf]) } ?? "none"])
        }
    }
    let columns = names.flatMap { name in
      [Table.Column("gradient of \(name)", .right)]
        + (settings.zeroes ? [] : [Table.Column("true slope", .right)])
    }
    return Table(
      columns: [.init("step", .right), .init("loss", .right)] + columns, rows: rows,
      title: run.stepCount > Self.longestHistory
        ? "The first \(Self.longestHistory) steps" : "Step by step")
  }

  private var conclusion: String {
    let (before, after) = (run.first.loss, run.last.lossAfter)
    let change = after < before ? "falls" : after > before ? "rises" : "stays"
    var text =
      "After \(counted: run.stepCount, "step") of learning rate"
      + " \(Wording.short(settings.learningRate)) the loss \(change) from \(Self.number(before))"
      + " to \(Self.number(after))."
    let contradicted = problem.graph.leaves.filter { leaf in
      run.differences[leaf].map { !Self.agree(run.first.pass.gradients[leaf], $0) } ?? false
    }
    let wrong = contradicted.filter { !isKink($0) }
    if let kink = contradicted.first(where: isKink) {
      text +=
        " At \(problem.graph.name(of: kink)) the loss has a kink, with one slope to the left and"
        + " another to the right: the gradient there is a convention."
    }
    if !settings.mistakes.isEmpty {
      text += " Done wrong on purpose: \(settings.mistakes.joined(separator: "; "))."
    }
    if !wrong.isEmpty {
      let names = wrong.prefix(8).map(problem.graph.name)
      text +=
        " \(counted: wrong.count, "gradient is", plural: "gradients are") not the measured"
        + " slope: \(Wording.list(names))\(wrong.count > names.count ? " and others" : "")."
    }
    return text
  }

  /// A value as all of the report writes it.
  static func number(_ x: Double) -> String { Wording.value(x) }
}
