import Engine
import Notebook

/// A feed-forward network that was run, and the texts of its positions.
struct FeedForwardInputs {
  let network: ScalarFeedForward
  /// As far as the source knows them.
  let labels: [String]?
}

/// The parameters that say which network is run on which vectors: here, matrices in the lab.
struct FeedForwardSource {
  let text: String?
  let model: ModelChoice
  let layer: Int?
  let x: NumericArray?
  let w1: NumericArray?
  let b1: NumericArray?
  let gate: NumericArray?
  let gateBias: NumericArray?
  let activation: ActivationChoice
  let w2: NumericArray?
  let b2: NumericArray?

  init(_ parameters: inout ParameterReader) {
    text = parameters.optional(
      "text", .text, positional: true, help: "a text that a model reads, in the place of matrices")
    model = ModelChoice(&parameters, help: "the model whose feed-forward network is looked into")
    layer = parameters.optional("layer", .integer, help: "of the model, from 0")
    x = parameters.optional(
      "x", .rows, help: "the vectors, a row a position; a single one may be a vector")
    w1 = parameters.optional(
      "w1", .matrix, help: "the first layer's weights, a row an input, a column a hidden unit")
    b1 = parameters.optional("b1", .vector, help: "a bias for each hidden unit")
    gate = parameters.optional(
      "gate", .matrix,
      help: "a gate's weights, shaped as w1: a1 = activation(x gate) times (x w1)")
    gateBias = parameters.optional("gate_bias", .vector, help: "a bias for each gate")
    activation = parameters.value(
      "activation", .choice(), default: .gelu,
      help: "what is done with each hidden unit's sum; identity leaves two linear layers")
    w2 = parameters.optional(
      "w2", .matrix, help: "the second layer's weights, a row a hidden unit, a column an output")
    b2 = parameters.optional("b2", .vector, help: "a bias for each output")
  }

  /// The model that is asked, if the source is a text.
  func modelReference() throws -> ModelReference? {
    let matrices = [
      ("x", x), ("w1", w1), ("b1", b1), ("gate", gate), ("gate_bias", gateBias), ("w2", w2),
      ("b2", b2),
    ].filter { $0.1 != nil }.map(\.0)
    if text != nil || model.given != nil, let matrix = matrices.first {
      throw DirectiveError(
        "'feedforward' takes one source, and here are two: a model and '\(matrix)='",
        parameter: matrix)
    }
    if text == nil, model.given != nil {
      throw DirectiveError("'model=' needs a text beside it", parameter: "model")
    }
    if text == nil, layer != nil {
      throw DirectiveError("'layer' is a model's: a text is missing", parameter: "layer")
    }
    return text == nil ? nil : try model.required(by: "feedforward")
  }

  func inputs() throws -> FeedForwardInputs {
    let (x, w1, w2) = (try need(x, "x"), try need(w1, "w1"), try need(w2, "w2"))
    try activation.check(hasGate: gate != nil)
    if gate == nil, gateBias != nil {
      throw DirectiveError("'gate_bias' belongs to 'gate='", parameter: "gate_bias")
    }
    let parts = [
      ("x", x), ("w1", w1), ("b1", b1), ("gate", gate), ("gate_bias", gateBias), ("w2", w2),
      ("b2", b2),
    ]
    for case (let name, let array?) in parts { _ = try array.finite(name) }
    do {
      let network = try ScalarFeedForward(
        x: DoubleMatrix(x),
        first: .init("w1", DoubleMatrix(w1), biasName: "b1", bias: b1?.elements),
        gate: gate.map {
          .init("gate", DoubleMatrix($0), biasName: "gate_bias", bias: gateBias?.elements)
        },
        second: .init("w2", DoubleMatrix(w2), biasName: "b2", bias: b2?.elements),
        activation: activation.function)
      return FeedForwardInputs(network: network, labels: x.labels[0])
    } catch let error as FeedForwardError {
      throw DirectiveError("\(error)", parameter: error.culprit)
    }
  }

  private func need(_ array: NumericArray?, _ name: String) throws -> NumericArray {
    guard let array else {
      throw DirectiveError("'feedforward' needs '\(name)=' (matrix), or a text and a model")
    }
    return array
  }
}
