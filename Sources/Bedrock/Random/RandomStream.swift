/// A named stream of random numbers: the same seed and name give the same numbers, everywhere.
///
/// A stream is a key and a position. The numbers come from ``Philox`` with the block's index as
/// counter, so a stream can be copied, wound to any position, and split among threads. Streams of
/// different seeds, names or occurrences have nothing to do with each other.
///
/// The key is taken from the SHA-256 of these bytes, integers as 8 bytes, little-endian:
///
///     "swiftlab stream 1" 0x00, seed, occurrence, count of the name's UTF-8 bytes, these bytes
///
/// Bytes 0–7 of the hash (as two little-endian words) are the Philox key, bytes 8–15 the upper
/// half of the counter; the lower half counts blocks. A block gives two draws of 64 bits: its
/// words 0 and 1 (the lower half first), then 2 and 3.
public struct RandomStream: Sendable, RandomNumberGenerator {
  /// What the stream is: 128 bits that its name was hashed to.
  private let identity: SIMD2<UInt64>

  /// The index of the next 64-bit draw; it can be set, to wind the stream on or back.
  public var position: UInt64 = 0 {
    didSet { secondDraw = nil }
  }

  /// The second draw of the block that `position` lies in, where the first was made from it.
  private var secondDraw: UInt64?

  /// The stream of a name, such as that of the result that draws from it.
  ///
  /// `occurrence` tells apart the streams of results that share a name.
  public init(seed: UInt64, name: String, occurrence: Int = 0) {
    identity = Self.identity(
      "swiftlab stream 1", [seed, UInt64(bitPattern: Int64(occurrence))], name)
  }

  private init(identity: SIMD2<UInt64>) {
    self.identity = identity
  }

  /// A stream of its own that belongs to a part of what this stream is for.
  ///
  /// It depends on this stream's identity and the name, and not on its position. Its key is made
  /// like a named stream's, from "swiftlab child 1" and the 16 bytes of this stream's identity.
  public func child(_ name: String) -> RandomStream {
    RandomStream(identity: Self.identity("swiftlab child 1", [identity[0], identity[1]], name))
  }

  /// The next 64 random bits; every other draw is made from these.
  public mutating func nextUInt64() -> UInt64 {
    if let draw = secondDraw {
      position &+= 1
      return draw
    }
    let words = Self.block(position >> 1, of: identity)
    let first = UInt64(words[0]) | UInt64(words[1]) << 32
    let second = UInt64(words[2]) | UInt64(words[3]) << 32
    let isFirst = position & 1 == 0
    position &+= 1
    if isFirst { secondDraw = second }
    return isFirst ? first : second
  }

  /// The next 64 random bits, for the standard library's protocol.
  public mutating func next() -> UInt64 {
    nextUInt64()
  }

  private static func block(_ index: UInt64, of identity: SIMD2<UInt64>) -> SIMD4<UInt32> {
    Philox.block(
      counter: SIMD4(low(index), high(index), low(identity[1]), high(identity[1])),
      key: SIMD2(low(identity[0]), high(identity[0])))
  }

  private static func identity(_ tag: String, _ words: [UInt64], _ name: String) -> SIMD2<UInt64> {
    let name = Array(name.utf8)
    var bytes = Array(tag.utf8) + [0]
    for word in words + [UInt64(name.count)] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    let digest = SHA256.hash(bytes + name)
    return SIMD2(digest.word(at: 0), digest.word(at: 8))
  }

  private static func low(_ word: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: word) }
  private static func high(_ word: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: word >> 32) }
}
