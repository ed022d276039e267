/// What some rows of a batch bring to the gradient of a parameter: a sum over the rows that is not yet
/// computed.
///
/// A training step collects terms while it runs backwards and computes them all at the end, in one
/// loop over all parameters (`ParameterGradients`).
public enum GradientTerm: Sendable {
  /// gᵀ x, the gradient of a linear map's matrix `[to, from]`: rows of `[rows, to]` and
  /// `[rows, from]`.
  case product(gradient: Tensor, input: Tensor)
  /// The sum of the rows of g: the gradient of a bias.
  case rowSum(gradient: Tensor)
  /// The sum over the rows of g · n, where n is the normalized row, (x − mean) · factor: the gradient
  /// of a norm's weight.
  ///
  /// - Parameter statistics: mean and factor of each row, `[rows, 2]`.
  case normalized(gradient: Tensor, input: Tensor, statistics: Tensor)
  /// Rows of g, each added to the row that its id names: the gradient of an embedding.
  case lookups(gradient: Tensor, ids: [Int])
  /// A gradient as it is.
  case tensor(Tensor)

  /// Throws if the term is no part of the gradient of a parameter of that shape.
  func check(_ shape: [Int]) throws(ShapeError) {
    func require(
      _ holds: Bool, _ operands: [[Int]], _ rule: String
    ) throws(ShapeError) {
      if !holds { throw ShapeError("gradient", operands + [shape], rule) }
    }
    switch self {
    case .product(let g, let x):
      let fits = g.rank == 2 && x.rank == 2 && shape == [g.width, x.width]
      try require(fits && g.rowCount == x.rowCount, [g.shape, x.shape], "no product of that shape")
    case .rowSum(let g):
      try require(shape == [g.width], [g.shape], "the vector is not a row wide")
    case .normalized(let g, let x, let statistics):
      let fits = shape == [x.width] && g.shape == x.shape
      try require(fits, [g.shape, x.shape], "the shapes differ")
      try require(
        statistics.shape == [x.rowCount, 2], [x.shape, statistics.shape],
        "there are not two numbers a row")
    case .lookups(let g, let ids):
      let fits = shape.count == 2 && g.shape == [ids.count, shape[1]]
      try require(fits, [g.shape], "the rows do not fit into the table")
      try require(
        ids.allSatisfy { $0 >= 0 && $0 < shape[0] }, [g.shape], "an id is no row of the table")
    case .tensor(let g): try require(g.shape == shape, [g.shape], "the shapes differ")
    }
  }

  /// Whether another term is of the same kind.
  func isLike(_ other: GradientTerm) -> Bool {
    switch (self, other) {
    case (.product, .product), (.rowSum, .rowSum), (.normalized, .normalized), (.lookups, .lookups),
      (.tensor, .tensor):
      true
    default: false
    }
  }
}
