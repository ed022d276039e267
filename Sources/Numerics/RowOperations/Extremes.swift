/// The largest of a row's values.
enum RowMaximum {
  /// The largest of `count` > 0 values, those that are NaN left out; −∞ if there is no other. Which of
  /// two zeros it is, is not said.
  @inline(__always)
  static func of(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    var largest = Lanes(repeating: -.infinity)
    var index = 0
    while index &+ 16 <= count {
      let next = (x + index).lanes
      largest = largest.replacing(with: next, where: next .> largest)
      index &+= 16
    }
    let rest = count &- index
    if rest > 0 {
      let next = (x + index).partialLanes(rest, filler: -.infinity)
      largest = largest.replacing(with: next, where: next .> largest)
    }
    var result = largest[0]
    for lane in 1..<16 where largest[lane] > result { result = largest[lane] }
    return result
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
