extension UnsafePointer<Float> {
  /// The four floats from here on.
  @inline(__always)
  var four: SIMD4<Float> { UnsafeRawPointer(self).loadUnaligned(as: SIMD4<Float>.self) }

  /// The two floats from here on.
  @inline(__always)
  var two: SIMD2<Float> { UnsafeRawPointer(self).loadUnaligned(as: SIMD2<Float>.self) }
}

extension UnsafeMutablePointer<Float> {
  /// The four floats from here on.
  @inline(__always)
  var four: SIMD4<Float> {
    get { UnsafeRawPointer(self).loadUnaligned(as: SIMD4<Float>.self) }
    nonmutating set {
      UnsafeMutableRawPointer(self).storeBytes(of: newValue, as: SIMD4<Float>.self)
    }
  }

  /// The two floats from here on.
  @inline(__always)
  var two: SIMD2<Float> {
    get { UnsafeRawPointer(self).loadUnaligned(as: SIMD2<Float>.self) }
    nonmutating set {
      UnsafeMutableRawPointer(self).storeBytes(of: newValue, as: SIMD2<Float>.self)
    }
  }
}

/// Writes four by four values, whose rows are `stride` apart in `source`, column by column; the
/// columns are `outStride` apart in `out`.
@inline(__always)
func transpose4(
  _ source: UnsafePointer<Float>, _ stride: Int, into out: UnsafeMutablePointer<Float>,
  _ outStride: Int
) {
  let r0 = source.four
  let r1 = (source + stride).four
  let r2 = (source + 2 &* stride).four
  let r3 = (source + 3 &* stride).four
  out.four = SIMD4(r0[0], r1[0], r2[0], r3[0])
  (out + outStride).four = SIMD4(r0[1], r1[1], r2[1], r3[1])
  (out + 2 &* outStride).four = SIMD4(r0[2], r1[2], r2[2], r3[2])
  (out + 3 &* outStride).four = SIMD4(r0[3], r1[3], r2[3], r3[3])
}
