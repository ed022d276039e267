import Notebook

extension NumericArray {
  /// The elements, all of them finite numbers.
  ///
  /// - Parameter parameter: what they were given as.
  func finite(_ parameter: String) throws -> [Double] {
    guard elements.allSatisfy(\.isFinite) else {
      throw DirectiveError(
        "'\(parameter)' holds a number that is not finite", parameter: parameter)
    }
    return elements
  }
}
