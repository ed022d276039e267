/// A small generator of test data from a seed (SplitMix64).
struct TestGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Bytes among which many are parts of UTF-8 sequences, whole, cut off and wrong.
  mutating func bytes(upTo count: Int) -> [UInt8] {
    let chosen: [UInt8] = [
      0x00, 0x0A, 0x0D, 0x20, 0x27, 0x2F, 0x31, 0x41, 0x61, 0x73, 0x80, 0xBF, 0xC0, 0xC3, 0xC5,
      0xCC, 0xE0, 0xE3, 0xED, 0xF0, 0xF4, 0xFF,
    ]
    return (0..<Int.random(in: 0...count, using: &self)).map { _ in
      Bool.random(using: &self)
        ? chosen[Int.random(in: chosen.indices, using: &self)]
        : UInt8.random(in: 0...255, using: &self)
    }
  }
}
