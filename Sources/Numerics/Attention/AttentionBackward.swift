/// The gradients of `attention` with respect to queries, keys and values.
///
/// With weights P, the gradient g of the output and S the scores: dP = g vᵀ,
/// dS = P (dP − Σ dP P) · scale, dq = dS k, dk = dSᵀ q, dv = Pᵀ g. The weights are computed again, so
/// that nothing need be kept from the forward pass. A gradient of a key or value is one chain over
/// the query heads that share it, and within each over the queries, in ascending order.
///
/// - Parameter gradient: in the shape of `q`.
public func attentionBackward(
  _ q: Tensor, _ k: Tensor, _ v: Tensor, gradient: Tensor, isCausal: Bool, scale: Float,
  pool: WorkerPool = .default
) throws(ShapeError) -> (q: Tensor, k: Tensor, v: Tensor) {
  let shape = try AttentionShape("attentionBackward", q, k, isCausal: isCausal)
  try k.requireSameShape(v, "attentionBackward")
  try q.requireSameShape(gradient, "attentionBackward")
  // Keys are read both as keys and, for dq, as values; values as keys, for dP.
  let keys = PackedKeyValues(shape, keys: k, values: k, pool: pool)
  let values = PackedKeyValues(shape, keys: v, values: nil, pool: pool)
  let result = (
    q: Tensor(uninitialized: q.shape), k: Tensor(zeros: k.shape), v: Tensor(zeros: v.shape)
  )
  let pairs = shape.batch * shape.keyValueHeads
  pool.forEachRange(pairs, cost: shape.group * shape.queries * shape.keys) { range in
    for pair in range {
      let (sequence, head) = pair.quotientAndRemainder(dividingBy: max(shape.keyValueHeads, 1))
      let (view, valueView) = (keys.view(sequence), values.view(sequence))
      AttentionGradient(
        rows: AttentionRows(
          shape: shape, isCausal: isCausal, scale: scale, keys: view.keyPanels(head),
          values: view.valuePanels(head), width: .fastest),
        valuesAsKeys: valueView.keyPanels(head), pool: pool,
        q: q.storage.start, g: gradient.storage.start, dq: result.q.storage.start,
        dk: result.k.storage.start, dv: result.v.storage.start
      ).compute(sequence: sequence, keyValueHead: head)
    }
  }
  withExtendedLifetime((q, k, v, gradient, result)) {}
  return result
}
