/// The sizes that a normalization of rows works with, checked.
struct NormShape {
  let rows: Int
  let width: Int

  /// Checks that the parameters are vectors as wide as the rows, and the gradient, if there is one,
  /// of the rows' shape.
  init(
    _ operation: String, _ x: Tensor, _ parameters: Tensor..., gradient: Tensor? = nil
  ) throws(ShapeError) {
    guard x.rank > 0 else { throw ShapeError(operation, [x.shape], "rows have an axis") }
    for parameter in parameters where parameter.shape != [x.width] {
      throw ShapeError(operation, [x.shape, parameter.shape], "the parameter is not a row wide")
    }
    if let gradient { try x.requireSameShape(gradient, operation) }
    rows = x.rowCount
    width = x.width
  }
}
