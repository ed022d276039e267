/// SHA-256's compression function on sixteen blocks at once, one in each lane of a vector.
struct SHA256Lanes: Sendable {
  typealias Word = SIMD16<UInt32>

  /// Sixteen blocks of 64 bytes, word by word: the first words of all, then the second ones, ….
  static let groupSize = 1024

  /// a … h of FIPS 180-4, each for all lanes.
  private var a, b, c, d, e, f, g, h: Word

  init() {
    let initial = SHA256.initialState
    (a, b) = (Word(repeating: initial[0]), Word(repeating: initial[1]))
    (c, d) = (Word(repeating: initial[2]), Word(repeating: initial[3]))
    (e, f) = (Word(repeating: initial[4]), Word(repeating: initial[5]))
    (g, h) = (Word(repeating: initial[6]), Word(repeating: initial[7]))
  }

  /// The states of all lanes: all lanes' a, then their b, …, little-endian.
  var bytes: [UInt8] {
    var writer = ByteWriter()
    for word in [a, b, c, d, e, f, g, h] {
      for lane in 0..<Word.scalarCount { writer.put(word[lane]) }
    }
    return writer.bytes
  }

  /// Takes whole groups into the states (FIPS 180-4, 6.2.2).
  mutating func compress(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, bytes.count >= Self.groupSize else { return }
    withUnsafeTemporaryAllocation(of: Word.self, capacity: 16) { schedule in
      guard let w = schedule.baseAddress else { return }
      SHA256.roundConstants.withUnsafeBufferPointer { constants in
        guard let k = constants.baseAddress else { return }
        for offset in stride(from: 0, to: bytes.count, by: Self.groupSize) {
          compress(group: base + offset, w, k)
        }
      }
    }
  }

  @inline(__always)
  private mutating func compress(
    group: UnsafeRawPointer, _ w: UnsafeMutablePointer<Word>, _ k: UnsafePointer<UInt32>
  ) {
    var lanes = self
    for t in stride(from: 0, to: 16, by: 8) {
      lanes.eightRounds(from: t) { t in
        w[t] = group.loadUnaligned(fromByteOffset: 64 &* t, as: Word.self)
        return w[t] &+ Word(repeating: k[t])
      }
    }
    for t in stride(from: 16, to: 64, by: 8) {
      lanes.eightRounds(from: t) { t in Self.nextWord(t, of: w) &+ Word(repeating: k[t]) }
    }
    (a, b, c, d) = (a &+ lanes.a, b &+ lanes.b, c &+ lanes.c, d &+ lanes.d)
    (e, f, g, h) = (e &+ lanes.e, f &+ lanes.f, g &+ lanes.g, h &+ lanes.h)
  }

  /// Eight rounds, in which the names move on instead of the values.
  @inline(__always)
  private mutating func eightRounds(from t: Int, _ input: (Int) -> Word) {
    Self.round(a, b, c, &d, e, f, g, &h, input(t))
    Self.round(h, a, b, &c, d, e, f, &g, input(t &+ 1))
    Self.round(g, h, a, &b, c, d, e, &f, input(t &+ 2))
    Self.round(f, g, h, &a, b, c, d, &e, input(t &+ 3))
    Self.round(e, f, g, &h, a, b, c, &d, input(t &+ 4))
    Self.round(d, e, f, &g, h, a, b, &c, input(t &+ 5))
    Self.round(c, d, e, &f, g, h, a, &b, input(t &+ 6))
    Self.round(b, c, d, &e, f, g, h, &a, input(t &+ 7))
  }

  @inline(__always)
  private static func round(
    _ a: Word, _ b: Word, _ c: Word, _ d: inout Word,
    _ e: Word, _ f: Word, _ g: Word, _ h: inout Word, _ input: Word
  ) {
    let choice = g ^ (e & (f ^ g))
    let majority = (a & b) | (c & (a | b))
    let sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    let sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    h = h &+ input &+ choice &+ sum1
    d = d &+ h
    h = h &+ majority &+ sum0
  }

  /// W of round t, which takes the place of that of round t - 16.
  @inline(__always)
  private static func nextWord(_ t: Int, of w: UnsafeMutablePointer<Word>) -> Word {
    let x = w[(t &+ 1) & 15]
    let y = w[(t &+ 14) & 15]
    let sigma0 = rotated(x, 7) ^ rotated(x, 18) ^ (x &>> Word(repeating: 3))
    let sigma1 = rotated(y, 17) ^ rotated(y, 19) ^ (y &>> Word(repeating: 10))
    let word = w[t & 15] &+ sigma0 &+ w[(t &+ 9) & 15] &+ sigma1
    w[t & 15] = word
    return word
  }

  @inline(__always)
  private static func rotated(_ word: Word, _ count: UInt32) -> Word {
    (word &>> Word(repeating: count)) | (word &<< Word(repeating: 32 &- count))
  }
}
