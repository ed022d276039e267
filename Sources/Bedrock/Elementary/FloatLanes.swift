/// One float, or a vector of floats that are computed side by side.
///
/// The functions at float width are written once over this protocol, in operations that act on
/// each lane alone and are rounded exactly. So a lane of a vector has the same bits as the scalar,
/// by construction.
public protocol FloatLanes: Sendable {
  /// The lanes' bits, as 32-bit integers.
  associatedtype Bits: Sendable
  /// A yes or no for each lane.
  associatedtype Mask: Sendable

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  /// This + a · b, rounded once.
  func addingProduct(_ a: Self, _ b: Self) -> Self

  /// The same value in each lane.
  static func constant(_ value: Float) -> Self
  static func isLess(_ a: Self, _ b: Self) -> Mask
  static func isEqual(_ a: Self, _ b: Self) -> Mask
  /// a where the mask says yes, b where it says no.
  static func choose(_ mask: Mask, _ a: Self, _ b: Self) -> Self

  var laneBits: Bits { get }
  init(laneBits: Bits)
  /// The same bits in each lane.
  static func bits(_ value: Int32) -> Bits
  static func sum(_ a: Bits, _ b: Bits) -> Bits
  static func difference(_ a: Bits, _ b: Bits) -> Bits
  static func both(_ a: Bits, _ b: Bits) -> Bits
  static func either(_ a: Bits, _ b: Bits) -> Bits
  static func differing(_ a: Bits, _ b: Bits) -> Bits
  static func shiftedLeft(_ a: Bits, _ count: Int32) -> Bits
  /// Shifted to the right; the sign comes in from the left.
  static func shiftedRight(_ a: Bits, _ count: Int32) -> Bits

  /// Whether |lane| < bound for every lane.
  func isWithin(_ bound: Float) -> Bool
  /// Puts the function of the argument in place of each lane whose argument is not within bound.
  func replacing(
    beyond bound: Float, of argument: Self, with function: (Float) -> Float
  ) -> Self
}

extension FloatLanes {
  /// |x|
  @inlinable @inline(__always)
  var absolute: Self {
    Self(laneBits: Self.both(laneBits, Self.bits(0x7FFF_FFFF)))
  }

  /// This value, which is not negative, with the sign of another.
  @inlinable @inline(__always)
  func signed(like other: Self) -> Self {
    let sign = Self.both(other.laneBits, Self.bits(.min))
    return Self(laneBits: Self.either(laneBits, sign))
  }

  /// The canonical NaN in lanes where the argument is NaN.
  @inlinable @inline(__always)
  func orNaN(of argument: Self) -> Self {
    Self.choose(Self.isEqual(argument, argument), self, Self.constant(.nan))
  }

  /// coefficient + this · x: one step of Horner's rule.
  @inlinable @inline(__always)
  func step(_ x: Self, _ coefficient: Float) -> Self {
    Self.constant(coefficient).addingProduct(self, x)
  }
}
