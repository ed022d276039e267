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
  @inlinable @inline(never)
  public func replacing(
    beyond bound: Float, of argument: Self, with function: (Float) -> Float
  ) -> Self {
    var result = self
    for lane in 0..<16 where !argument[lane].isWithin(bound) {
      result[lane] = function(argument[lane])
    }
    return result
  }
}
