import Bedrock
import Engine
import Figures
import Notebook

/// `patch`: an activation of one prompt's run is put into another's.
struct Patch: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "patch", chapter: .multiHead,
    summary: "Puts an activation of one prompt's run into another's and measures what it carries.",
    discussion: PatchDocumentation.discussion,
    results: PatchDocumentation.results,
    examples: PatchDocumentation.examples,
    errors: [
      "so their positions do not match": """
      patch "The dog ran." from="The small dog ran." model=tinyworld
      """
    ])

  enum Component: String, ParameterChoice { case residual, attention, mlp, head }
  enum Shown: String, ParameterChoice { case all, map, none }

  let text: String
  let source: String
  let model: ModelChoice
  let target: TargetChoice
  let component: Component?
  let layer: Int?
  let head: Int?
  let position: TokenReference?
  let top: Int
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    text = parameters.required(
      "text", .text, positional: true, help: "the prompt that is run with a foreign activation")
    source = parameters.required(
      "from", .text, help: "the prompt whose run the activation is taken from")
    model = ModelChoice(&parameters, help: "the model that runs both")
    target = TargetChoice(&parameters)
    component = parameters.optional(
      "component", .choice(),
      help: "what is put over: the residual stream (the default), an output, or a head's output")
    layer = parameters.optional(
      "layer", .integer, help: "from 0; without it every layer is tried in turn")
    head = parameters.optional("head", .integer, help: "a head of that layer, from 0")
    position = parameters.optional(
      "position", .token,
      help: "the token whose activation is put over; all of them without it")
    top = parameters.value(
      "top", .integer(in: 1...40), default: 5, help: "how many places of a scan are listed")
    shown = parameters.value(
      "show", .choice(), default: .all, help: "of a scan: the map with its table, or the map alone")
    parameters.when(.given("head"), needs: "layer")
    parameters.clash(.value("component", ["residual", "attention", "mlp"]), with: .given("head"))
    parameters.when(.all([.value("component", "head"), .given("layer")]), needs: "head")
    parameters.never("top", with: .given("layer"), because: "one place is no scan")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let reference = try model.required(by: "patch")
    let model = try context.load(reference)
    let text = try ModelText(text, in: model)
    let source = try ModelText(source, in: model, parameter: "from")
    let tried = model.configuration.layers * max(text.count, model.configuration.heads)
    try context.admit(
      .passes(
        Double(layer == nil ? tried + 2 : 3), of: model.configuration,
        tokens: max(text.count, source.count)))
    let plain = try model.transformer.run(source.ids)
    let measured = try target.measured(in: model, after: plain.prediction)
    let study = try PatchStudy(
      model.transformer, ids: text.ids, source: source.ids, measure: measured.measure)
    guard study.recovered(study.plain).isFinite else {
      throw DirectiveError(
        "both prompts have the same \(measured.shortName): there is nothing to carry over",
        parameter: "from")
    }
    let places = PatchPlaces(text: text, source: source, position: position)
    let report = PatchReport(
      modelName: reference.name, study: study, measured: measured, places: places, top: top)
    let component = component ?? (head == nil ? .residual : .head)
    let configuration = model.configuration
    guard let layer else {
      let scan = try PatchScan(study, component, places) { context.progress($0, of: $1, "place") }
      return Outcome(report.record(scan), blocks: report.blocks(scan, shown))
    }
    let place = try PartNumber.checked(layer, "layer", of: configuration.layers)
    let site = try site(component, layer: place, in: configuration)
    let run = try study.run(site, at: try places.positions())
    let at = position == nil ? "" : ", at \(try places.name())"
    let name = Self.name(of: site) + at
    return Outcome(
      report.record(run), blocks: shown == .none ? [] : report.blocks(run, name: name))
  }

  private func site(
    _ component: Component, layer: Int, in configuration: ModelConfiguration
  ) throws -> PatchSite {
    switch component {
    case .residual: return .residual(layer: layer)
    case .attention: return .attention(layer: layer)
    case .mlp: return .feedForward(layer: layer)
    case .head:
      return .head(
        layer: layer, head: try PartNumber.checked(head ?? 0, "head", of: configuration.heads))
    }
  }

  private static func name(of site: PatchSite) -> String {
    switch site {
    case .embedding: "embedding"
    case .residual(let layer): "residual stream after layer \(layer)"
    case .attention(let layer): "layer \(layer) attention"
    case .feedForward(let layer): "layer \(layer) MLP"
    case .head(let layer, let head): "layer \(layer) head \(head)"
    }
  }
}
