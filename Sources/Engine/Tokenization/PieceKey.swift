/// Up to 16 bytes as two words, with zeros past their end: what short pieces are compared by.
///
/// Together with the length it determines the bytes.
struct PieceKey: Equatable {
  var low: UInt64
  var high: UInt64

  /// The most bytes that a key can hold.
  static let maximumCount = 16

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The key of `count` bytes (at most 16) at a place from which `readable` bytes may be read.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, count: Int, readable: Int) {
    if readable >= Self.maximumCount {
      let raw = UnsafeRawPointer(bytes)
      let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* min(count, 8))
      let unusedHigh = UInt64(truncatingIfNeeded: 128 &- 8 &* max(count, 8))
      let low = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
      let high = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      // For 8 bytes and fewer `unusedHigh` is 64, which `>>` takes to mean that nothing is left.
      self.init(
        low: low & (UInt64.max &>> unused), high: high & (UInt64.max >> unusedHigh))
    } else {
      self.init(bytes, count: count)
    }
  }

  /// The key of `count` bytes at the end of what may be read.
  @inline(never)
  private init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    self.init(low: 0, high: 0)
    for index in 0..<min(count, 8) { low |= UInt64(bytes[index]) << UInt64(8 * index) }
    for index in 8..<max(count, 8) { high |= UInt64(bytes[index]) << UInt64(8 * index - 64) }
  }

  /// A hash of the key and the length.
  @inline(__always)
  func hash(count: Int) -> UInt64 {
    mix(
      low ^ 0x9E37_79B9_7F4A_7C15, high ^ 0xD6E8_FEB8_6659_FD93 ^ UInt64(truncatingIfNeeded: count))
  }
}

/// The two halves of a 128-bit product, folded: a quick and thorough mixing of two words.
@inline(__always)
func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = a.multipliedFullWidth(by: b)
  return product.high ^ product.low
}

/// A hash of any number of bytes; of at most 16, that of their key.
@inline(__always)
func hashOfBytes(_ bytes: UnsafePointer<UInt8>, count: Int, readable: Int) -> UInt64 {
  guard count > PieceKey.maximumCount else {
    return PieceKey(bytes, count: count, readable: readable).hash(count: count)
  }
  return hashOfLongBytes(bytes, count: count)
}

@inline(never)
private func hashOfLongBytes(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
  var hash = UInt64(truncatingIfNeeded: count)
  var offset = 0
  while offset < count {
    // The last 16 bytes may overlap with the ones before.
    let start = min(offset, count - 16)
    let key = PieceKey(bytes + start, count: 16, readable: 16)
    hash = mix(key.low ^ hash ^ 0x9E37_79B9_7F4A_7C15, key.high ^ 0xD6E8_FEB8_6659_FD93)
    offset += 16
  }
  return hash
}
