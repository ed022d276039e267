import Bedrock
import Numerics

/// What each part of a model adds to a logit.
///
/// The last residual stream is a sum: the embedding, what every head and every feed-forward wrote into
/// it, and biases. The final norm divides that sum by one number; with the number frozen at what it was
/// in the run, norm and output map are linear, so the logit is the sum of what they make of each part
/// (Elhage et al. 2021, "A Mathematical Framework for Transformer Circuits").
public struct LogitAttribution: Sendable {
  public enum Part: Sendable, Hashable {
    /// The token's vector, and its position's where that is learned.
    case embedding
    case head(layer: Int, head: Int)
    /// The bias of an attention's output map.
    case attentionBias(layer: Int)
    case feedForward(layer: Int)
    /// The biases of the final norm and of the output map.
    case normBias
  }

  /// The parts in the order in which they are computed.
  public let parts: [Part]
  /// What each adds to the logit of the target, or to its distance from the alternative's.
  public let contributions: [Double]
  /// The model's own logit, or the difference of two; before their cap, where the model has one.
  public let value: Double
  /// The sum of the contributions, which differs from `value` by rounding.
  public let sum: Double

  /// Takes apart the logit of the last token's prediction.
  public init(
    _ model: Transformer, ids: [Int], measure: TargetMeasure, pool: WorkerPool = .default
  ) throws {
    let writes = try ResidualWrites(model, ids: ids, pool: pool)
    var rows = model.finalNorm.frozen(writes.vectors.matrixRows, at: writes.stream)
    let last = Self.finalBias(model)
    if let last { rows.append(last) }
    parts = writes.parts + (last == nil ? [] : [.normBias])
    let logits = try model.output.linear(try Tensor(rows: rows), pool: pool)
    func measured(_ logit: (Int) -> Float) -> Double {
      Double(logit(measure.target)) - (measure.alternative.map { Double(logit($0)) } ?? 0)
    }
    var contributions = parts.indices.map { row in measured { logits[row, $0] } }
    if let bias = model.output.map.bias {
      contributions[parts.count - 1] += measured { bias[flat: $0] / model.output.divisor }
    }
    let own = try writes.uncappedLogits(model, pool: pool)
    value = measured { own[$0] }
    sum = contributions.reduce(0, +)
    self.contributions = contributions
  }

  /// The bias of the final norm, or zeros where only the output map has one; nil without either.
  private static func finalBias(_ model: Transformer) -> [Float]? {
    if let bias = model.finalNorm.bias { return bias.elements }
    guard model.output.map.bias != nil else { return nil }
    return Array(repeating: 0, count: model.configuration.width)
  }
}

/// What was written into the residual stream of the last token, part by part.
struct ResidualWrites {
  let parts: [LogitAttribution.Part]
  /// `[parts, width]`; they add up to the stream.
  let vectors: Tensor
  /// The stream before the final norm.
  let stream: [Float]
  private let logits: [Float]

  /// The model's logits; before their cap, where it has one.
  func uncappedLogits(_ model: Transformer, pool: WorkerPool) throws -> [Float] {
    guard model.output.cap != nil else { return logits }
    let normed = try model.finalNorm(try Tensor(rows: [stream]), pool: pool)
    return try model.output.uncapped(normed, pool: pool).row(0)
  }

  init(_ model: Transformer, ids: [Int], pool: WorkerPool) throws {
    let layers = 0..<model.configuration.layers
    let points =
      [.embedding]
      + layers.flatMap {
        [TapPoint.layer($0, .headOutputs), .layer($0, .feedForwardOutput), .layer($0, .residual)]
      }
    let (logits, tensors) = try model.record(points, of: ids, pool: pool)
    let last = ids.count - 1
    func row(_ point: TapPoint) throws -> Tensor {
      try tensors.recorded(point).rows(last..<last + 1)
    }
    var (parts, rows) = ([LogitAttribution.Part.embedding], [try row(.embedding)])
    // Where layers replace the stream, the last feed-forward is all of it.
    let isSum = model.configuration.isResidual
    if !isSum { (parts, rows) = ([], []) }
    for layer in isSum ? layers : layers.suffix(0) {
      let block = model.layers[layer].attention
      let outputs = try tensors.recorded(.layer(layer, .headOutputs))
        .reshaped([ids.count, block.heads * block.headWidth])
      parts += (0..<block.heads).map { .head(layer: layer, head: $0) }
      rows.append(try Tensor(rows: try block.writtenApart(outputs.row(last), pool: pool)))
      if block.output.bias != nil { parts.append(.attentionBias(layer: layer)) }
      parts.append(.feedForward(layer: layer))
      rows.append(try row(.layer(layer, .feedForwardOutput)))
    }
    if !isSum, let last = layers.last {
      parts.append(.feedForward(layer: last))
      rows.append(try row(.layer(last, .feedForwardOutput)))
    }
    self.parts = parts
    vectors = try Tensor.stackingRows(rows)
    stream = try row(layers.last.map { .layer($0, .residual) } ?? .embedding).elements
    self.logits = logits.row(last)
  }
}

extension AttentionBlock {
  /// What each head adds to the residual stream, and then the bias of the output map, if there is
  /// one. A norm of the sum is taken with the scale that it had in the run.
  ///
  /// - Parameter outputs: a token's head outputs, one head after the other.
  func writtenApart(_ outputs: [Float], pool: WorkerPool) throws -> [[Float]] {
    var apart = Tensor(zeros: [heads, heads * headWidth])
    for (column, value) in outputs.enumerated() { apart[column / headWidth, column] = value }
    var rows = try matmul(apart, output.matrix, pool: pool).matrixRows
    if let bias = output.bias { rows.append(bias.elements) }
    if let postNorm { rows = postNorm.frozen(rows, at: rows.sum) }
    return residualScale == 1 ? rows : rows.map { row in row.map { $0 * residualScale } }
  }
}

extension Normalization {
  /// The norm of parts of a vector, with the scale (and for LayerNorm the centring) that it has for
  /// the whole, and without its bias: so it is linear.
  func frozen(_ parts: [[Float]], at whole: [Float]) -> [[Float]] {
    guard let weights = weight?.elements else { return parts }
    let count = Double(whole.count)
    let mean = kind == .layer ? whole.reduce(0.0) { $0 + Double($1) } / count : 0
    let variance =
      whole.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    let scale = 1 / (variance + Double(epsilon)).squareRoot()
    return parts.map { row in
      let centre = kind == .layer ? row.reduce(0.0) { $0 + Double($1) } / count : 0
      return zip(row, weights).map { Float((Double($0) - centre) * scale * Double($1)) }
    }
  }
}

extension Tensor {
  fileprivate var matrixRows: [[Float]] { (0..<rowCount).map { row($0) } }
}

extension [[Float]] {
  /// The sum of all rows.
  fileprivate var sum: [Float] {
    guard let first else { return [] }
    return dropFirst().reduce(first) { zip($0, $1).map { $0 + $1 } }
  }
}
