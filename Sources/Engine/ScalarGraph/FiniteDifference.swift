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
    guard let sides = sides(of: graph, output: output, leaf: leaf) else { return nil }
    return sides.mean
  }

  /// Whether the slopes to the left and to the right are two different ones, as those of |x| at 0:
  /// then a gradient there is a convention.
  public static func isKink(in graph: ScalarGraph, output: Int, leaf: Int) -> Bool {
    guard let sides = sides(of: graph, output: output, leaf: leaf) else { return false }
    return (sides.right - sides.left).magnitude > 1e-3 * max(1, sides.mean.magnitude)
  }

  private static func sides(
    of graph: ScalarGraph, output: Int, leaf: Int
  ) -> (left: Double, right: Double, mean: Double)? {
    let x = graph.nodes[leaf].value
    let h = 0x1p-17 * max(1, x.magnitude)
    let (high, low) = (x + h, x - h)
    guard let above = try? graph.value(of: output, [leaf: high]),
      let below = try? graph.value(of: output, [leaf: low])
    else { return nil }
    let middle = graph.nodes[output].value
    return (
      (middle - below) / (x - low), (above - middle) / (high - x), (above - below) / (high - low)
    )
  }
}
