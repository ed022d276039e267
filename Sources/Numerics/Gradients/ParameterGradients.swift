/// The gradients of parameters, summed over the rows of a batch.
public enum ParameterGradients {
  /// Computes the gradients of all parameters in one loop.
  ///
  /// Law: an element is a chain over the rows in ascending order (fused multiply-adds of `product` and
  /// `normalized`, additions of the others), and its terms follow one another. So how a batch was cut
  /// into parts does not show in the bits.
  ///
  /// - Parameters:
  ///   - parts: for each part of a batch, in the order of its rows, the terms of each parameter; all
  ///     parts have terms of the same kinds.
  ///   - shapes: of the parameters. One without terms gets zeros.
  public static func sum(
    _ parts: [[[GradientTerm]]], shapes: [[Int]], pool: WorkerPool = .default
  ) throws(ShapeError) -> [Tensor] {
    var blocks: [GradientBlock] = []
    var results: [Tensor] = []
    for (index, shape) in shapes.enumerated() {
      let result = Tensor(uninitialized: shape)
      let terms = try terms(of: index, in: parts, shape)
      blocks += GradientBlock.covering(terms, shape, into: result.storage.start)
      results.append(result)
    }
    pool.forEachSharing(blocks.count) { blocks[$0].compute() }
    withExtendedLifetime((parts, results)) {}
    return results
  }

  /// The terms of one parameter: for each term its parts.
  private static func terms(
    of index: Int, in parts: [[[GradientTerm]]], _ shape: [Int]
  ) throws(ShapeError) -> [[GradientTerm]] {
    guard let first = parts.first else { return [] }
    for part in parts {
      guard part.count > index, part[index].count == first[index].count,
        zip(part[index], first[index]).allSatisfy({ $0.isLike($1) })
      else { throw ShapeError("gradient", [shape], "the parts have not the same terms") }
      for term in part[index] { try term.check(shape) }
    }
    return first[index].indices.map { term in parts.map { $0[index][term] } }
  }
}
