import Bedrock
import Engine
import Notebook

/// A matrix of a lab in one format, and how far it is from what it was.
struct MatrixQuantization {
  let recipe: QuantizationRecipe
  /// As FP32 holds it.
  let original: [Float]
  let matrix: QuantizedMatrix
  let loss: QuantizationLoss
  let rowLabels: [String]?
  let columnLabels: [String]?

  /// Throws `DirectiveError` if a number has no code, or rows make no blocks.
  init(_ array: NumericArray, _ recipe: QuantizationRecipe) throws {
    self.recipe = recipe
    original = array.elements.map { Float($0) }
    do {
      matrix = try recipe.quantize(original, rows: array.shape[0], columns: array.shape[1])
    } catch {
      throw DirectiveError("\(error)", parameter: "values")
    }
    loss = QuantizationLoss(original, matrix.values)
    (rowLabels, columnLabels) = (array.labels[0], array.labels[1])
  }

  /// What is left of each number minus what it was.
  var errors: [[Double]] {
    rows(zip(original, matrix.values).map { Double($1) - Double($0) })
  }

  var values: [[Double]] { rows(matrix.values.map { Double($0) }) }
  var codes: [[Double]]? { matrix.codes.map { rows($0.map { Double($0) }) } }

  private func rows(_ elements: [Double]) -> [[Double]] {
    (0..<matrix.rows).map {
      Array(elements[$0 * matrix.columns..<($0 + 1) * matrix.columns])
    }
  }

  var bitsPerWeight: Double {
    8 * Double(matrix.size.bytes) / Double(max(original.count, 1))
  }
  /// The ends of what is left; NaN without numbers.
  var minimum: Float {
    matrix.values.reduce(original.isEmpty ? .nan : .infinity, Elementary.minimum)
  }
  var maximum: Float {
    matrix.values.reduce(original.isEmpty ? .nan : -.infinity, Elementary.maximum)
  }

  var record: Record {
    var record: Record = [
      "distinct": .integer(matrix.distinct), "max_error": .double(loss.maximum),
      "mean_squared_error": .double(loss.meanSquare), "bytes": .integer(matrix.size.bytes),
      "bits_per_weight": .double(bitsPerWeight),
      "number_bytes": .integer(matrix.size.numberBytes),
      "shared_bytes": .integer(matrix.size.sharedBytes),
      "minimum": .float(minimum), "maximum": .float(maximum),
      "values": array(values, .float), "errors": array(errors, .double),
    ]
    record["codes"] = codes.map { array($0, .double) }
    if !matrix.scales.isEmpty { record["scales"] = .floats(matrix.scales) }
    if matrix.scales.count == 1 { record["scale"] = .float(matrix.scales[0]) }
    if !matrix.zeroPoints.isEmpty { record["zero_points"] = .integers(matrix.zeroPoints) }
    if matrix.zeroPoints.count == 1 { record["zero_point"] = .integer(matrix.zeroPoints[0]) }
    if !matrix.minimums.isEmpty { record["minimums"] = .floats(matrix.minimums) }
    record["packed"] = packed.map { .string(Hexadecimal.string($0)) }
    return record
  }

  /// The bytes of a block format.
  var packed: [UInt8]? {
    guard case .block(let format) = recipe.format.kind else { return nil }
    return try? format.encode(original)
  }

  private func array(_ rows: [[Double]], _ width: NumberWidth) -> Value {
    .array(
      NumericArray(
        shape: [matrix.rows, matrix.columns], elements: rows.flatMap { $0 }, width: width,
        labels: [rowLabels, columnLabels]))
  }
}

extension Value {
  /// Numbers that are floats.
  static func floats(_ values: [Float]) -> Value {
    .array(NumericArray(vector: values.map { Double($0) }, width: .float))
  }
}

extension Record {
  /// The records of several formats as one: each number a vector over the formats, and each record
  /// under its format's name.
  init(byFormat records: [(format: QuantizationFormat, record: Record)], numbers: [String]) {
    self.init()
    let names = records.map(\.format.rawValue)
    self["formats"] = .strings(names)
    for name in numbers {
      let values = records.compactMap { record -> Double? in
        if case .number(let number)? = record.record[name] { number.value } else { nil }
      }
      if values.count == records.count { self[name] = .vector(values, labels: names) }
    }
    for (format, record) in records { self[format.rawValue] = .record(record) }
  }
}
