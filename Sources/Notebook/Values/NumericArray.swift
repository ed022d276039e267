import Bedrock

/// A rectangular array of numbers of one width, row-major, whose axes may carry labels.
public struct NumericArray: Sendable, Hashable, Codable {
  /// Lengths from the outermost axis; never empty. A zero length is allowed.
  public let shape: [Int]
  /// Row-major; for width `.float`, each exactly a `Float`'s value.
  public let elements: [Double]
  public let width: NumberWidth
  /// For each axis the tokens or names that its indices stand for, or `nil`.
  public let labels: [[String]?]

  /// - Precondition: the shape's product is the number of elements, and a labelled axis has a label
  ///   for each index.
  public init(
    shape: [Int], elements: [Double], width: NumberWidth = .double, labels: [[String]?]? = nil
  ) {
    precondition(
      !shape.isEmpty && shape.reduce(1, *) == elements.count, "shape and elements differ")
    let labels = labels ?? Array(repeating: nil, count: shape.count)
    precondition(labels.count == shape.count, "one label list an axis")
    for (length, names) in zip(shape, labels) {
      precondition(names == nil || names?.count == length, "one label an index")
    }
    self.shape = shape
    self.elements = elements
    self.width = width
    self.labels = labels
  }

  public init(vector: [Double], width: NumberWidth = .double, labels: [String]? = nil) {
    self.init(shape: [vector.count], elements: vector, width: width, labels: [labels])
  }

  /// - Precondition: all rows have one length.
  public init(
    rows: [[Double]], width: NumberWidth = .double, rowLabels: [String]? = nil,
    columnLabels: [String]? = nil
  ) {
    let columns = rows.first?.count ?? 0
    self.init(
      shape: [rows.count, columns], elements: rows.flatMap { $0 }, width: width,
      labels: [rowLabels, columnLabels])
  }

  public init(floats: [Float], shape: [Int], labels: [[String]?]? = nil) {
    self.init(shape: shape, elements: floats.map(Double.init), width: .float, labels: labels)
  }

  /// The rows of a matrix; a vector is one row.
  public var rows: [[Double]] {
    let columns = shape.last ?? 0
    let count = shape.count == 1 ? 1 : shape.dropLast().reduce(1, *)
    return (0..<count).map { Array(elements[$0 * columns..<($0 + 1) * columns]) }
  }

  /// The element at an offset, with the array's width.
  public func number(at offset: Int) -> Number { Number(elements[offset], width: width) }

  /// The same elements under other labels.
  public func labelled(_ labels: [[String]?]) -> NumericArray {
    NumericArray(shape: shape, elements: elements, width: width, labels: labels)
  }

  /// Nested arrays of numbers, a level for each axis.
  public var json: JSON { json(axis: 0, offset: 0, stride: elements.count) }

  private func json(axis: Int, offset: Int, stride: Int) -> JSON {
    if axis == shape.count { return number(at: offset).json }
    let inner = shape[axis] == 0 ? 0 : stride / shape[axis]
    return .array(
      (0..<shape[axis]).map { json(axis: axis + 1, offset: offset + $0 * inner, stride: inner) })
  }
}
