// Some toolchains make a square root of one instruction and a call of the C library's `sqrt` for what
// has no root. Nothing else is used of this module, but it must be linked.
internal import CLibrary

// The NaN is chosen among integers: of a choice among numbers the optimizer may take it that any NaN
// is as good as another, and leave the instruction's own, whose bits differ from CPU to CPU.
extension Elementary {
  /// The square root, correctly rounded; the canonical NaN for negative numbers, −0 for −0.
  public static func sqrt(_ x: Double) -> Double {
    let bits = x.squareRoot().bitPattern
    let isNaN = bits & ~(1 << 63) > Double.infinity.bitPattern
    return Double(bitPattern: isNaN ? Double.nan.bitPattern : bits)
  }

  /// The square root, correctly rounded; the canonical NaN for negative numbers, −0 for −0.
  public static func sqrt(_ x: Float) -> Float {
    let bits = x.squareRoot().bitPattern
    let isNaN = bits & ~(1 << 31) > Float.infinity.bitPattern
    return Float(bitPattern: isNaN ? Float.nan.bitPattern : bits)
  }
}
