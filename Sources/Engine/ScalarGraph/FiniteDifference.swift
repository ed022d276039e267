/// The slope of a graph's output measured by moving one leaf a little: the check on every gradient.
public enum FiniteDifference {
  /// (f(x + h) − f(x − h)) / 2h, the central difference.
  ///
  /// With h = 2⁻¹⁷ · max(1, |x|), near ε^⅓, the error of the formula (h² f‴/6) and that of rounding
  /// (ε f / h) are both about 10⁻¹⁰ for a well-scaled f. At a kink the result is the mean of both
  /// sides' slopes.
  ///
  /// - Returns: `nil` where a neighbour has no value, such as the log of a negative number.
  public static func central(
    of graph: ScalarGraph, output: Int, leaf: Int
  ) -> Double? {
    let x = graph.nodes[leaf].value
    let h = 0x1p-17 * max(1, x.magnitude)
    let (high, low) = (x + h, x - h)
    guard let above = try? graph.value(of: output, [leaf: high]),
      let below = try? graph.value(of: output, [leaf: low])
    else { return nil }
    return (above - below) / (high - low)
  }
}
