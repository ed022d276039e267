import Notebook

/// Numbers of layers, heads and neurons as a lab writes them.
enum PartNumber {
  /// A number from 0; negative ones count from the end.
  ///
  /// - Parameter name: what is counted, and the parameter that is to blame.
  static func checked(_ number: Int, _ name: String, of count: Int) throws -> Int {
    let counted = number < 0 ? number + count : number
    guard (0..<count).contains(counted) else {
      throw DirectiveError(
        "there is no \(name) \(number): the model has \(counted: count, name), from 0 to"
          + " \(count - 1)", parameter: name)
    }
    return counted
  }
}
