import Bedrock
import Engine
import Figures
import Notebook

/// `ablate`: takes parts of a model out, to see what they are good for.
struct Ablate: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "ablate", chapter: .multiHead,
    summary: "Takes a head, MLP or neuron out of a model and measures what changes.",
    discussion: AblateDocumentation.discussion,
    results: AblateDocumentation.results,
    examples: AblateDocumentation.examples,
    errors: [
      "'layer=' needs 'head=', 'neuron=' or 'component=' beside it": """
      ablate "The dog" model=tinyworld layer=1
      """,
      "there is no head 9": """
      ablate "The dog" model=tinyworld layer=1 head=9
      """,
    ])

  enum Replacement: String, ParameterChoice { case zero, mean }
  enum Shown: String, ParameterChoice { case all, none }

  let text: String?
  let chat: ChatChoice
  let model: ModelChoice
  let target: TargetChoice
  let part: AblatedPart
  let replacement: Replacement
  let over: String?
  let top: Int
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    text = parameters.optional("text", .text, positional: true, help: "what the model reads")
    chat = ChatChoice(&parameters)
    model = ModelChoice(&parameters, help: "the model that loses a part")
    target = TargetChoice(&parameters)
    part = AblatedPart(&parameters)
    replacement = parameters.value(
      "to", .choice(), default: .zero,
      help: "what stands in the part's place: zeros, or its mean over a text")
    over = parameters.optional(
      "over", .text, help: "the text whose mean is taken, with to=mean; the prompt without it")
    top = parameters.value(
      "top", .integer(in: 1...40), default: 5,
      help: "how many tokens, or parts of a scan, are listed")
    shown = parameters.value(
      "show", .choice(), default: .all, help: "the pictures and tables, or nothing")
    parameters.only("over", with: .value("to", "mean"), because: "zeros need no text")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let reference = try model.required(by: "ablate")
    let model = try context.load(reference)
    let targets = try part.targets(in: model.configuration)
    let text = try chat.read(text, by: model, verb: "ablate")
    let parts = model.configuration.layers * (model.configuration.heads + 1)
    try context.admit(
      .passes(
        Double(targets == nil ? parts + 1 : 2), of: model.configuration, tokens: text.count))
    let plain = try model.transformer.run(text.ids)
    let measured = try target.measured(in: model, after: plain.prediction)
    let study = try AblationStudy(
      model.transformer, ids: text.ids, measure: measured.measure,
      replacement: try replacement(model, text))
    if let targets {
      let effect = try study.effect(of: targets)
      let report = AblateReport(
        model: model, modelName: reference.name, study: study, measured: measured, top: top)
      let blocks =
        shown == .none ? [] : report.blocks(effect, without: part.name(in: model.configuration))
      return Outcome(values(study, effect, measured), blocks: blocks)
    }
    let scan = try study.scan { context.progress($0, of: $1, "part") }
    let report = AblationScanReport(
      modelName: reference.name, study: study, scan: scan, measured: measured, top: top)
    return Outcome(report.record, blocks: shown == .none ? [] : report.blocks)
  }

  private func replacement(
    _ model: LanguageModel, _ text: ModelText
  ) throws -> AblationStudy.Replacement {
    switch (replacement, over) {
    case (.zero, _): return .zeros
    case (.mean, let over?):
      return .mean(over: try ModelText(over, in: model, parameter: "over").ids)
    case (.mean, nil): return .mean(over: text.ids)
    }
  }

  private func values(
    _ study: AblationStudy, _ effect: AblationStudy.Effect, _ measured: Measured
  ) -> Record {
    let (before, after) = (study.whole, effect.run)
    var record = Record([
      "before": .double(measured.value(before.prediction)),
      "after": .double(measured.value(after.prediction)),
      "effect": .double(effect.change),
      "probability_before": .double(before.prediction.probability(of: measured.measure.target)),
      "probability_after": .double(after.prediction.probability(of: measured.measure.target)),
      "divergence": .double(effect.divergence),
      "loss_before": .double(before.loss),
      "loss_after": .double(after.loss),
      "target": .string(measured.target),
    ])
    if let alternative = measured.measure.alternative {
      record["alternative_probability_before"] = .double(
        before.prediction.probability(of: alternative))
      record["alternative_probability_after"] = .double(
        after.prediction.probability(of: alternative))
    }
    return record
  }
}

/// The parameters that say which part is taken out; none of them means: every one in turn.
struct AblatedPart: Sendable {
  enum Component: String, ParameterChoice { case head, attention, mlp, neuron }

  enum Form: ParameterForm {
    case head, neuron, whole

    var source: ParameterSource {
      switch self {
      case .head: .init("'head='", needs: ["layer", "head"], takes: ["component"])
      case .neuron: .init("'neuron='", needs: ["layer", "neuron"], takes: ["component"])
      case .whole: .init("'component='", needs: ["layer", "component"])
      }
    }
  }

  /// What is taken out; `nil` for a scan over everything.
  let form: Form?
  let layer: Int?
  let head: Int?
  let neuron: Int?
  let component: Component?

  init(_ parameters: inout ParameterReader) {
    layer = parameters.optional(
      "layer", .integer, help: "the part's layer, from 0; without it every part is tried in turn")
    head = parameters.optional("head", .integer, help: "a head of that layer, from 0")
    neuron = parameters.optional(
      "neuron", .integer, help: "a hidden unit of that layer's MLP, from 0")
    component = parameters.optional(
      "component", .choice(),
      help: "what is taken out: mlp or attention whole; head= and neuron= say so by themselves")
    form = parameters.atMostOne("a part to take out")
    parameters.clash(
      .value("component", ["attention", "mlp", "neuron"]), with: .given("head"),
      because: "one part at a time")
    parameters.clash(
      .value("component", ["attention", "mlp", "head"]), with: .given("neuron"),
      because: "one part at a time")
    parameters.when(.value("component", "head"), needs: "head")
    parameters.when(.value("component", "neuron"), needs: "neuron")
  }

  /// In words, for a title.
  func name(in configuration: ModelConfiguration) -> String {
    func counted(_ number: Int, of count: Int) -> Int { number < 0 ? number + count : number }
    let place = "layer \(counted(layer ?? 0, of: configuration.layers))"
    if let head { return "\(place) head \(counted(head, of: configuration.heads))" }
    if let neuron { return "\(place) neuron \(counted(neuron, of: configuration.hiddenWidth))" }
    return component == .attention ? "\(place) attention" : "\(place) MLP"
  }

  /// What is taken out together; nil for a scan.
  func targets(in configuration: ModelConfiguration) throws -> [Ablation.Target]? {
    guard let form, let layer else { return nil }
    let place = try PartNumber.checked(layer, "layer", of: configuration.layers)
    switch form {
    case .head:
      let head = try PartNumber.checked(head ?? 0, "head", of: configuration.heads)
      return [.head(layer: place, head: head)]
    case .neuron:
      let neuron = try PartNumber.checked(neuron ?? 0, "neuron", of: configuration.hiddenWidth)
      return [.neuron(layer: place, neuron: neuron)]
    case .whole where component == .attention:
      return (0..<configuration.heads).map { .head(layer: place, head: $0) }
    case .whole: return [.feedForward(layer: place)]
    }
  }
}
