import Numerics

/// How large the residual stream of one token is through a model, and what each part adds to it.
public struct StreamSizes: Sendable, Equatable {
  public struct Layer: Sendable, Equatable {
    /// The length of what the attention adds.
    public let attention: Double
    /// The length of what the feed-forward adds.
    public let feedForward: Double
    /// The stream's length after the layer.
    public let stream: Double
  }

  /// The length of the vector that goes into the first layer.
  public let embedding: Double
  public let layers: [Layer]

  /// - Precondition: a position of the text.
  public init(
    _ model: Transformer, ids: [Int], position: Int, pool: WorkerPool = .default
  ) throws {
    precondition(ids.indices.contains(position), "expected a position of \(ids.count) tokens")
    let taps: [LayerTap] = [.attentionOutput, .feedForwardOutput, .residual]
    let layers = 0..<model.configuration.layers
    let points = layers.flatMap { layer in taps.map { TapPoint.layer(layer, $0) } }
    let tensors = try model.record([.embedding] + points, of: ids, pool: pool).tensors
    func norm(_ point: TapPoint) throws -> Double {
      VectorSpace.norm(try tensors.recorded(point).row(position).map { Double($0) })
    }
    embedding = try norm(.embedding)
    self.layers = try layers.map { layer in
      Layer(
        attention: try norm(.layer(layer, .attentionOutput)),
        feedForward: try norm(.layer(layer, .feedForwardOutput)),
        stream: try norm(.layer(layer, .residual)))
    }
  }
}
