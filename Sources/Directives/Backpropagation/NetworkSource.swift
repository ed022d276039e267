import Bedrock
import Engine
import Notebook

/// The parameters of `backprop`'s second form: a small network that predicts a token.
struct NetworkSource {
  enum Activation: String, ParameterChoice {
    case none, relu, tanh, sigmoid, gelu

    var operation: ScalarOperation? {
      self == .none ? nil : ScalarOperation(rawValue: rawValue)
    }
  }

  /// The most weights and biases: each is moved twice to check its gradient.
  static let largestCount = 2000

  let x: NumericArray?
  let weights: [NumericArray?]
  let biases: [NumericArray?]
  let hidden: Int
  let activation: Activation
  let tokens: [String]?
  let target: TokenReference?

  init(_ parameters: inout ParameterReader) {
    x = parameters.optional(
      "x", .vector, help: "a network's input: the hidden vector after the text so far")
    var weights: [NumericArray?] = []
    var biases: [NumericArray?] = []
    for layer in 1...3 {
      weights.append(
        parameters.optional(
          "w\(layer)", .matrix,
          help: "weights of layer \(layer), a row an input; seeded if left out"))
      biases.append(
        parameters.optional(
          "b\(layer)", .vector, help: "biases of layer \(layer); none if left out"))
    }
    self.weights = weights
    self.biases = biases
    hidden = parameters.value(
      "hidden", .integer(in: 0...64), default: 0,
      help: "the width of a seeded hidden layer; 0 for none")
    activation = parameters.value(
      "activation", .choice(), default: .tanh, help: "between layers, not after the last")
    tokens = parameters.optional(
      "tokens", .strings, help: "what the network chooses from, one an output")
    target = parameters.optional("target", .token, help: "the token that comes next in truth")
    declareRules(&parameters)
  }

  private func declareRules(_ parameters: inout ParameterReader) {
    parameters.only("b1", "w2", with: .given("w1"), because: "layers are given from the first on")
    parameters.only("b2", "w3", with: .given("w2"), because: "layers are given from the first on")
    parameters.only("b3", with: .given("w3"))
    parameters.never(
      "hidden", with: .given("w1"), because: "the weights decide how wide layers are")
    parameters.only(
      "activation", with: .any([.given("w2"), .above("hidden", 0)]),
      because: "it stands between two layers")
  }

  func problem(learning: [String]?, _ random: RandomStream) throws -> BackpropProblem {
    guard let x, !x.elements.isEmpty else {
      throw DirectiveError("'x' is empty: nothing comes in", parameter: "x")
    }
    let layers = try layers(x.elements.count, random)
    let outputs = layers[layers.count - 1].weights.columnCount
    let target = try position(outputs)
    let network = try network(x.elements, layers, target)
    let leaves = leaves(x, layers, network)
    return BackpropProblem(
      graph: network.graph, output: network.loss, leaves: leaves,
      learning: try BackpropProblem.learning(
        learning ?? leaves.map(\.name).filter { $0 != "x" }, in: leaves),
      formula: nil,
      prediction: NetworkPrediction(
        network: network, activation: activation.operation.map { "-- \($0.rawValue) ->" },
        tokens: tokens, target: target))
  }

  private func network(
    _ x: [Double], _ layers: [ScalarNetwork.Layer], _ target: Int
  ) throws -> ScalarNetwork {
    do {
      return try ScalarNetwork(
        input: x, layers: layers, activation: activation.operation, target: target)
    } catch let error as ScalarGraphError {
      throw DirectiveError("the network has no loss: \(error)")
    }
  }

  private func position(_ outputs: Int) throws -> Int {
    if let tokens, tokens.count != outputs {
      throw DirectiveError(
        "'tokens' has \(counted: tokens.count, "text"), but the network has"
          + " \(counted: outputs, "output")", parameter: "tokens")
    }
    guard let target else { throw DirectiveError("'backprop' has no target") }
    return try TokenLookup(texts: tokens, count: outputs, parameter: "target")
      .position(of: target)
  }

  // MARK: - Layers

  private func layers(_ width: Int, _ random: RandomStream) throws -> [ScalarNetwork.Layer] {
    let given = weights.prefix { $0 != nil }.count
    let layers = try given == 0 ? seeded(width, random) : self.given(width, given)
    let count = layers.reduce(0) { $0 + $1.weights.elements.count + ($1.bias?.count ?? 0) }
    guard count <= Self.largestCount else {
      throw DirectiveError(
        "the network has \(counted: count, "weight"); every one is checked by moving it, so"
          + " 'backprop' takes at most \(NumberText.grouped(Self.largestCount))")
    }
    return layers
  }

  private func given(_ width: Int, _ count: Int) throws -> [ScalarNetwork.Layer] {
    var width = width
    return try (0..<count).map { index in
      guard let matrix = weights[index].map(DoubleMatrix.init) else {
        throw DirectiveError("'w\(index + 1)' is missing")
      }
      guard matrix.rowCount == width, matrix.columnCount > 0 else {
        throw DirectiveError(
          "w\(index + 1) (\(matrix.shapeText)) needs \(counted: width, "row"), one for each value"
            + " that \(index == 0 ? "x has" : "layer \(index) gives")",
          parameter: "w\(index + 1)")
      }
      if let bias = biases[index], bias.elements.count != matrix.columnCount {
        throw DirectiveError(
          "b\(index + 1) has \(counted: bias.elements.count, "value"), but w\(index + 1)"
            + " (\(matrix.shapeText)) has \(counted: matrix.columnCount, "output")",
          parameter: "b\(index + 1)")
      }
      width = matrix.columnCount
      return ScalarNetwork.Layer(weights: matrix, bias: biases[index]?.elements)
    }
  }

  /// Weights of the variance 1 / inputs, and biases of 0.
  private func seeded(_ width: Int, _ random: RandomStream) throws -> [ScalarNetwork.Layer] {
    guard let tokens, !tokens.isEmpty else {
      throw DirectiveError("'tokens' is empty: there is nothing to choose", parameter: "tokens")
    }
    let widths = [width] + (hidden > 0 ? [hidden] : []) + [tokens.count]
    return zip(widths, widths.dropFirst()).enumerated().map { index, shape in
      var stream = random.child("w\(index + 1)")
      let size = Double(shape.0).squareRoot()
      let elements = (0..<shape.0 * shape.1).map { _ in stream.normal() / size }
      return ScalarNetwork.Layer(
        weights: DoubleMatrix(rowCount: shape.0, columnCount: shape.1, elements: elements),
        bias: [Double](repeating: 0, count: shape.1))
    }
  }

  private func leaves(
    _ x: NumericArray, _ layers: [ScalarNetwork.Layer], _ network: ScalarNetwork
  ) -> [FormulaGraph.Leaf] {
    var leaves = [
      FormulaGraph.Leaf(name: "x", value: x, isNumber: false, nodes: network.input)
    ]
    for (index, layer) in layers.enumerated() {
      let isLast = index == layers.count - 1
      let labels = isLast ? tokens : nil
      let matrix = layer.weights
      leaves.append(
        .init(
          name: "w\(index + 1)",
          value: NumericArray(
            shape: [matrix.rowCount, matrix.columnCount], elements: matrix.elements,
            labels: [nil, labels]),
          isNumber: false, nodes: network.weights[index].flatMap { $0 }))
      if let bias = layer.bias, let nodes = network.biases[index] {
        leaves.append(
          .init(
            name: "b\(index + 1)", value: NumericArray(vector: bias, labels: labels),
            isNumber: false, nodes: nodes))
      }
    }
    return leaves
  }
}

/// What a network predicts, before and after learning.
struct NetworkPrediction {
  let network: ScalarNetwork
  /// The sign that stands for the activation; `nil` for none.
  let activation: String?
  let tokens: [String]?
  let target: Int

  func label(_ position: Int) -> String { tokens.map { $0[position] } ?? String(position) }

  func logits(in graph: ScalarGraph) -> [Double] { network.logits.map { graph.nodes[$0].value } }

  /// The softmax of the logits, which are finite numbers of a graph.
  func probabilities(in graph: ScalarGraph) -> [Double] {
    (try? Softmax.probabilities(logits(in: graph))) ?? []
  }

  func add(_ run: BackpropRun, to record: inout Record) {
    record["logits"] = .vector(logits(in: run.first.graph), labels: tokens)
    record["logit_gradients"] = .vector(
      network.logits.map { run.first.pass.gradients[$0] }, labels: tokens)
    record["probabilities_before"] = .vector(
      probabilities(in: run.first.graph), labels: tokens)
    record["probabilities_after"] = .vector(
      probabilities(in: run.last.updated), labels: tokens)
    record["target"] = .integer(target)
  }
}
