extension Value {
  /// The value of a list: an array where its elements are numbers, or arrays of one shape; else a
  /// list as it stands. Without elements it is an empty vector.
  public init(elements: [Value]) {
    self = Self.vector(of: elements) ?? Self.stack(of: elements) ?? .list(elements)
  }

  private static func vector(of elements: [Value]) -> Value? {
    var numbers: [Double] = []
    numbers.reserveCapacity(elements.count)
    var width = NumberWidth.float
    for element in elements {
      guard case .number(let number) = element else { return nil }
      numbers.append(number.value)
      if number.width == .double { width = .double }
    }
    return .array(NumericArray(vector: numbers, width: elements.isEmpty ? .double : width))
  }

  private static func stack(of elements: [Value]) -> Value? {
    var rows: [NumericArray] = []
    for element in elements {
      guard case .array(let row) = element, row.shape == rows.first?.shape ?? row.shape else {
        return nil
      }
      rows.append(row)
    }
    guard let first = rows.first else { return nil }
    let labels = first.labels.indices.map { axis in
      rows.allSatisfy { $0.labels[axis] == first.labels[axis] } ? first.labels[axis] : nil
    }
    return .array(
      NumericArray(
        shape: [rows.count] + first.shape, elements: rows.flatMap(\.elements),
        width: rows.allSatisfy { $0.width == .float } ? .float : .double, labels: [nil] + labels))
  }

  /// Counts elements, those inside too, down from a number; the result is whether it was enough.
  func takeElements(from left: inout Int) -> Bool {
    switch self {
    case .array(let array): left -= array.elements.count
    case .list(let elements):
      for element in elements where !element.takeElements(from: &left) { return false }
    default: left -= 1
    }
    return left >= 0
  }
}
