import Engine
import Figures
import Notebook

/// `neuron`: inputs times weights, added up, through an activation.
struct Neuron: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "neuron", chapter: .neuron,
    summary: "Adds up inputs times weights and runs the sum through an activation.",
    discussion: NeuronDocumentation.discussion,
    results: NeuronDocumentation.results,
    examples: NeuronDocumentation.examples,
    errors: [
      "1 number in 'weights' for 2 inputs": """
      neuron inputs=[1, 2] weights=[1]
      """,
      "needs 'gate='": """
      neuron inputs=[1] weights=[1] activation=swiglu
      """,
    ])

  enum Curve: String, ParameterChoice { case value, derivative, both, none }
  enum Shown: String, ParameterChoice { case steps, curve, result, none }

  let inputs: NumericArray
  let weights: NumericArray
  let bias: Double
  let gate: NumericArray?
  let gateBias: Double?
  let activation: ActivationChoice
  let compared: [ScalarActivation]
  let curve: Curve
  let names: [String]?
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    inputs = parameters.required("inputs", .vector, help: "the numbers that come in")
    weights = parameters.required("weights", .vector, help: "a weight for each input")
    bias = parameters.value("bias", .number, default: 0, help: "what is added to the sum")
    activation = parameters.value(
      "activation", .choice(), default: .gelu,
      help: "what is done with the sum; gelu is the tanh form")
    gate = parameters.optional(
      "gate", .vector,
      help: "weights of a gate: the activation of its sum is multiplied with the other sum")
    gateBias = parameters.optional(
      "gate_bias", .number, help: "what is added to the gate's sum (0)")
    compared = parameters.value(
      "compare", .choices(), default: [],
      help: "further activations, drawn and listed beside the one that is used")
    curve = parameters.value(
      "curve", .choice(), default: .value,
      help: "which curve of the activation is drawn: the function, its slope, or both")
    names = parameters.optional(
      "names", .strings, help: "what the inputs are called; x1, x2, and so on")
    shown = parameters.value(
      "show", .choice(), default: .steps,
      help: "every step, or only the curve, or only the sentence")
    ActivationChoice.declareRules(&parameters)
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let neuron = try neuron()
    let report = NeuronReport(
      neuron: neuron, names: try inputNames(), compared: compared, curve: curve)
    let blocks =
      switch shown {
      case .steps: report.steps
      case .curve: report.curves
      case .result: report.result
      case .none: [OutcomeBlock]()
      }
    return Outcome(try values(neuron), blocks: blocks)
  }

  private func neuron() throws -> ScalarNeuron {
    let x = try inputs.finite("inputs")
    guard !x.isEmpty else {
      throw DirectiveError("'inputs' is empty: nothing comes in", parameter: "inputs")
    }
    let neuron = ScalarNeuron(
      inputs: x, weights: try checked(weights, "weights", x.count), bias: bias,
      gate: try gate.map { (try checked($0, "gate", x.count), gateBias ?? 0) },
      activation: activation.function)
    guard neuron.sum.value.isFinite, neuron.argument.isFinite, neuron.output.isFinite else {
      throw DirectiveError("the sum is too large for a number", parameter: "weights")
    }
    return neuron
  }

  private func checked(_ array: NumericArray, _ name: String, _ count: Int) throws -> [Double] {
    guard array.elements.count == count else {
      throw DirectiveError(
        "\(counted: array.elements.count, "number") in '\(name)' for \(counted: count, "input"):"
          + " give one an input", parameter: name)
    }
    return try array.finite(name)
  }

  private func inputNames() throws -> [String] {
    let labels = names ?? inputs.labels[0] ?? inputs.elements.indices.map { "x\($0 + 1)" }
    guard labels.count == inputs.elements.count else {
      throw DirectiveError(
        "\(counted: labels.count, "name") for \(counted: inputs.elements.count, "input"):"
          + " give one an input", parameter: "names")
    }
    return labels
  }

  private func values(_ neuron: ScalarNeuron) throws -> Record {
    let labels = names ?? inputs.labels[0]
    var record = Record([
      "z": .double(neuron.sum.value),
      "output": .double(neuron.output),
      "derivative": .double(neuron.slope),
      "products": .vector(neuron.sum.products, labels: labels),
      "weight_gradients": .vector(neuron.weightGradients, labels: labels),
    ])
    if let gate = neuron.gate, let gradients = neuron.gateGradients {
      record["gate_z"] = .double(gate.value)
      record["gate_output"] = .double(neuron.activated)
      record["gate_gradients"] = .vector(gradients, labels: labels)
    }
    if !compared.isEmpty {
      let all = NeuronReport.listed(neuron.activation, compared)
      let names = all.map(\.rawValue)
      record["outputs"] = .vector(all.map { $0.value(neuron.argument) }, labels: names)
      record["derivatives"] = .vector(all.map { $0.derivative(neuron.argument) }, labels: names)
    }
    return record
  }
}
