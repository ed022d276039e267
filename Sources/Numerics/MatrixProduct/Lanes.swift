/// Sixteen floats: one AVX-512 register, two of AVX2, four of NEON. Kernels are written in these;
/// because every output has its own lane and its own chain of operations, the width of the machine's
/// registers cannot show in a result.
typealias Lanes = SIMD16<Float>

extension UnsafePointer<Float> {
  /// The sixteen floats from here on.
  @inline(__always)
  var lanes: Lanes { UnsafeRawPointer(self).loadUnaligned(as: Lanes.self) }
}

extension UnsafeMutablePointer<Float> {
  /// The sixteen floats from here on.
  @inline(__always)
  var lanes: Lanes {
    get { UnsafeRawPointer(self).loadUnaligned(as: Lanes.self) }
    nonmutating set { UnsafeMutableRawPointer(self).storeBytes(of: newValue, as: Lanes.self) }
  }
}
