import Numerics

/// The feed-forward of a layer: down(act(gate) · up), or down(act(up)).
struct FeedForwardBlock: Sendable {
  let layer: Int
  let norm: Normalization
  let gate: LinearMap?
  let up: LinearMap
  let down: LinearMap
  let activation: Activation

  init(_ reader: WeightReader, layer: Int) throws {
    let configuration = reader.configuration
    self.layer = layer
    norm = try reader.norm(
      .layer(layer, .feedForwardNorm), .layer(layer, .feedForwardNormBias))
    gate =
      configuration.isGated
      ? LinearMap(matrix: try reader.matrix(.layer(layer, .gate)), bias: nil) : nil
    up = try reader.map(layer, .up, .upBias)
    down = try reader.map(layer, .down, .downBias)
    activation = configuration.activation
  }

  /// What the feed-forward adds to the residual stream `x`.
  func callAsFunction(_ x: Tensor, taps: Taps?, pool: WorkerPool) throws -> Tensor {
    var normed = try norm(x, pool: pool)
    try taps.visit(.layer(layer, .feedForwardNorm), &normed)
    var hidden = try activated(normed, taps: taps, pool: pool)
    try taps.visit(.layer(layer, .hidden), &hidden)
    var output = try down(hidden, pool: pool)
    try taps.visit(.layer(layer, .feedForwardOutput), &output)
    return output
  }

  private func activated(_ x: Tensor, taps: Taps?, pool: WorkerPool) throws -> Tensor {
    guard let gate else {
      var raised = try up(x, pool: pool)
      try taps.visit(.layer(layer, .up), &raised)
      return raised.activated(activation, pool: pool)
    }
    let products = try [gate, up](x, pool: pool)
    var (gates, raised) = (products[0], products[1])
    try taps.visit(.layer(layer, .gate), &gates)
    try taps.visit(.layer(layer, .up), &raised)
    return try gates.gating(raised, activation, pool: pool)
  }
}
