import Bedrock
import Engine
import Figures
import Notebook

/// A number of parameters, or a published model, whose size is computed and whose numbers are not there.
struct QuantizeSizeSource: Sendable {
  let parameters: Double?
  let configuration: [String]

  init(_ parameters: inout ParameterReader) {
    self.parameters = parameters.optional(
      "parameters", .number(in: 1...1e15),
      help: "a number of weights; only their size is computed")
    configuration = parameters.value(
      "configuration", .architectures, default: [],
      help: "a published model; only its size is computed")
  }

  /// What the weights take in each format.
  func outcome(
    _ settings: QuantizeSettings, _ plan: QuantizeModelSource, shown: Quantize.Shown
  ) throws -> Outcome {
    let formats = try settings.formats(
      orElse: [.fp32, .fp16, .bf16, .int8, .int4, .q80, .q41, .q40])
    let (name, count) = try subject()
    let sizes = try formats.map { format in
      QuantizeSize(format: format, count: count, size: try size(format, settings, plan))
    }
    let records = sizes.map { (format: $0.format, record: $0.record) }
    let record =
      settings.format != nil
      ? records[0].record
      : Record(
        byFormat: records,
        numbers: ["bytes", "number_bytes", "shared_bytes", "bits_per_weight", "saved", "reduction"])
    return Outcome(
      record, blocks: shown == .none ? [] : [.table(QuantizeSize.table(sizes, of: name))])
  }

  /// What is measured, and how many weights it has.
  private func subject() throws -> (name: String, count: Int) {
    if let parameters {
      guard let count = Int(exactly: parameters) else {
        throw DirectiveError("'parameters' must be a whole number", parameter: "parameters")
      }
      return ("\(NumberText.grouped(count)) weights", count)
    }
    guard configuration.count == 1, let architecture, let sizes = ModelConfiguration(architecture)
    else {
      throw DirectiveError("'configuration' takes one published model", parameter: "configuration")
    }
    return (architecture.name, sizes.parameterCount)
  }

  private var architecture: Architecture? {
    configuration.first.flatMap { KnownArchitectures.named($0)?.architecture }
  }

  private func size(
    _ format: QuantizationFormat, _ settings: QuantizeSettings, _ plan: QuantizeModelSource
  ) throws -> QuantizedSize {
    guard let parameters else {
      guard let architecture, let configuration = ModelConfiguration(architecture) else {
        return QuantizedSize()
      }
      do {
        return try plan.quantization(settings.recipe(format, orElse: .row), layers: nil)
          .size(of: configuration)
      } catch let error as DirectiveError {
        throw error
      } catch {
        throw DirectiveError("\(error)", parameter: "formats")
      }
    }
    if settings.granularity == .row || settings.granularity == .column {
      throw DirectiveError(
        "a bare number of weights has no rows and columns; 'configuration=' has them",
        parameter: "granularity")
    }
    // A last block that is not full is stored whole.
    let recipe = try settings.recipe(format, orElse: .tensor)
    var count = Int(parameters)
    if case .block = format.kind {
      count += (BlockFormat.blockSize - count % BlockFormat.blockSize) % BlockFormat.blockSize
    }
    return try recipe.size(rows: 1, columns: count)
  }
}

/// What some weights take in a format.
struct QuantizeSize {
  let format: QuantizationFormat
  let count: Int
  let size: QuantizedSize

  /// What they take as floats.
  private var baseline: Double { 4 * Double(count) }
  var bitsPerWeight: Double { 8 * Double(size.bytes) / Double(max(count, 1)) }
  private var reduction: Double { 1 - Double(size.bytes) / baseline }

  var record: Record {
    [
      "bytes": .integer(size.bytes), "number_bytes": .integer(size.numberBytes),
      "shared_bytes": .integer(size.sharedBytes), "bits_per_weight": .double(bitsPerWeight),
      "saved": .double(baseline - Double(size.bytes)), "reduction": .double(reduction),
    ]
  }

  static func table(_ sizes: [QuantizeSize], of name: String) -> Table {
    Table(
      columns: [
        .init("format"), .init("bits × weights", .right), .init("what it takes", .right),
        .init("bits a weight", .right), .init("saved", .right), .init("reduction", .right),
      ],
      rows: sizes.map { size in
        [
          size.format.title,
          NumberText.bytes(Double(size.count) * Double(size.format.bits) / 8),
          NumberText.bytes(size.size.bytes), QuantizeText.bits(size.bitsPerWeight),
          NumberText.bytes(size.baseline - Double(size.size.bytes)),
          Wording.percent(size.reduction),
        ]
      }, title: name)
  }
}
