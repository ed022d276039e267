import Engine
import Figures
import Notebook

/// A model whose weights are quantized, once in each format and always from the weights given.
struct QuantizeWeights {
  let reference: ModelReference
  let model: LanguageModel
  let evaluation: QuantizeEvaluation?
  let settings: QuantizeSettings
  let plan: QuantizeModelSource

  /// What came of one format.
  struct Result {
    let recipe: QuantizationRecipe
    let size: QuantizedSize
    let loss: QuantizationLoss
    let difference: ModelDifference?
    let model: ModelValue
    let parameters: Int

    var bitsPerWeight: Double { 8 * Double(size.bytes) / Double(parameters) }
  }

  func outcome(_ context: inout RunContext, shown: Quantize.Shown) throws -> Outcome {
    let formats = try settings.formats(orElse: [.fp16, .bf16, .int8, .int4, .q80, .q41, .q40])
    var results: [Result] = []
    for format in formats {
      results.append(try result(format, context))
      context.progress(results.count, of: formats.count, format.rawValue)
    }
    let isQuantized = try isAlreadyQuantized(results)
    if isQuantized, !plan.isKnown {
      context.warn(
        "the weights of '\(reference.name)' were quantized before: what that cost cannot be seen on"
          + " them; quantize the float weights")
    }
    let header = LanguageModel.headerByteCount(
      model.configuration, tokenizer: model.tokenizerRecord)
    let report = QuantizeWeightsReport(
      name: reference.name, original: evaluation?.original,
      positions: evaluation?.comparison.positions ?? 0, results: results, header: header,
      isAlreadyQuantized: isQuantized)
    var shared: Record = ["already_quantized": .bool(isQuantized)]
    if let original = evaluation?.original {
      shared["original_loss"] = .double(original.loss)
      shared["original_perplexity"] = .double(original.perplexity)
      shared["positions"] = .integer(original.positions)
    }
    let records = results.map { ($0.recipe.format, record(of: $0, header: header)) }
    let blocks = shown == .none ? [] : shown == .table ? report.tables : report.blocks
    if settings.format != nil { return Outcome(records[0].1.adding(shared), blocks: blocks) }
    return Outcome(
      Record(byFormat: records, numbers: Self.numbers).adding(shared), blocks: blocks)
  }

  private static let numbers = [
    "bytes", "file_bytes", "bits_per_weight", "mean_squared_error", "max_error", "relative_error",
    "loss", "perplexity", "kl", "agreement",
  ]

  private func result(_ format: QuantizationFormat, _ context: RunContext) throws -> Result {
    let recipe = try settings.recipe(format, orElse: .row)
    let quantization = try plan.quantization(recipe, layers: model.configuration.layers)
    do {
      let source = QuantizedSource(model.source, quantization)
      let measure = try quantization.measure(model.source)
      let difference = try evaluation.map {
        try $0.comparison.difference(of: Transformer(source))
      }
      return Result(
        recipe: recipe, size: measure.size, loss: measure.loss, difference: difference,
        model: try value(of: source, quantization, context),
        parameters: model.configuration.parameterCount)
    } catch let error as ModelQuantization.TensorError {
      throw DirectiveError(
        "\(error)", parameter: settings.format == nil ? "formats" : "format")
    }
  }

  /// The quantized model as a value; a large one is made of its recipe when somebody runs it.
  private func value(
    of source: QuantizedSource, _ quantization: ModelQuantization, _ context: RunContext
  ) throws -> ModelValue {
    let name = "\(reference.name) in \(quantization.recipe.format.title)"
    guard model.configuration.isLarge else {
      return ModelValue(
        name: name, weights: try source.weights(), tokenizer: model.tokenizerRecord)
    }
    let recipe = try context.identity(of: reference) + "\n" + quantization.identity
    return ModelShelf.value(named: name, recipe: recipe) { [model] in
      try LanguageModel(source, tokenizerOf: model)
    }
  }

  /// Whether the weights lie on a grid already: by their few values, or since a grid met them.
  private func isAlreadyQuantized(_ results: [Result]) throws -> Bool {
    try model.source.looksBlockQuantized()
      || results.contains { result in
        result.recipe.format.kind != .float
          && result.loss.isAlreadyQuantized(bits: result.recipe.format.bits)
      }
  }

  private func record(of result: Result, header: Int) -> Record {
    let record: Record = [
      "max_error": .double(result.loss.maximum),
      "mean_squared_error": .double(result.loss.meanSquare),
      "relative_error": .double(result.loss.relative), "bytes": .integer(result.size.bytes),
      "file_bytes": .integer(result.size.bytes + header),
      "bits_per_weight": .double(result.bitsPerWeight),
    ]
    return record.adding(result.difference?.record).adding(["model": .model(result.model)])
  }
}
