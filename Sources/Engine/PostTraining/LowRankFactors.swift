import Bedrock
import Numerics

/// How far low-rank adaptation may reach.
public struct LowRank: Sendable, Equatable {
  /// r, the rank of what is added to a matrix.
  public var rank: Int
  /// α; what is added is scaled by α / r.
  public var alpha: Double

  public init(rank: Int, alpha: Double) {
    self.rank = rank
    self.alpha = alpha
  }
}

/// Low-rank adaptation: every matrix W₀ inside the layers becomes W₀ + (α / r) B A, of which only
/// B, `[to, r]`, and A, `[r, from]`, are trained (LoRA; Hu et al., 2021, arXiv:2106.09685).
///
/// A begins normal with deviation 1/√from and B at 0, so that tuning begins at W₀.
struct LowRankFactors: Sendable {
  /// A and B of each adapted matrix in turn.
  private(set) var tensors: [Tensor]
  /// Which of the model's parameters are adapted, and what they were.
  private let places: [Int]
  private let base: [Tensor]
  private let scale: Float

  /// - Parameter parameters: the model's tensors, in the configuration's order.
  init(
    _ lowRank: LowRank, _ configuration: ModelConfiguration, _ parameters: [Tensor], seed: UInt64
  ) {
    places = zip(parameters.indices, configuration.parameterKinds).compactMap { index, kind in
      kind == .matrix ? index : nil
    }
    base = places.map { parameters[$0] }
    scale = Float(lowRank.alpha / Double(lowRank.rank))
    let stream = RandomStream(seed: seed, name: "low-rank factors")
    tensors = zip(places, base).flatMap { place, matrix in
      let (to, from) = (matrix.shape[0], matrix.shape[1])
      let a = Tensor.normal(
        [lowRank.rank, from], deviation: 1 / Elementary.sqrt(Double(from)),
        stream: stream.child("\(place)"))
      return [a, Tensor(zeros: [to, lowRank.rank])]
    }
  }

  /// The factors' gradients by the chain rule: dA = (α / r) Bᵀ dW and dB = (α / r) dW Aᵀ.
  ///
  /// - Parameter gradients: of the model's parameters, in the configuration's order.
  func gradients(_ gradients: [Tensor], pool: WorkerPool) throws(ShapeError) -> [Tensor] {
    var result: [Tensor] = []
    for (index, place) in places.enumerated() {
      let (a, b) = (tensors[2 * index], tensors[2 * index + 1])
      result.append(
        try matmul(b, gradients[place], transposeA: true, alpha: scale, pool: pool))
      result.append(
        try matmul(gradients[place], a, transposeB: true, alpha: scale, pool: pool))
    }
    return result
  }

  /// Changes the factors and puts W₀ + (α / r) B A into the model's parameters.
  mutating func update(
    _ parameters: inout [Tensor], pool: WorkerPool,
    by change: (inout [Tensor]) throws(ShapeError) -> Void
  ) throws(ShapeError) {
    try change(&tensors)
    for (index, place) in places.enumerated() {
      var sum = base[index]
      let product = try matmul(tensors[2 * index + 1], tensors[2 * index], pool: pool)
      try sum.add(product, times: scale, pool: pool)
      parameters[place] = sum
    }
  }
}
