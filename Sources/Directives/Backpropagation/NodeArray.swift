import Engine

/// A formula's intermediate result: the nodes of a number, vector or matrix.
///
/// Formulas over lists are spelled out into single numbers, so every entry has a node of its own.
struct NodeArray {
  /// Empty for a number, one length for a vector, rows and columns for a matrix.
  let shape: [Int]
  let nodes: [Int]

  init(_ node: Int) {
    shape = []
    nodes = [node]
  }

  init(shape: [Int], nodes: [Int]) {
    self.shape = shape
    self.nodes = nodes
  }

  init(vector nodes: [Int]) { self.init(shape: [nodes.count], nodes: nodes) }

  var isNumber: Bool { shape.isEmpty }
  var shapeText: String {
    isNumber ? "a number" : shape.map { String($0) }.joined(separator: "×")
  }

  /// A matrix' rows; a vector is one row.
  var rows: [[Int]] {
    let width = shape.last ?? 1
    guard width > 0 else { return [] }
    return stride(from: 0, to: nodes.count, by: width).map { Array(nodes[$0..<$0 + width]) }
  }

  var columns: [[Int]] {
    let rows = rows
    return (0..<(shape.last ?? 1)).map { column in rows.map { $0[column] } }
  }
}
