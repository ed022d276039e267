extension SHA256 {
  static let blockSize = 64

  /// H⁽⁰⁾: the fractional bits of the square roots of the first eight primes (FIPS 180-4, 5.3.3).
  static let initialState = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

  /// K: the fractional bits of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
  static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]

  /// Takes whole blocks into the state (FIPS 180-4, 6.2.2).
  static func compress(_ state: inout SIMD8<UInt32>, _ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, bytes.count >= blockSize else { return }
    var current = state
    roundConstants.withUnsafeBufferPointer { constants in
      guard let k = constants.baseAddress else { return }
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { schedule in
        guard let w = schedule.baseAddress else { return }
        for offset in stride(from: 0, to: bytes.count, by: blockSize) {
          load(base + offset, into: w)
          var working = SHA256Working(current)
          for t in stride(from: 0, to: 16, by: 8) {
            working.eightRounds(from: t) { k[$0] &+ w[$0] }
          }
          for t in stride(from: 16, to: 64, by: 8) {
            working.eightRounds(from: t) { k[$0] &+ nextWord($0, of: w) }
          }
          current = current &+ working.words
        }
      }
    }
    state = current
  }

  @inline(__always)
  private static func load(_ block: UnsafeRawPointer, into w: UnsafeMutablePointer<UInt32>) {
    for t in 0..<16 {
      w[t] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 &* t, as: UInt32.self))
    }
  }

  /// W of round t, which takes the place of that of round t - 16.
  @inline(__always)
  private static func nextWord(_ t: Int, of w: UnsafeMutablePointer<UInt32>) -> UInt32 {
    let a = w[(t &+ 1) & 15]
    let b = w[(t &+ 14) & 15]
    let sigma0 = rotated(a, 7) ^ rotated(a, 18) ^ (a &>> 3)
    let sigma1 = rotated(b, 17) ^ rotated(b, 19) ^ (b &>> 10)
    let word = w[t & 15] &+ sigma0 &+ w[(t &+ 9) & 15] &+ sigma1
    w[t & 15] = word
    return word
  }

  @inline(__always)
  static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    (word &>> count) | (word &<< (32 &- count))
  }
}

/// The working variables a … h of the rounds.
private struct SHA256Working {
  private var a, b, c, d, e, f, g, h: UInt32
  /// b ^ c, which is a ^ b of the round before.
  private var difference: UInt32

  @inline(__always)
  init(_ state: SIMD8<UInt32>) {
    (a, b, c, d) = (state[0], state[1], state[2], state[3])
    (e, f, g, h) = (state[4], state[5], state[6], state[7])
    difference = state[1] ^ state[2]
  }

  var words: SIMD8<UInt32> {
    SIMD8(a, b, c, d, e, f, g, h)
  }

  /// Eight rounds, in which the names move on instead of the values.
  @inline(__always)
  mutating func eightRounds(from t: Int, _ input: (Int) -> UInt32) {
    Self.round(a, b, &difference, &d, e, f, g, &h, input(t))
    Self.round(h, a, &difference, &c, d, e, f, &g, input(t &+ 1))
    Self.round(g, h, &difference, &b, c, d, e, &f, input(t &+ 2))
    Self.round(f, g, &difference, &a, b, c, d, &e, input(t &+ 3))
    Self.round(e, f, &difference, &h, a, b, c, &d, input(t &+ 4))
    Self.round(d, e, &difference, &g, h, a, b, &c, input(t &+ 5))
    Self.round(c, d, &difference, &f, g, h, a, &b, input(t &+ 6))
    Self.round(b, c, &difference, &e, f, g, h, &a, input(t &+ 7))
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ bc: inout UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ input: UInt32
  ) {
    let ab = a ^ b
    let choice = g ^ (e & (f ^ g))
    let majority = b ^ (ab & bc)
    let sum0 = SHA256.rotated(a, 2) ^ SHA256.rotated(a, 13) ^ SHA256.rotated(a, 22)
    let sum1 = SHA256.rotated(e, 6) ^ SHA256.rotated(e, 11) ^ SHA256.rotated(e, 25)
    h = h &+ input &+ choice &+ sum1
    d = d &+ h
    h = h &+ majority &+ sum0
    bc = ab
  }
}
