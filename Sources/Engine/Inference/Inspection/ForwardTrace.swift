import Numerics

/// What a forward pass computes on its way from ids to the last token's logits.
public struct ForwardTrace: Sendable, Equatable {
  /// A row a token, `[tokens, width]`: what goes into the first layer.
  public let vectors: [[Float]]
  /// The last token's stream through the layers.
  public let sizes: StreamSizes
  /// The last token's vector after the last layer.
  public let stream: [Float]
  /// The same after the final norm, `[width]`.
  public let hidden: [Float]
  /// `[vocabulary]`
  public let logits: [Float]

  public init(_ model: Transformer, ids: [Int], pool: WorkerPool = .default) throws {
    let last = ids.count - 1
    let end = model.depths.last ?? .embedding
    let (logits, tensors) = try model.record(
      [.embedding, .finalNorm, end], of: ids, pool: pool)
    let embedding = try tensors.recorded(.embedding)
    vectors = ids.indices.map { embedding.row($0) }
    stream = try tensors.recorded(end).row(last)
    hidden = try tensors.recorded(.finalNorm).row(last)
    self.logits = logits.row(last)
    sizes = try StreamSizes(model, ids: ids, position: last, pool: pool)
  }
}
