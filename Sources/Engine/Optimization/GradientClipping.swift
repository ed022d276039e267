import Bedrock
import Numerics

/// Gradients taken together as one vector.
public enum GradientClipping {
  /// The length of all gradients as one vector: each tensor's squares are summed as
  /// `Tensor.sumOfSquares` does, the tensors' sums in their order at double width.
  public static func globalNorm(_ gradients: [Tensor]) -> Double {
    var sum = 0.0
    for gradient in gradients { sum += Double(gradient.sumOfSquares()) }
    return Elementary.sqrt(sum)
  }

  /// Scales all gradients by one factor where they are longer than `maximum`: g · maximum / (‖g‖ +
  /// 10⁻⁶) (Pascanu et al., 2013, in the form of PyTorch's `clip_grad_norm_`).
  ///
  /// - Returns: the norm before.
  @discardableResult
  public static func clip(
    _ gradients: inout [Tensor], maximum: Double, pool: WorkerPool = .default
  ) -> Double {
    let norm = globalNorm(gradients)
    let factor = maximum / (norm + 1e-6)
    guard factor < 1 else { return norm }
    for index in gradients.indices { gradients[index].scale(by: Float(factor), pool: pool) }
    return norm
  }
}
