import Numerics

/// The matrices of linear maps, packed for the products of a training step: once for all parts of a
/// batch.
public struct PackedParameters: Sendable {
  /// For each parameter its matrix as x wᵀ takes it, and as g w does; nil where there is no map.
  let forward: [PackedMatrix?]
  let backward: [PackedMatrix?]

  /// - Parameter maps: which of the parameters are matrices of linear maps.
  public init(
    _ parameters: [Tensor], maps: [Int], pool: WorkerPool = .default
  ) throws(ShapeError) {
    let packed = try PackedMatrix.packing(
      maps.flatMap { [(parameters[$0], true), (parameters[$0], false)] }, pool: pool)
    var (forward, backward) = (
      [PackedMatrix?](repeating: nil, count: parameters.count),
      [PackedMatrix?](repeating: nil, count: parameters.count)
    )
    for (place, index) in maps.enumerated() {
      (forward[index], backward[index]) = (packed[2 * place], packed[2 * place + 1])
    }
    (self.forward, self.backward) = (forward, backward)
  }
}
