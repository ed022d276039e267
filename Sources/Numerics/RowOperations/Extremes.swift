/// The largest of a row's values.
enum RowMaximum {
  /// The largest of `count` > 0 values, those that are NaN left out; −∞ if there is no other. Which of
  /// two zeros it is, is not said.
  @inline(never)
  static func of(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    var largest = Lanes(repeating: -.infinity)
    var index = 0
    while index < count {
      let next = (x + index).upToSixteen(count &- index, filler: -.infinity)
      largest = largest.replacing(with: next, where: next .> largest)
      index &+= 16
    }
    var eight: SIMD8<Float> = largest.lowHalf
    eight.replace(with: largest.highHalf, where: largest.highHalf .> eight)
    var four: SIMD4<Float> = eight.lowHalf
    four.replace(with: eight.highHalf, where: eight.highHalf .> four)
    var two: SIMD2<Float> = four.lowHalf
    two.replace(with: four.highHalf, where: four.highHalf .> two)
    return two[1] > two[0] ? two[1] : two[0]
  }
}

extension Tensor {
  /// For each row the position of its largest value: the first of them if there are several. NaN is
  /// passed over; a row without a number gives 0.
  public func argmax() -> [Int] {
    let width = width
    defer { withExtendedLifetime(storage) {} }
    return (0..<rowCount).map { row in
      let x = storage.start + row * width
      let largest = RowMaximum.of(x, width)
      return (0..<width).first { x[$0] == largest } ?? 0
    }
  }
}
