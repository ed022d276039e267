import Bedrock

extension FunctionCall {
  /// Two arguments that are arrays, in the width that they are combined in.
  private func arrays() throws -> (NumericArray, NumericArray) {
    _ = try (array(0), array(1))
    let operands = try combined()
    guard case .array(let x) = operands[0], case .array(let y) = operands[1] else {
      preconditionFailure("arrays stay arrays when their width changes")
    }
    return (x, y)
  }

  /// Σ aᵢbᵢ of two vectors of one length.
  func dot() throws -> Value {
    let (a, b) = try arrays()
    guard a.shape.count == 1, b.shape.count == 1, a.shape == b.shape else {
      throw Diagnostic.error(
        "'dot' takes two vectors of one length, not \(a.shapeText) and \(b.shapeText)", at: span)
    }
    return number(Elementary.sum(zip(a.elements, b.elements).map { $0 * $1 }), a.width)
  }

  /// The product of `[rows, inner]` and `[inner, columns]`; a vector is a row before a matrix and a
  /// column behind one.
  func matrixProduct() throws -> Value {
    let (a, b) = try arrays()
    guard a.shape.count <= 2, b.shape.count <= 2, a.shape.count + b.shape.count > 2 else {
      throw Diagnostic.error(
        a.shape.count == 1 && b.shape.count == 1
          ? "'matmul' takes a matrix; of two vectors take 'dot'"
          : "'matmul' takes matrices, not the shapes \(a.shapeText) and \(b.shapeText)", at: span)
    }
    let inner = a.shape[a.shape.count - 1]
    guard inner == b.shape[0] else {
      throw Diagnostic.error(
        "the shapes \(a.shapeText) and \(b.shapeText) do not multiply: "
          + "\(inner) columns against \(b.shape[0]) rows", at: span)
    }
    let rows = a.shape.count == 2 ? a.shape[0] : 1
    let columns = b.shape.count == 2 ? b.shape[1] : 1
    let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard !overflows, count <= Self.maximumCount else {
      throw Diagnostic.error("the product has more than \(Self.maximumCount) elements", at: span)
    }
    let elements = Self.product(a.elements, b.elements, rows, inner, columns)
    var shape: [Int] = []
    var labels: [[String]?] = []
    if a.shape.count == 2 {
      shape.append(rows)
      labels.append(a.labels[0])
    }
    if b.shape.count == 2 {
      shape.append(columns)
      labels.append(b.labels[1])
    }
    return .array(
      NumericArray(
        shape: shape, elements: elements.map(a.width.rounded), width: a.width, labels: labels))
  }

  private static func product(
    _ a: [Double], _ b: [Double], _ rows: Int, _ inner: Int, _ columns: Int
  ) -> [Double] {
    var out: [Double] = []
    out.reserveCapacity(rows * columns)
    var terms = [Double](repeating: 0, count: inner)
    for row in 0..<rows {
      for column in 0..<columns {
        for k in 0..<inner { terms[k] = a[row * inner + k] * b[k * columns + column] }
        out.append(Elementary.sum(terms))
      }
    }
    return out
  }

  /// exp(xᵢ − max x) / Σ exp(xⱼ − max x), along the last axis.
  func softmax() throws -> Value {
    let array = try array(0)
    let columns = array.shape[array.shape.count - 1]
    guard columns > 0 else { return .array(array) }
    var out: [Double] = []
    out.reserveCapacity(array.elements.count)
    for start in stride(from: 0, to: array.elements.count, by: columns) {
      let row = array.elements[start..<start + columns]
      let largest = row.reduce(-.infinity, Elementary.maximum)
      let powers = row.map { Elementary.exp($0 - largest) }
      let sum = Elementary.sum(powers)
      out.append(contentsOf: powers.map { array.width.rounded($0 / sum) })
    }
    return .array(
      NumericArray(shape: array.shape, elements: out, width: array.width, labels: array.labels))
  }
}
