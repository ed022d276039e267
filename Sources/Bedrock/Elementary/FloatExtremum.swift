/// The extrema of ``minimum(_:_:)-(Float,_)`` and its like in each lane of vectors.
extension Elementary {
  /// The smaller number in each lane; −0 is smaller than +0, NaN gives NaN.
  @inlinable @inline(__always)
  public static func minimum(_ x: SIMD16<Float>, _ y: SIMD16<Float>) -> SIMD16<Float> {
    // Equal numbers have equal bits, except for zeros, of which either's sign is enough.
    let equal = SIMD16<Float>(laneBits: x.laneBits | y.laneBits)
    return extremum(x, y, isLess: x .< y, equal: equal)
  }

  /// The larger number in each lane; +0 is larger than −0, NaN gives NaN.
  @inlinable @inline(__always)
  public static func maximum(_ x: SIMD16<Float>, _ y: SIMD16<Float>) -> SIMD16<Float> {
    let equal = SIMD16<Float>(laneBits: x.laneBits & y.laneBits)
    return extremum(x, y, isLess: y .< x, equal: equal)
  }

  /// max(x, 0) in each lane: +0 for both zeros and what is below, NaN for NaN.
  @inlinable @inline(__always)
  public static func relu(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let zero = SIMD16<Float>()
    return zero.replacing(with: x, where: x .> zero).orNaN(of: x)
  }

  @inlinable @inline(__always)
  static func extremum(
    _ x: SIMD16<Float>, _ y: SIMD16<Float>, isLess: SIMDMask<SIMD16<Int32>>, equal: SIMD16<Float>
  ) -> SIMD16<Float> {
    let ordered = y.replacing(with: x, where: isLess).replacing(with: equal, where: x .== y)
    return ordered.orNaN(of: x).orNaN(of: y)
  }
}
