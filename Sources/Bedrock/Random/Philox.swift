/// The counter-based generator Philox4x32-10.
///
/// It turns a 128-bit counter and a 64-bit key into 128 random bits by ten rounds of two 32-bit
/// products, so that any place of a stream is reached at once. It passes TestU01's BigCrush
/// (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
public enum Philox {
  private static let multipliers = (first: 0xD251_1F53 as UInt64, second: 0xCD9E_8D57 as UInt64)
  private static let keySteps = SIMD2<UInt32>(0x9E37_79B9, 0xBB67_AE85)

  /// The four random words that belong to a counter under a key.
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var (x0, x1, x2, x3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = (key[0], key[1])
    for round in 0..<10 {
      if round > 0 { (k0, k1) = (k0 &+ keySteps[0], k1 &+ keySteps[1]) }
      let p = multipliers.first &* UInt64(x0)
      let q = multipliers.second &* UInt64(x2)
      (x0, x1) = (high(q) ^ x1 ^ k0, UInt32(truncatingIfNeeded: q))
      (x2, x3) = (high(p) ^ x3 ^ k1, UInt32(truncatingIfNeeded: p))
    }
    return SIMD4(x0, x1, x2, x3)
  }

  @inline(__always)
  private static func high(_ product: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: product &>> 32)
  }
}
