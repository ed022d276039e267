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
    /// The bias of the final norm.
    case normBias
  }

  /// The parts in the order in which they are computed.
  public let parts: [Part]
  /// What each adds to the logit of the target, or to its distance from the alternative's.
  public let contributions: [Double]
  /// The model's own logit, or the difference of two.
  public let value: Double
  /// The sum of the contributions, which differs from `value` by rounding.
  public let sum: Double

  /// Takes apart the logit of the last token's prediction.
  public init(
    _ model: Transformer, ids: [Int], measure: TargetMeasure, pool: WorkerPool = .default
  ) throws {
    let writes = try ResidualWrites(model, ids: ids, pool: pool)
    let rows = try model.frozenNorm(of: writes.vectors, stream: writes.stream)
    let logits = try model.output(rows, pool: pool)
    func entry(_ row: Int) -> Double {
      let target = Double(logits[row, measure.target])
      return measure.alternative.map { target - Double(logits[row, $0]) } ?? target
    }
    let bias = rows.rowCount > writes.parts.count
    parts = writes.parts + (bias ? [.normBias] : [])
    contributions = parts.indices.map(entry)
    let own = writes.logits
    value =
      Double(own[measure.target]) - (measure.alternative.map { Double(own[$0]) } ?? 0)
    sum = contributions.reduce(0, +)
  }
}

/// What was written into the residual stream of the last token, part by part.
struct ResidualWrites {
  let parts: [LogitAttribution.Part]
  /// `[parts, width]`; they add up to the stream.
  let vectors: Tensor
  /// The stream before the final norm.
  let stream: [Float]
  let logits: [Float]

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
      rows.append(try block.projectedApart(outputs.row(last), pool: pool))
      if let bias = block.output.bias {
        parts.append(.attentionBias(layer: layer))
        rows.append(try bias.reshaped([1, bias.count]))
      }
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
  /// What each head adds to the residual stream, `[heads, width]`, without the bias.
  ///
  /// - Parameter outputs: a token's head outputs, one head after the other.
  func projectedApart(_ outputs: [Float], pool: WorkerPool) throws -> Tensor {
    var apart = Tensor(zeros: [heads, heads * headWidth])
    for (column, value) in outputs.enumerated() { apart[column / headWidth, column] = value }
    return try matmul(apart, output.matrix, pool: pool)
  }
}

extension Transformer {
  /// The final norm of parts of a stream, with the scale (and for LayerNorm the centring) that it had
  /// for the whole; a norm's bias comes as a row of its own at the end.
  func frozenNorm(of vectors: Tensor, stream: [Float]) throws -> Tensor {
    guard let weight = finalNorm.weight?.elements else { return vectors }
    let count = Double(stream.count)
    let isCentred = finalNorm.bias != nil
    let mean = isCentred ? stream.reduce(0.0) { $0 + Double($1) } / count : 0
    let variance =
      stream.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    let scale = 1 / (variance + Double(finalNorm.epsilon)).squareRoot()
    var rows = (0..<vectors.rowCount).map { index in
      let row = vectors.row(index)
      let centre = isCentred ? row.reduce(0.0) { $0 + Double($1) } / count : 0
      return zip(row, weight).map { Float((Double($0) - centre) * scale * Double($1)) }
    }
    if let bias = finalNorm.bias { rows.append(bias.elements) }
    return try Tensor(rows: rows)
  }
}
