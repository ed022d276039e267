import Engine
import Notebook
import Numerics

/// Heads of a model's layer.
extension MultiHeadSource {
  /// All heads of the layer over the text: what the model itself computed.
  func heads(of reference: ModelReference, in context: RunContext) throws -> HeadSet {
    guard let words = try text else {
      throw DirectiveError("'multihead' needs a text for the model to read")
    }
    let model = try context.load(reference)
    let configuration = model.configuration
    guard let layer else {
      throw DirectiveError(
        "'layer=' is missing: the model has \(counted: configuration.layers, "layer"), from 0 to"
          + " \(configuration.layers - 1)")
    }
    let place = try PartNumber.checked(layer, "layer", of: configuration.layers)
    let text = try words.read(by: model)
    try context.admit(.passes(of: configuration, tokens: text.count))
    let run = try LayerRun(model, ids: text.ids, layer: place)
    let (heads, shared) = (0..<configuration.heads, 0..<configuration.keyValueHeads)
    func perHead(_ tap: LayerTap, _ range: Range<Int>) throws -> [DoubleMatrix] {
      let tensor = try run[tap]
      return range.map { DoubleMatrix(tensor, middle: $0) }
    }
    let (scores, weights) = (try run[.scores], try run[.weights])
    let outputs = try perHead(.headOutputs, heads)
    return HeadSet(
      input: DoubleMatrix(try run[.attentionNorm]), queries: try perHead(.rotatedQuery, heads),
      keys: try perHead(.rotatedKey, shared), values: try perHead(.value, shared),
      scores: heads.map { DoubleMatrix(scores, first: $0) },
      weights: heads.map { DoubleMatrix(weights, first: $0) }, outputs: outputs,
      concatenated: DoubleMatrix(sideBySide: outputs),
      output: DoubleMatrix(try run[.attentionOutput]), labels: text.labels, isCausal: true,
      divisor: Double(configuration.headWidth).squareRoot(),
      keyValueHeads: configuration.keyValueHeads, numberWidth: .float,
      title: "\(reference.name), layer \(place)")
  }
}

/// What one layer's attention computes over a text.
private struct LayerRun {
  let layer: Int
  let recorder = TapRecorder()

  static let taps: [LayerTap] = [
    .attentionNorm, .rotatedQuery, .rotatedKey, .value, .scores, .weights, .headOutputs,
    .attentionOutput,
  ]

  init(_ model: LanguageModel, ids: [Int], layer: Int) throws {
    self.layer = layer
    let points = Self.taps.map { TapPoint.layer(layer, $0) }
    try model.transformer.run(
      ids, through: .layer(layer, .attentionOutput), taps: recorder.taps(points))
  }

  subscript(_ tap: LayerTap) -> Tensor {
    get throws {
      guard let tensor = recorder[.layer(layer, tap)] else {
        throw DirectiveError("the model has no \(tap.rawValue)")
      }
      return tensor
    }
  }
}
