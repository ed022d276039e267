import Notebook

extension Value {
  /// What a list holds: its elements, a vector's numbers, a matrix' rows; `nil` for what is no list.
  var elements: [Value]? {
    switch self {
    case .list(let elements): elements
    case .array(let array): array.slices
    default: nil
    }
  }
}

extension NumericArray {
  /// The entries along the outermost axis: numbers, or arrays with one axis less.
  fileprivate var slices: [Value] {
    let count = shape[0]
    if shape.count == 1 { return (0..<count).map { .number(number(at: $0)) } }
    let inner = Array(shape.dropFirst())
    let size = inner.reduce(1, *)
    return (0..<count).map { index in
      .array(
        NumericArray(
          shape: inner, elements: Array(elements[index * size..<(index + 1) * size]), width: width,
          labels: Array(labels.dropFirst())))
    }
  }
}
