import Engine
import Figures
import Notebook

/// `feedforward`: two layers of neurons as matrices, position by position.
struct FeedForward: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "feedforward", chapter: .feedForward,
    summary: "Runs vectors through two layers of neurons, written as matrices.",
    discussion: FeedForwardDocumentation.discussion,
    results: FeedForwardDocumentation.results,
    examples: FeedForwardDocumentation.examples,
    errors: FeedForwardDocumentation.errors)

  enum Shown: String, ParameterChoice { case steps, matrices, result, none }

  let source: FeedForwardSource
  let labels: [String]?
  let position: TokenReference
  let unit: Int?
  let top: Int
  let shown: Shown
  let form: FeedForwardSource.Form

  init(_ parameters: inout ParameterReader) {
    source = FeedForwardSource(&parameters)
    labels = parameters.optional(
      "labels", .strings, help: "the texts of the positions, one a row of x")
    position = parameters.value(
      "position", .token, default: .position(0),
      help: "the row of x, or the token of the text, that is worked out")
    unit = parameters.optional(
      "unit", .integer(atLeast: 0),
      help: "from 0: the hidden unit whose sum is worked out (0), or that is a model's to look at")
    top = parameters.value(
      "top", .integer(in: 1...40), default: 8, help: "of a model: how many units are listed")
    shown = parameters.value(
      "show", .choice(), default: .steps,
      help: "all steps, or only the matrices, or only what fires and comes out")
    form = parameters.exactlyOne("a network")
    ActivationChoice.declareRules(&parameters)
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    if let reference = try source.modelReference(form) { return try ask(reference, context) }
    try context.admit(source.work)
    let inputs = try source.inputs()
    let network = inputs.network
    let names = labels ?? inputs.labels
    if let names, names.count != network.x.rowCount {
      throw DirectiveError(
        "\(counted: names.count, "label") for \(counted: network.x.rowCount, "row") of x:"
          + " give one a row", parameter: "labels")
    }
    let unit = unit ?? 0
    guard unit < network.hidden.columnCount else {
      throw DirectiveError(
        "'unit' names \(unit), but the hidden layer has"
          + " \(counted: network.hidden.columnCount, "unit"), counted from 0", parameter: "unit")
    }
    let lookup = TokenLookup(texts: names, count: network.x.rowCount, parameter: "position")
    let report = FeedForwardReport(
      network: network, names: names, position: try lookup.position(of: position), unit: unit)
    let blocks =
      switch shown {
      case .steps: report.steps
      case .matrices: report.matrices
      case .result: report.result
      case .none: [OutcomeBlock]()
      }
    return Outcome(values(network, names), blocks: blocks)
  }

  /// Looks into a layer of a model at work on a text.
  private func ask(_ reference: ModelReference, _ context: RunContext) throws -> Outcome {
    let model = try context.load(reference)
    guard let layer = source.layer else {
      throw DirectiveError(
        "a model's network needs 'layer=', from 0 to \(model.configuration.layers - 1)")
    }
    let text = try ModelText(source.text ?? "", in: model)
    try context.admit(.passes(of: model.configuration, tokens: text.count))
    let lookup = TokenLookup(texts: text.labels, count: text.count, parameter: "position")
    let network = try ModelFeedForward(
      text, model: model, name: reference.name,
      layer: try PartNumber.checked(layer, "layer", of: model.configuration.layers),
      position: try lookup.position(of: position),
      top: min(top, model.configuration.hiddenWidth),
      unit: try unit.map {
        try PartNumber.checked($0, "unit", of: model.configuration.hiddenWidth)
      })
    let blocks = shown == .none ? [] : ModelFeedForwardReport(network: network).blocks
    return Outcome(network.values, blocks: blocks)
  }

  private func values(_ network: ScalarFeedForward, _ names: [String]?) -> Record {
    let firing = (0..<network.hidden.rowCount).map { position in
      (0..<network.hidden.columnCount).map { network.isFiring(position, $0) ? 1.0 : 0 }
    }
    var record = Record([
      "x": .matrix(network.x, rows: names),
      "z1": .matrix(network.sums, rows: names),
      "a1": .matrix(network.hidden, rows: names),
      "output": .matrix(network.output, rows: names),
      "firing": .matrix(DoubleMatrix(rows: firing), rows: names),
      "parameters": .integer(network.parameterCount),
    ])
    record["gate"] = network.gateSums.map { .matrix($0, rows: names) }
    return record
  }
}
