extension NumericArray {
  /// The array with each element replaced; for width `.float` the result is rounded to a `Float`.
  func map(_ transform: (Double) -> Double) -> NumericArray {
    let mapped = elements.map { width.rounded(transform($0)) }
    return NumericArray(shape: shape, elements: mapped, width: width, labels: labels)
  }

  /// The array in another width.
  func converted(to width: NumberWidth) -> NumericArray {
    guard width != self.width else { return self }
    return NumericArray(
      shape: shape, elements: elements.map(width.rounded), width: width, labels: labels)
  }
}

extension NumberWidth {
  /// The nearest number of this width.
  func rounded(_ value: Double) -> Double {
    self == .float ? Double(Float(value)) : value
  }
}
