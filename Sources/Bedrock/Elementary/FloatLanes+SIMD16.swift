extension SIMD16: FloatLanes where Scalar == Float {
  public typealias Bits = SIMD16<Int32>
  public typealias Mask = SIMDMask<SIMD16<Int32>>

  @inlinable @inline(__always)
  public static func constant(_ value: Float) -> Self { Self(repeating: value) }
  @inlinable @inline(__always)
  public static func isLess(_ a: Self, _ b: Self) -> Mask { a .< b }
  @inlinable @inline(__always)
  public static func isEqual(_ a: Self, _ b: Self) -> Mask { a .== b }
  @inlinable @inline(__always)
  public static func choose(_ mask: Mask, _ a: Self, _ b: Self) -> Self {
    b.replacing(with: a, where: mask)
  }

  @inlinable @inline(__always)
  public var laneBits: Bits { unsafeBitCast(self, to: Bits.self) }
  @inlinable @inline(__always)
  public init(laneBits: Bits) { self = unsafeBitCast(laneBits, to: Self.self) }
  @inlinable @inline(__always)
  public static func bits(_ value: Int32) -> Bits { Bits(repeating: value) }
  @inlinable @inline(__always)
  public static func sum(_ a: Bits, _ b: Bits) -> Bits { a &+ b }
  @inlinable @inline(__always)
  public static func difference(_ a: Bits, _ b: Bits) -> Bits { a &- b }
  @inlinable @inline(__always)
  public static func both(_ a: Bits, _ b: Bits) -> Bits { a & b }
  @inlinable @inline(__always)
  public static func either(_ a: Bits, _ b: Bits) -> Bits { a | b }
  @inlinable @inline(__always)
  public static func differing(_ a: Bits, _ b: Bits) -> Bits { a ^ b }
  @inlinable @inline(__always)
  public static func shiftedLeft(_ a: Bits, _ count: Int32) -> Bits {
    a &<< Bits(repeating: count)
  }
  @inlinable @inline(__always)
  public static func shiftedRight(_ a: Bits, _ count: Int32) -> Bits {
    a &>> Bits(repeating: count)
  }

  @inlinable @inline(__always)
  public func isWithin(_ bound: Float) -> Bool {
    all(absolute .< Self(repeating: bound))
  }
  @inlinable @inline(__always)
  public func replacing(
    beyond bound: Float, of argument: Self, with function: (Float) -> Float
  ) -> Self {
    var result = self
    withUnsafePointer(to: argument) { argument in
      Self.replace(in: &result, beyond: bound, of: argument, with: function)
    }
    return result
  }

  /// The vectors go by address: a call that takes vectors apart into scalars keeps the optimizer
  /// from putting them together again, on the way where it is never made too.
  @inlinable @inline(never)
  static func replace(
    in result: inout Self, beyond bound: Float, of argument: UnsafePointer<Self>,
    with function: (Float) -> Float
  ) {
    for lane in 0..<16 where !argument.pointee[lane].isWithin(bound) {
      result[lane] = function(argument.pointee[lane])
    }
  }
}
