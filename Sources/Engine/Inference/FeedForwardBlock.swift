import Numerics

/// The feed-forward of a layer: down(act(gate) · up), or down(act(up)), or that of a few experts.
struct FeedForwardBlock: Sendable {
  /// What it computes of a normed stream.
  enum Network: Sendable {
    case dense(DenseNetwork)
    case experts(ExpertNetwork)
  }

  let layer: Int
  let norm: Normalization?
  let postNorm: Normalization?
  /// What is added to the stream is multiplied by this.
  let residualScale: Float
  let network: Network

  init(_ reader: WeightReader, layer: Int) throws {
    let configuration = reader.configuration
    self.layer = layer
    residualScale = configuration.scales.residual
    let own = try reader.norm(layer, .beforeFeedForward, .feedForwardNorm, .feedForwardNormBias)
    // Beside the attention it reads the same norm as that does, unless it has one of its own.
    norm =
      own == nil && configuration.isParallel
      ? try reader.norm(layer, .beforeAttention, .attentionNorm, .attentionNormBias) : own
    postNorm = try reader.norm(layer, .afterFeedForward, .feedForwardPostNorm)
    if let routing = configuration.experts {
      network = .experts(try ExpertNetwork(reader, layer: layer, routing))
    } else {
      network = .dense(try DenseNetwork(reader, layer: layer))
    }
  }

  /// The bytes of matrices that one token reads.
  var weightBytes: Int {
    switch network {
    case .dense(let network):
      [network.gate, network.up, network.down].reduce(0) { $0 + ($1?.matrix.byteCount ?? 0) }
    case .experts(let network): network.weightBytes
    }
  }

  /// What the feed-forward adds to the residual stream `x`.
  func callAsFunction(_ x: Tensor, taps: Taps?, pool: WorkerPool) throws -> Tensor {
    var normed = try norm?(x, pool: pool) ?? x
    try taps.visit(.layer(layer, .feedForwardNorm), &normed)
    var output =
      switch network {
      case .dense(let network): try network(normed, taps: taps, pool: pool)
      case .experts(let network): try network(normed, taps: taps, pool: pool)
      }
    if let postNorm { output = try postNorm(output, pool: pool) }
    if residualScale != 1 { output.scale(by: residualScale, pool: pool) }
    try taps.visit(.layer(layer, .feedForwardOutput), &output)
    return output
  }
}

/// A feed-forward that all tokens go through.
struct DenseNetwork: Sendable {
  let layer: Int
  let gate: LinearMap?
  let up: LinearMap
  let down: LinearMap
  let activation: Activation

  init(_ reader: WeightReader, layer: Int) throws {
    let configuration = reader.configuration
    self.layer = layer
    gate = configuration.isGated ? try reader.map(layer, .gate, .gateBias) : nil
    up = try reader.map(layer, .up, .upBias)
    down = try reader.map(layer, .down, .downBias)
    activation = configuration.activation
  }

  func callAsFunction(_ x: Tensor, taps: Taps?, pool: WorkerPool) throws -> Tensor {
    var hidden = try activated(x, taps: taps, pool: pool)
    try taps.visit(.layer(layer, .hidden), &hidden)
    return try down(hidden, pool: pool)
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
