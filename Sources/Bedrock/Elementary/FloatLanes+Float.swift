extension Float: FloatLanes {
  @inlinable @inline(__always)
  public static func constant(_ value: Float) -> Float { value }
  @inlinable @inline(__always)
  public static func isLess(_ a: Float, _ b: Float) -> Bool { a < b }
  @inlinable @inline(__always)
  public static func isEqual(_ a: Float, _ b: Float) -> Bool { a == b }
  @inlinable @inline(__always)
  public static func choose(_ mask: Bool, _ a: Float, _ b: Float) -> Float { mask ? a : b }

  @inlinable @inline(__always)
  public var laneBits: Int32 { Int32(bitPattern: bitPattern) }
  @inlinable @inline(__always)
  public init(laneBits: Int32) { self.init(bitPattern: UInt32(bitPattern: laneBits)) }
  @inlinable @inline(__always)
  public static func bits(_ value: Int32) -> Int32 { value }
  @inlinable @inline(__always)
  public static func sum(_ a: Int32, _ b: Int32) -> Int32 { a &+ b }
  @inlinable @inline(__always)
  public static func difference(_ a: Int32, _ b: Int32) -> Int32 { a &- b }
  @inlinable @inline(__always)
  public static func both(_ a: Int32, _ b: Int32) -> Int32 { a & b }
  @inlinable @inline(__always)
  public static func either(_ a: Int32, _ b: Int32) -> Int32 { a | b }
  @inlinable @inline(__always)
  public static func differing(_ a: Int32, _ b: Int32) -> Int32 { a ^ b }
  @inlinable @inline(__always)
  public static func shiftedLeft(_ a: Int32, _ count: Int32) -> Int32 { a &<< count }
  @inlinable @inline(__always)
  public static func shiftedRight(_ a: Int32, _ count: Int32) -> Int32 { a &>> count }

  @inlinable @inline(__always)
  public func isWithin(_ bound: Float) -> Bool { magnitude < bound }
  @inlinable @inline(__always)
  public func replacing(
    beyond bound: Float, of argument: Float, with function: (Float) -> Float
  ) -> Float {
    argument.isWithin(bound) ? self : function(argument)
  }
}
