import Bedrock
import Engine
import Figures
import Notebook

/// `attribute`: what each part of a model adds to a logit.
struct Attribute: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "attribute", chapter: .block,
    summary: "Takes a logit apart into what every head, every MLP and the embedding add to it.",
    discussion: """
      The last residual stream is a sum: the embedding, plus what every head and every MLP wrote into \
      it. Then comes the final norm, which is not linear: it divides by the size of the whole. With \
      that divisor *frozen* at what it was in this run, norm and output map are linear, so the logit \
      falls into one number a part (direct logit attribution; Elhage et al. 2021, "A Mathematical \
      Framework for Transformer Circuits"):

          logit = sum over parts of  W_out[target] . (gain * part / size of the stream)

      The parts add up to the model's own logit; `difference` is what rounding leaves. With `against=` \
      the difference of two logits is taken apart.

      This is what a part says *directly* into the output. What it says to later parts is counted \
      there: compare with `ablate`, which sees both.
      """,
    results: [
      "heads": "[layers, heads]: what each head adds",
      "mlps": "what each layer's MLP adds, one a layer",
      "embedding": "what the token's own vector adds",
      "biases": "what biases add, all together; 0 in a model without",
      "sum": "of all parts",
      "value": "the model's own logit, or difference of logits",
      "difference": "sum - value, what rounding leaves",
      "layer": "the layer of the head that adds most",
      "head": "the head that adds most",
      "target": "the target's text",
    ],
    examples: [
      "Who speaks for the car, and who for the wall?": """
      attribute "A blue car crashed into a concrete wall. They stopped it. The"
        model=tinyworld target=" car" against=" wall"
      expect abs(attribute.difference) < 0.001
      let parts = sum(attribute.heads) + sum(attribute.mlps) + attribute.embedding
      expect parts ~ attribute.value within 0.001
      """
    ],
    errors: [
      "is no token of the model": """
      attribute "The cat" model=tinyworld target="zeppelin"
      """
    ])

  let text: String?
  let chat: ChatChoice
  let model: ModelChoice
  let target: TargetChoice
  let top: Int

  init(_ parameters: inout ParameterReader) {
    text = parameters.optional("text", .text, positional: true, help: "what the model reads")
    chat = ChatChoice(&parameters)
    model = ModelChoice(&parameters, help: "the model whose logit is taken apart")
    target = TargetChoice(&parameters)
    top = parameters.value(
      "top", .integer(in: 1...100), default: 10, help: "how many parts are listed")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let reference = try model.required(by: "attribute")
    let model = try context.load(reference)
    let text = try chat.read(text, by: model, verb: "attribute")
    try context.admit(.passes(2, of: model.configuration, tokens: text.count))
    let prediction = try model.transformer.run(text.ids).prediction
    let measured = try target.measured(in: model, after: prediction)
    let attribution = try LogitAttribution(
      model.transformer, ids: text.ids, measure: measured.measure)
    let report = AttributeReport(
      modelName: reference.name, configuration: model.configuration, attribution: attribution,
      measured: measured, top: top)
    return Outcome(report.record, blocks: report.blocks)
  }
}
