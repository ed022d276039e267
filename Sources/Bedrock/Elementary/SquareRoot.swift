// The toolchain's square root is one instruction for what has a root, and a call of the C
// library's `sqrt` for what has none. Nothing else is used of this module, but it must be linked.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Elementary {
  /// The square root, correctly rounded; the canonical NaN for negative numbers, −0 for −0.
  public static func sqrt(_ x: Double) -> Double {
    x >= 0 ? x.squareRoot() : .nan
  }

  /// The square root, correctly rounded; the canonical NaN for negative numbers, −0 for −0.
  public static func sqrt(_ x: Float) -> Float {
    x >= 0 ? x.squareRoot() : .nan
  }
}
