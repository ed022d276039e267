import Engine
import Notebook

/// A feed-forward network that was run, and the texts of its positions.
struct FeedForwardInputs {
  let network: ScalarFeedForward
  /// As far as the source knows them.
  let labels: [String]?
}

/// The parameters that say which network is run on which vectors.
struct FeedForwardSource {
  enum Form: ParameterForm {
    case model, matrices

    var source: ParameterSource {
      switch self {
      case .model: .init("a model", needs: ["text"], takes: ["layer", "top"], asksModel: true)
      case .matrices:
        .init(
          needs: ["x", "w1", "w2"],
          takes: ["b1", "gate", "gate_bias", "activation", "b2", "labels"])
      }
    }
  }

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
      "text", .text, positional: true, help: "a text that a model reads, instead of matrices")
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

  /// The model that is asked, where the source is a model.
  func modelReference(_ form: Form) throws -> ModelReference? {
    form == .model ? try model.required(by: "feedforward") : nil
  }

  /// About what the matrices of a lab take.
  var work: WorkEstimate {
    let rows = Double(x?.shape[0] ?? 0)
    let weights = [w1, gate, w2].reduce(0.0) { $0 + Double($1?.elements.count ?? 0) }
    return WorkEstimate(operations: WorkEstimate.scalar * 2 * rows * weights)
  }

  func inputs() throws -> FeedForwardInputs {
    guard let x, let w1, let w2 else { throw DirectiveError("'feedforward' has no source") }
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

}
