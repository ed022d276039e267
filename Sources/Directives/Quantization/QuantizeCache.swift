import Bedrock
import Engine
import Figures
import Notebook

/// A model whose weights stay, and whose keys and values are kept in fewer bits.
struct QuantizeCache {
  let reference: ModelReference
  let model: LanguageModel
  let evaluation: QuantizeEvaluation?
  let settings: QuantizeSettings
  let target: Quantize.Target

  private struct Result {
    let format: QuantizationFormat
    let bytesPerToken: Double
    let loss: QuantizationLoss
    let difference: ModelDifference
  }

  func outcome(_ context: inout RunContext, shown: Quantize.Shown) throws -> Outcome {
    guard let evaluation else {
      throw DirectiveError(
        "a cache has no numbers until a model reads something: give 'text=' or 'documents='",
        parameter: "documents")
    }
    let formats = try settings.formats(orElse: [.fp16, .int8, .int4])
    var results: [Result] = []
    for format in formats {
      results.append(try result(format, evaluation))
      context.progress(results.count, of: formats.count, format.rawValue)
    }
    let blocks: [OutcomeBlock] =
      shown == .none ? [] : [.table(table(results, evaluation.original))]
    let shared: Record = [
      "original_loss": .double(evaluation.original.loss),
      "original_perplexity": .double(evaluation.original.perplexity),
      "original_bytes_per_token": .double(originalBytesPerToken),
      "positions": .integer(evaluation.original.positions),
    ]
    let records = results.map { (format: $0.format, record: record(of: $0)) }
    if settings.format != nil { return Outcome(records[0].record.adding(shared), blocks: blocks) }
    return Outcome(
      Record(
        byFormat: records,
        numbers: [
          "bytes", "bytes_per_token", "max_error", "mean_squared_error", "relative_error", "loss",
          "perplexity", "kl", "agreement",
        ]
      ).adding(shared), blocks: blocks)
  }

  private var context: Int { model.configuration.context }

  private func cache(_ recipe: QuantizationRecipe) -> CacheQuantization {
    CacheQuantization(recipe, keys: target != .values, values: target != .keys)
  }

  private var originalBytesPerToken: Double {
    let configuration = model.configuration
    return Double(configuration.layers * 2 * configuration.keyValueWidth * 4)
  }

  private func result(
    _ format: QuantizationFormat, _ evaluation: QuantizeEvaluation
  ) throws -> Result {
    let recipe = try settings.recipe(format, orElse: .row)
    let cache = cache(recipe)
    do {
      let difference = try evaluation.comparison.difference(
        of: model.transformer, taps: cache.taps(model.configuration))
      // Over a full context: a scale that many tokens share is no token's own.
      let size = try cache.size(tokens: context, model.configuration)
      return Result(
        format: format, bytesPerToken: Double(size.bytes) / Double(context), loss: cache.loss,
        difference: difference)
    } catch let error as QuantizationError {
      throw DirectiveError(
        "\(error)", parameter: settings.format == nil ? "formats" : "format")
    }
  }

  private func record(of result: Result) -> Record {
    let record: Record = [
      "bytes": .double(result.bytesPerToken * Double(context)),
      "bytes_per_token": .double(result.bytesPerToken),
      "max_error": .double(result.loss.maximum),
      "mean_squared_error": .double(result.loss.meanSquare),
      "relative_error": .double(result.loss.relative),
    ]
    return record.adding(result.difference.record)
  }

  private var subject: String {
    switch target {
    case .keys: "keys alone"
    case .values: "values alone"
    case .weights, .cache: "keys and values"
    }
  }

  private func table(_ results: [Result], _ original: ModelDifference) -> Table {
    func row(_ name: String, _ bytes: Double, _ error: String, _ difference: ModelDifference)
      -> [String]
    {
      let quality = QuantizeWeightsReport.row(name, difference)
      return [name, NumberText.fixed(bytes, decimals: 0), error] + quality.dropFirst()
    }
    let shared: String =
      switch settings.granularity {
      case .column: ", a scale a column"
      case .tensor: ", one scale a layer"
      case .group: ", scales for groups"
      case .row, nil: ", a scale a token and head"
      }
    return Table(
      columns: [
        .init("format"), .init("bytes a token", .right), .init("rel. error", .right),
        .init("loss", .right), .init("perplexity", .right), .init("KL", .right),
        .init("same top", .right),
      ],
      rows: [row("original (FP32)", originalBytesPerToken, "0", original)]
        + results.map {
          row(
            $0.format.title, $0.bytesPerToken, Wording.percent($0.loss.relative, decimals: 2),
            $0.difference)
        },
      title: "the KV cache of \(reference.name), \(subject)\(shared)")
  }
}
