import Bedrock
import Engine
import Figures
import Notebook
import Numerics

/// The attention of one head of a model over a text: what the model itself computed.
struct ModelAttention {
  let text: ModelText
  let modelName: String
  let layer: Int
  let head: Int
  /// The key and value head that the query head reads.
  let keyValueHead: Int
  /// After rotation, `[tokens, head width]`.
  let queries: DoubleMatrix
  let keys: DoubleMatrix
  let values: DoubleMatrix
  /// `[queries, keys]`, scaled and not yet masked.
  let scores: DoubleMatrix
  let weights: DoubleMatrix
  /// `[tokens, head width]`, before the output projection.
  let output: DoubleMatrix

  /// Runs the model over the text and keeps what passes by one head.
  init(
    _ text: ModelText, model: LanguageModel, name: String, layer: Int?, head: Int?
  ) throws {
    let configuration = model.configuration
    self.text = text
    modelName = name
    let layer = try Self.place(layer, "layer", of: configuration.layers)
    let head = try Self.place(head, "head", of: configuration.heads)
    let keyValueHead = head * configuration.keyValueHeads / configuration.heads
    (self.layer, self.head, self.keyValueHead) = (layer, head, keyValueHead)
    let recorder = TapRecorder()
    let taps: [LayerTap] = [
      .rotatedQuery, .rotatedKey, .value, .scores, .weights, .headOutputs,
    ]
    let points = Dictionary(uniqueKeysWithValues: taps.map { ($0, TapPoint.layer(layer, $0)) })
    var seen = recorder.taps(points.values)
    seen.head = head
    try model.transformer.run(text.ids, through: .layer(layer, .headOutputs), taps: seen)
    func recorded(_ tap: LayerTap) throws -> Tensor {
      guard let tensor = points[tap].flatMap({ recorder[$0] }) else {
        throw DirectiveError("the model has no \(tap.rawValue)")
      }
      return tensor
    }
    queries = DoubleMatrix(try recorded(.rotatedQuery), middle: head)
    keys = DoubleMatrix(try recorded(.rotatedKey), middle: keyValueHead)
    values = DoubleMatrix(try recorded(.value), middle: keyValueHead)
    output = DoubleMatrix(try recorded(.headOutputs), middle: head)
    scores = DoubleMatrix(try recorded(.scores), first: 0)
    weights = DoubleMatrix(try recorded(.weights), first: 0)
  }

  /// A layer or head by its number; negative ones count from the end.
  static func place(_ number: Int?, _ name: String, of count: Int) throws -> Int {
    guard let number else {
      throw DirectiveError("a model's attention needs '\(name)=', from 0 to \(count - 1)")
    }
    return try PartNumber.checked(number, name, of: count)
  }

  /// The length of each position's value vector.
  var valueNorms: [Double] { values.rows.map(VectorSpace.norm) }

  /// Weights times the lengths of the values that they are put on, `[queries, keys]`.
  var weightedNorms: DoubleMatrix {
    let norms = valueNorms
    return DoubleMatrix(rows: weights.rows.map { row in zip(row, norms).map { $0 * $1 } })
  }

  var record: Record {
    let labels = text.labels
    func square(_ matrix: DoubleMatrix, _ width: NumberWidth = .float) -> Value {
      .matrix(matrix, rows: labels, columns: labels, width: width)
    }
    return Record([
      "queries": .matrix(queries, rows: labels, width: .float),
      "keys": .matrix(keys, rows: labels, width: .float),
      "values": .matrix(values, rows: labels, width: .float),
      "scores": square(scores), "weights": square(weights),
      "output": .matrix(output, rows: labels, width: .float),
      "value_norms": .vector(valueNorms, labels: labels),
      "weighted_norms": square(weightedNorms, .double),
      "ids": .integers(text.ids, labels: labels), "tokens": .strings(labels),
      "layer": .integer(layer), "head": .integer(head),
    ])
  }
}
