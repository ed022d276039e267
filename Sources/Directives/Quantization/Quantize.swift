import Engine
import Figures
import Notebook

/// `quantize`: numbers in fewer bits: a matrix, a model's weights, its cache, or only their size.
struct Quantize: Directive {
  static let documentation: DirectiveDocumentation = {
    var documentation = DirectiveDocumentation(
      verb: "quantize", chapter: .quantization,
      summary: "Stores a matrix, a model or its cache in fewer bits, and measures what that costs.",
      discussion: QuantizeDocumentation.discussion,
      results: QuantizeDocumentation.results,
      examples: QuantizeDocumentation.examples,
      errors: QuantizeDocumentation.errors)
    documentation.results += QuantizationFormat.allCases.map {
      (
        $0.rawValue,
        "with several formats, what one alone would bind: quantize.\($0.rawValue).bytes"
      )
    }
    return documentation
  }()

  enum Target: String, ParameterChoice {
    case weights
    case cache = "kv_cache"
    case keys
    case values
  }
  enum Shown: String, ParameterChoice { case all, table, none }

  enum Form: ParameterForm {
    case values, parameters, configuration, model

    var source: ParameterSource {
      switch self {
      case .values: .init("a matrix", needs: ["values"])
      case .parameters: .init(needs: ["parameters"])
      case .configuration: .init(needs: ["configuration"], takes: ["parts", "layers", "rest"])
      case .model:
        .init(
          "a model",
          takes: ["target", "parts", "layers", "rest", "text", "documents", "requantize"],
          asksModel: true)
      }
    }
  }

  let form: Form
  let values: NumericArray?
  let model: ModelChoice
  let sizes: QuantizeSizeSource
  let settings: QuantizeSettings
  let target: Target
  let plan: QuantizeModelSource
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    values = parameters.optional(
      "values", .matrix, positional: true, help: "a matrix, [to, from] if it is weights")
    model = ModelChoice(&parameters, help: "a model whose weights, or whose cache, are quantized")
    sizes = QuantizeSizeSource(&parameters)
    settings = QuantizeSettings(&parameters)
    target = parameters.value(
      "target", .choice(), default: .weights,
      help: "of a model: its weights, or keys and values as they lie in its KV cache")
    plan = QuantizeModelSource(&parameters)
    shown = parameters.value(
      "show", .choice(), default: .all, help: "everything, or the tables alone")
    form = parameters.exactlyOne("numbers")
    parameters.never(
      "parts", "layers", "rest", "requantize",
      with: .value("target", ["kv_cache", "keys", "values"]),
      because: "the weights stay as they are")
    parameters.never(
      "documents", with: .given("text"), because: "the text is what the model is measured on")
    parameters.never(
      "clip", with: .source(Form.parameters, .configuration), because: "no number is stored")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    switch form {
    case .values:
      guard let values else { throw DirectiveError("'quantize' has no source") }
      return try matrix(values)
    case .parameters, .configuration: return try sizes.outcome(settings, plan, shown: shown)
    case .model:
      let reference = try model.required(by: "quantize")
      let model = try context.load(reference)
      let evaluation = try plan.evaluation(model, context)
      if target == .weights {
        return try QuantizeWeights(
          reference: reference, model: model, evaluation: evaluation, settings: settings,
          plan: plan
        ).outcome(&context, shown: shown)
      }
      return try QuantizeCache(
        reference: reference, model: model, evaluation: evaluation, settings: settings,
        target: target
      ).outcome(&context, shown: shown)
    }
  }

  private func matrix(_ values: NumericArray) throws -> Outcome {
    let formats = try settings.formats(orElse: [.fp32, .fp16, .bf16, .int8, .int4])
    let results = try formats.map {
      try MatrixQuantization(values, settings.recipe($0, orElse: .tensor))
    }
    let report = QuantizeMatrixReport(results: results)
    let blocks: [OutcomeBlock] =
      switch shown {
      case .all: report.blocks
      case .table: [.table(report.table)]
      case .none: []
      }
    if settings.format != nil, let only = results.first {
      return Outcome(only.record, blocks: blocks)
    }
    return Outcome(
      Record(
        byFormat: zip(formats, results).map { ($0, $1.record) },
        numbers: [
          "distinct", "max_error", "mean_squared_error", "bytes", "bits_per_weight", "minimum",
          "maximum",
        ]), blocks: blocks)
  }
}
