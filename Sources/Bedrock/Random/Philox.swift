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
    var x = counter
    var k = key
    for round in 0..<10 {
      if round > 0 { k = k &+ keySteps }
      let p = multipliers.first &* UInt64(x[0])
      let q = multipliers.second &* UInt64(x[2])
      x = SIMD4(
        high(q) ^ x[1] ^ k[0], UInt32(truncatingIfNeeded: q),
        high(p) ^ x[3] ^ k[1], UInt32(truncatingIfNeeded: p))
    }
    return x
  }

  @inline(__always)
  private static func high(_ product: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: product &>> 32)
  }
}
