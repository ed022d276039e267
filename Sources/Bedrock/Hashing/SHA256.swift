/// The hash function SHA-256, fed piece by piece (FIPS 180-4).
///
/// It keys random streams, names cache entries and identifies model files.
///
///     var hash = SHA256()
///     hash.update(header)
///     hash.update(body)
///     hash.finalize().hex
public struct SHA256: Sendable {
  private var state = SHA256.initialState
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  public init() {
    pending.reserveCapacity(Self.blockSize)
  }

  /// Hashes the bytes that follow on those hashed so far.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Hashes the bytes that follow on those hashed so far.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let missing = rest.prefix(Self.blockSize - pending.count)
      pending.append(contentsOf: missing)
      rest = rest.dropFirst(missing.count)
      guard pending.count == Self.blockSize else { return }
      pending.withUnsafeBytes { Self.compress(&state, $0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count / Self.blockSize * Self.blockSize
    Self.compress(&state, UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// The hash of everything fed so far; the hasher itself can go on.
  public func finalize() -> Digest {
    var padded = self
    let lengthInBits = byteCount &* 8
    var tail: [UInt8] = [0x80]
    let used = (pending.count + 1) % Self.blockSize
    tail += [UInt8](repeating: 0, count: (Self.blockSize + 56 - used) % Self.blockSize)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: lengthInBits >> shift))
    }
    padded.update(tail)
    return Digest(words: padded.state)
  }

  /// The hash of some bytes.
  public static func hash(_ bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// The hash of a buffer's bytes.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// The hash of a text's UTF-8 bytes.
  public static func hash(_ string: String) -> Digest {
    hash(Array(string.utf8))
  }
}

extension SHA256 {
  /// The 32 bytes of a hash.
  public struct Digest: Hashable, Sendable, CustomStringConvertible {
    /// The bytes in the standard's order.
    public let bytes: [UInt8]

    /// A digest that was kept as bytes; nil if there are not 32 of them.
    public init?(_ bytes: [UInt8]) {
      guard bytes.count == 32 else { return nil }
      self.bytes = bytes
    }

    init(words: SIMD8<UInt32>) {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(32)
      for index in 0..<8 {
        for shift in stride(from: UInt32(24), through: 0, by: -8) {
          bytes.append(UInt8(truncatingIfNeeded: words[index] >> shift))
        }
      }
      self.bytes = bytes
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public var hex: String { Hexadecimal.string(bytes) }

    public var description: String { hex }

    /// The eight bytes from `offset` as a little-endian integer.
    func word(at offset: Int) -> UInt64 {
      var word: UInt64 = 0
      for index in 0..<8 { word |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
      return word
    }
  }
}
