import Numerics

extension AttentionBlock {
  /// The weighted sums of the cached values, `[tokens, heads, headWidth]`.
  ///
  /// Where scores or weights are replaced, what follows is computed again by its definition: a softmax
  /// of the visible scores, and for each output one chain over the keys.
  func attend(
    _ q: Tensor, _ cache: KeyValueCache, taps: Taps?, pool: WorkerPool
  ) throws -> Tensor {
    let (scoresTap, weightsTap) = (TapPoint.layer(layer, .scores), TapPoint.layer(layer, .weights))
    var kept: Attention.Kept = []
    if taps.wants(scoresTap) { kept.insert(.scores) }
    if taps.wants(weightsTap) { kept.insert(.weights) }
    let result = try attention(
      q, cache: cache, scale: scale, window: window, cap: cap, keeping: kept, ofHead: taps?.head,
      pool: pool)
    guard !kept.isEmpty else { return result.output }
    if taps?.head != nil {
      if var scores = result.scores { try taps.visit(scoresTap, &scores) }
      if var weights = result.weights { try taps.visit(weightsTap, &weights) }
      return result.output
    }

    var weights = result.weights
    var isChanged = false
    if var scores = result.scores {
      try taps.visit(scoresTap, &scores)
      if scores != result.scores {
        isChanged = true
        let offset = cache.count - q.shape[0]
        if let window { scores.hide(before: window, offset: offset) }
        weights = scores.softmax(mask: .causal(offset: offset), pool: pool)
      }
    }
    if kept.contains(.weights), var visited = weights {
      let before = visited
      try taps.visit(weightsTap, &visited)
      if visited != before { isChanged = true }
      weights = visited
    }
    guard isChanged, let weights else { return result.output }
    return try sums(of: cache.storedValues(), weights, pool: pool)
  }

  /// For each head and token the weighted sum of values.
  ///
  /// - Parameters:
  ///   - values: `[keys, keyValueHeads, headWidth]`.
  ///   - weights: `[heads, tokens, keys]`.
  private func sums(of values: Tensor, _ weights: Tensor, pool: WorkerPool) throws -> Tensor {
    let group = heads / keyValueHeads
    let order = (0..<heads).map { $0 / group }
    let perHead = values.exchangingFirstAxes(picking: order)
    let sums = try matmul(weights, perHead, pool: pool)
    return sums.exchangingFirstAxes(picking: Array(0..<weights.shape[1]))
  }
}

extension Tensor {
  /// Puts −∞ where a query's key lies before its window, in scores `[heads, queries, keys]`.
  fileprivate mutating func hide(before window: Int, offset: Int) {
    let (queries, keys) = (shape[1], shape[2])
    withMutableElements { scores in
      for row in 0..<scores.count / max(keys, 1) {
        let hidden = min(max(row % queries + offset + 1 - window, 0), keys)
        for key in 0..<hidden { scores[row * keys + key] = -.infinity }
      }
    }
  }

  /// Of a tensor `[a, b, c]` the tensor `[picked, a, c]` whose first axis runs over the picked
  /// positions of `b`.
  func exchangingFirstAxes(picking picked: [Int]) -> Tensor {
    let (first, second, last) = (shape[0], shape[1], shape[2])
    var result = Tensor(zeros: [picked.count, first, last])
    withElements { source in
      result.withMutableElements { target in
        var place = 0
        for position in picked {
          for row in 0..<first {
            let start = (row * second + position) * last
            for column in 0..<last { target[place + column] = source[start + column] }
            place += last
          }
        }
      }
    }
    return result
  }
}
