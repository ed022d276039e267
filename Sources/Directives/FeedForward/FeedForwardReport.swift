import Bedrock
import Engine
import Figures
import Notebook

/// What `feedforward` shows: the matrices, one entry worked out, the graph, and what fires.
struct FeedForwardReport {
  let network: ScalarFeedForward
  let names: [String]?
  /// The position that is worked out.
  let position: Int
  /// The hidden unit that is worked out.
  let unit: Int

  /// The widest matrices that are written out as equations, and the most nodes that are drawn.
  private static let widest = 8
  private static let largestDrawing = 12

  var steps: [OutcomeBlock] {
    matrices + WorkedSums(self).sentences.map(OutcomeBlock.paragraph) + drawing + firing
  }

  var matrices: [OutcomeBlock] {
    let widths = [network.x, network.hidden, network.output].map(\.columnCount)
    guard widths.allSatisfy({ $0 <= Self.widest }), network.x.rowCount <= Self.widest else {
      return [.figure(hiddenHeatmap)]
    }
    return equations.map(OutcomeBlock.figure)
  }

  var result: [OutcomeBlock] {
    firing + [
      .figure(MatrixFigure(values: network.output.rows, name: "Z2", rowLabels: names))
    ]
  }

  // MARK: - Matrices

  private var equations: [MatrixEquation] {
    let gated = network.gate.map {
      product("X", network.x, $0, "V", "c", network.arguments, "G", marks: marks, title: "the gate")
    }
    let first = product(
      "X", network.x, network.first, "W1", "b1", network.sums, "Z1",
      marks: gated == nil ? marks : nil,
      title: gated == nil ? "first layer: every column of W1 is one neuron" : "the other sum")
    let second = product(
      "A1", network.hidden, network.second, "W2", "b2", network.output, "Z2", marks: nil,
      title: "second layer: back to the width of the output")
    return (gated.map { [$0] } ?? []) + [first, activation, second]
  }

  /// Z1, the activation, and A1; with a gate, the activation of G times Z1.
  private var activation: MatrixEquation {
    let name = network.activation.rawValue
    let hidden = matrix(network.hidden, "A1", marks: marks)
    guard let gate = network.gateSums else {
      return MatrixEquation(
        [.sign(name), matrix(network.sums, "Z1"), .sign("="), hidden],
        title: "activation: number by number")
    }
    return MatrixEquation(
      [
        .sign(name), matrix(gate, "G"), .sign("times"), matrix(network.sums, "Z1"), .sign("="),
        hidden,
      ], title: "activation: the gate's \(name), times the other sum, number by number")
  }

  private func product(
    _ input: String, _ x: DoubleMatrix, _ layer: ScalarFeedForward.Layer, _ weights: String,
    _ bias: String, _ sums: DoubleMatrix, _ result: String, marks: [[MatrixFigure.Mark]]?,
    title: String
  ) -> MatrixEquation {
    var terms = [
      matrix(x, input), .sign("·"), .matrix(.init(values: layer.weights.rows, name: weights)),
    ]
    if let values = layer.bias {
      terms += [.sign("+"), .matrix(.init(values: [values], name: bias))]
    }
    terms += [.sign("="), matrix(sums, result, marks: marks)]
    return MatrixEquation(terms, title: title)
  }

  private func matrix(
    _ values: DoubleMatrix, _ name: String, marks: [[MatrixFigure.Mark]]? = nil
  ) -> MatrixEquation.Term {
    .matrix(
      MatrixFigure(
        values: values.rows, name: name, rowLabels: values.rowCount > 1 ? names : nil,
        format: Self.format(values), marks: marks))
  }

  /// As many decimals as the numbers have, up to three; else as many as fit.
  private static func format(_ values: DoubleMatrix) -> ValueFormat {
    let decimals = Wording.decimals(values.elements)
    return decimals.map { $0 <= 3 ? .decimals($0) : .automatic } ?? .automatic
  }

  /// What passes its value on and what is held back; nothing where the activation does neither.
  private var marks: [[MatrixFigure.Mark]]? {
    guard network.activation.suppresses else { return nil }
    return (0..<network.hidden.rowCount).map { position in
      (0..<network.hidden.columnCount).map {
        network.isFiring(position, $0) ? .firing : .suppressed
      }
    }
  }

  /// The hidden layer where it is too wide to be written out.
  private var hiddenHeatmap: Heatmap {
    Heatmap(
      values: network.hidden.rows, rowLabels: names, rowAxis: "position",
      columnAxis: "hidden unit", quantity: "activation", title: "A1: what the hidden units pass on")
  }

  // MARK: - The same as a graph

  private var drawing: [OutcomeBlock] {
    let count = network.x.columnCount + network.hidden.columnCount + network.output.columnCount
    return count <= Self.largestDrawing ? [.figure(graph)] : []
  }

  /// Inputs, hidden units and outputs of one position, each connected with each.
  private var graph: Graph {
    let values = [network.x, network.hidden, network.output].map { $0.row(position) }
    let inputs = Wording.aligned(values[0]).enumerated().map {
      Graph.Node("x\($0.offset + 1) = \($0.element)")
    }
    let hidden = Wording.aligned(values[1]).enumerated().map { unit, value in
      Graph.Node("h\(unit + 1) = \(value)", lines: state(unit).map { [$0] } ?? [])
    }
    let outputs = Wording.aligned(values[2]).enumerated().map {
      Graph.Node("o\($0.offset + 1) = \($0.element)")
    }
    func edges(_ from: Range<Int>, _ to: Range<Int>) -> [Graph.Edge] {
      from.flatMap { start in to.map { Graph.Edge(from: start, to: $0) } }
    }
    let (a, b) = (inputs.count, inputs.count + hidden.count)
    return Graph(
      nodes: inputs + hidden + outputs,
      edges: edges(0..<a, a..<b) + edges(a..<b, b..<b + outputs.count),
      subject: "fully connected network",
      title: "the same numbers as a graph" + (network.x.rowCount > 1 ? ", \(name(position))" : ""))
  }

  private func state(_ unit: Int) -> String? {
    guard network.activation.suppresses else { return nil }
    return network.isFiring(position, unit) ? "fires" : "suppressed"
  }

  // MARK: - What fires

  /// A line a position, where there are several: how many hidden units fire, and which most.
  private var firing: [OutcomeBlock] {
    guard network.activation.suppresses, network.x.rowCount > 1 else { return [] }
    let units = network.hidden.columnCount
    let rows = (0..<network.x.rowCount).map { position -> [String] in
      let firing = (0..<units).filter { network.isFiring(position, $0) }
      let strongest = firing.max {
        network.hidden[position, $0].magnitude < network.hidden[position, $1].magnitude
      }
      return [
        name(position), String(firing.count), String(units - firing.count),
        strongest.map {
          "h\($0 + 1) with \(Wording.value(network.hidden[position, $0]))"
        } ?? "none",
      ]
    }
    return [
      .table(
        Table(
          columns: [
            .init("position"), .init("fire", .right), .init("suppressed", .right),
            .init("strongest"),
          ], rows: rows, title: "Which hidden units fire"))
    ]
  }

  func name(_ position: Int) -> String { names.map { $0[position] } ?? "position \(position)" }
}
