import Bedrock
import Numerics

/// A feed-forward of experts, of which each token goes through a few.
///
/// y = Σ w_e down_e(act(gate_e x) · up_e x) over a token's experts in ascending order, and the shared
/// expert's share last; so a token's bits do not depend on the tokens beside it. A neuron's activation
/// has the expert's weight in it: all experts' neurons side by side are one wide feed-forward, most of
/// whose neurons are 0, and that is what the taps show.
struct ExpertNetwork: Sendable {
  /// The maps of one expert.
  struct Expert: Sendable {
    let gate: LinearMap
    let up: LinearMap
    let down: LinearMap
    /// The place of its first neuron among all.
    let start: Int
    let width: Int
  }

  /// Some tokens on their way through an expert.
  private struct Share {
    let expert: Expert
    let tokens: [Int]
    let weights: [Float]
    var gates: Tensor
    var raised: Tensor
  }

  let layer: Int
  let routing: ExpertRouting
  let router: LinearMap
  let experts: [Expert]
  let shared: Expert?
  let sharedRouter: LinearMap?
  let activation: Activation

  init(_ reader: WeightReader, layer: Int, _ routing: ExpertRouting) throws {
    self.layer = layer
    self.routing = routing
    activation = reader.configuration.activation
    func map(_ part: LayerParameter) throws -> LinearMap {
      LinearMap(matrix: try reader.matrix(.layer(layer, part)), bias: nil)
    }
    router = try map(.router)
    let parts = try [LayerParameter.expertGate, .expertUp, .expertDown].map {
      try reader.matrices(.layer(layer, $0), count: routing.count)
    }
    experts = (0..<routing.count).map { index in
      let maps = parts.map { LinearMap(matrix: $0[index], bias: nil) }
      return Expert(
        gate: maps[0], up: maps[1], down: maps[2], start: index * routing.width,
        width: routing.width)
    }
    sharedRouter = routing.gatesShared ? try map(.sharedRouter) : nil
    shared =
      routing.sharedWidth == 0
      ? nil
      : Expert(
        gate: try map(.sharedGate), up: try map(.sharedUp), down: try map(.sharedDown),
        start: routing.count * routing.width, width: routing.sharedWidth)
  }

  /// The bytes of matrices that one token reads.
  var weightBytes: Int {
    func bytes(_ expert: Expert?) -> Int {
      [expert?.gate, expert?.up, expert?.down].reduce(0) { $0 + ($1?.matrix.byteCount ?? 0) }
    }
    return router.matrix.byteCount + (sharedRouter?.matrix.byteCount ?? 0) + bytes(shared)
      + routing.used * bytes(experts.first)
  }

  func callAsFunction(_ x: Tensor, taps: Taps?, pool: WorkerPool) throws -> Tensor {
    var shares = try chosen(x, pool: pool)
    try visit(.gate, \.gates, &shares, tokens: x.rowCount, taps)
    try visit(.up, \.raised, &shares, tokens: x.rowCount, taps)
    // From here on `raised` holds the activations.
    for index in shares.indices {
      var hidden = try shares[index].gates.gating(shares[index].raised, activation, pool: pool)
      hidden.scaleRows(by: shares[index].weights)
      shares[index].raised = hidden
    }
    if taps.wants(.layer(layer, .hidden)) {
      shares = try tapped(shares, tokens: x.rowCount, taps)
    }
    var output = Tensor(zeros: x.shape)
    for share in shares {
      output.addRows(try share.expert.down(share.raised, pool: pool), at: share.tokens)
    }
    return output
  }

  /// The experts that tokens go through, in ascending order and the shared one last.
  private func chosen(_ x: Tensor, pool: WorkerPool) throws -> [Share] {
    var tokens = [[Int]](repeating: [], count: experts.count)
    var weights = [[Float]](repeating: [], count: experts.count)
    let scores = try router(x, pool: pool)
    for token in 0..<x.rowCount {
      for (expert, weight) in choice(scores.row(token)) {
        tokens[expert].append(token)
        weights[expert].append(weight)
      }
    }
    var shares: [Share] = []
    for (index, expert) in experts.enumerated() where !tokens[index].isEmpty {
      shares.append(try share(expert, tokens[index], weights[index], of: x, pool: pool))
    }
    if let shared {
      let gates = try sharedRouter?(x, pool: pool).activated(.sigmoid, pool: pool).elements
      shares.append(
        try share(
          shared, Array(0..<x.rowCount), gates ?? Array(repeating: 1, count: x.rowCount), of: x,
          pool: pool))
    }
    return shares
  }

  private func share(
    _ expert: Expert, _ tokens: [Int], _ weights: [Float], of x: Tensor, pool: WorkerPool
  ) throws -> Share {
    let rows = try x.gathering(tokens, pool: pool)
    return Share(
      expert: expert, tokens: tokens, weights: weights, gates: try expert.gate(rows, pool: pool),
      raised: try expert.up(rows, pool: pool))
  }

  /// A token's experts in ascending order, with their weights: those of the largest probabilities, the
  /// first of equals.
  func choice(_ scores: [Float]) -> [(expert: Int, weight: Float)] {
    let largest = scores.max() ?? 0
    let powers = scores.map { Elementary.exp(Double($0) - Double(largest)) }
    let total = powers.reduce(0, +)
    let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    let best = order.prefix(routing.used).sorted()
    let sum = routing.normalizesWeights ? best.reduce(0) { $0 + powers[$1] } : total
    return best.map { ($0, Float(powers[$0] / sum) * routing.scale) }
  }
}

// MARK: - Taps

extension ExpertNetwork {
  /// Shows what all experts computed, side by side, `[tokens, hiddenWidth]`, with 0 where a token did
  /// not go through one, and takes over what was changed.
  private func visit(
    _ tap: LayerTap, _ part: WritableKeyPath<Share, Tensor>, _ shares: inout [Share], tokens: Int,
    _ taps: Taps?
  ) throws {
    guard taps.wants(.layer(layer, tap)) else { return }
    var all = sideBySide(shares, part, tokens: tokens)
    try taps.visit(.layer(layer, tap), &all)
    for index in shares.indices {
      let share = shares[index]
      shares[index][keyPath: part] = all.block(
        rows: share.tokens, from: share.expert.start, width: share.expert.width)
    }
  }

  private func sideBySide(
    _ shares: [Share], _ part: KeyPath<Share, Tensor>, tokens: Int
  ) -> Tensor {
    var all = Tensor(zeros: [tokens, routing.hiddenWidth])
    for share in shares {
      all.setBlock(share[keyPath: part], rows: share.tokens, from: share.expert.start)
    }
    return all
  }

  /// Shows the activations; an expert that was given some where it had none takes part then.
  private func tapped(_ shares: [Share], tokens: Int, _ taps: Taps?) throws -> [Share] {
    let before = sideBySide(shares, \.raised, tokens: tokens)
    var all = before
    try taps.visit(.layer(layer, .hidden), &all)
    guard all != before else { return shares }
    var chosen: [Int: Set<Int>] = [:]
    for share in shares { chosen[share.expert.start] = Set(share.tokens) }
    return (experts + (shared.map { [$0] } ?? [])).compactMap { expert in
      let rows = (0..<tokens).filter { token in
        chosen[expert.start]?.contains(token) == true
          || (0..<expert.width).contains { all[token, expert.start + $0] != 0 }
      }
      guard !rows.isEmpty else { return nil }
      let block = all.block(rows: rows, from: expert.start, width: expert.width)
      return Share(expert: expert, tokens: rows, weights: [], gates: block, raised: block)
    }
  }
}

extension Tensor {
  /// The matrix at a position of the first of three axes.
  func matrix(at index: Int) throws(ShapeError) -> Tensor {
    try rows(index * shape[1]..<(index + 1) * shape[1]).reshaped([shape[1], shape[2]])
  }

  fileprivate mutating func scaleRows(by factors: [Float]) {
    let width = width
    withMutableElements { elements in
      for (row, factor) in factors.enumerated() {
        for column in 0..<width { elements[row * width + column] *= factor }
      }
    }
  }

  /// Adds each row of another tensor to the row of its number.
  fileprivate mutating func addRows(_ other: Tensor, at rows: [Int]) {
    let width = width
    other.withElements { source in
      withMutableElements { target in
        for (index, row) in rows.enumerated() {
          for column in 0..<width {
            target[row * width + column] += source[index * width + column]
          }
        }
      }
    }
  }

  /// Some columns of some rows.
  fileprivate func block(rows: [Int], from start: Int, width count: Int) -> Tensor {
    let width = width
    var result = Tensor(zeros: [rows.count, count])
    withElements { source in
      result.withMutableElements { target in
        for (index, row) in rows.enumerated() {
          for column in 0..<count {
            target[index * count + column] = source[row * width + start + column]
          }
        }
      }
    }
    return result
  }

  fileprivate mutating func setBlock(_ block: Tensor, rows: [Int], from start: Int) {
    let (width, count) = (width, block.width)
    block.withElements { source in
      withMutableElements { target in
        for (index, row) in rows.enumerated() {
          for column in 0..<count {
            target[row * width + start + column] = source[index * count + column]
          }
        }
      }
    }
  }
}
