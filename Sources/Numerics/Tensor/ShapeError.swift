/// Operands whose shapes do not go together.
///
/// Its text names the operation, both shapes and the rule:
/// `matmul: [2, 3] and [4, 5]: the inner sizes 3 and 4 differ`.
public struct ShapeError: Error, Equatable, CustomStringConvertible {
  /// The operation that refused.
  public let operation: String
  /// The shapes it was given, in the order of its parameters.
  public let shapes: [[Int]]
  /// The rule that they break.
  public let rule: String

  public init(_ operation: String, _ shapes: [[Int]], _ rule: String) {
    self.operation = operation
    self.shapes = shapes
    self.rule = rule
  }

  public var description: String {
    "\(operation): \(shapes.map { "\($0)" }.joined(separator: " and ")): \(rule)"
  }
}
