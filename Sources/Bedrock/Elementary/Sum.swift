/// Sums in one fixed order, whatever the vector width of the CPU.
///
/// The order: element i is added to lane i mod 16, in ascending order and starting from +0; then
/// lane j takes lane j + 8, lane j + 4, lane j + 2 and lane j + 1, and lane 0 is the sum. So the
/// sum of nothing is +0.
extension Elementary {
  /// The sum of floats in the documented order.
  public static func sum(_ values: UnsafeBufferPointer<Float>) -> Float {
    guard let base = values.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    var lanes = SIMD16<Float>()
    var index = 0
    while index &+ 16 <= values.count {
      lanes += raw.loadUnaligned(fromByteOffset: index &* 4, as: SIMD16<Float>.self)
      index &+= 16
    }
    for lane in 0..<(values.count &- index) { lanes[lane] += base[index &+ lane] }
    return sum(lanes)
  }

  /// The sum of doubles in the documented order.
  public static func sum(_ values: UnsafeBufferPointer<Double>) -> Double {
    guard let base = values.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    var lanes = SIMD16<Double>()
    var index = 0
    while index &+ 16 <= values.count {
      lanes += raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD16<Double>.self)
      index &+= 16
    }
    for lane in 0..<(values.count &- index) { lanes[lane] += base[index &+ lane] }
    return sum(lanes)
  }

  /// The sum of floats in the documented order.
  public static func sum(_ values: [Float]) -> Float {
    values.withUnsafeBufferPointer { sum($0) }
  }

  /// The sum of doubles in the documented order.
  public static func sum(_ values: [Double]) -> Double {
    values.withUnsafeBufferPointer { sum($0) }
  }

  /// The sum of 16 lanes: j + 8, then j + 4, j + 2 and j + 1.
  @inlinable
  public static func sum(_ lanes: SIMD16<Float>) -> Float {
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }

  /// The sum of 16 lanes: j + 8, then j + 4, j + 2 and j + 1.
  @inlinable
  public static func sum(_ lanes: SIMD16<Double>) -> Double {
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
