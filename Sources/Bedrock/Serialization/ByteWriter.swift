/// Puts values into bytes from which ``ByteReader`` takes them in the same order.
///
/// Integers are little-endian and of their own width, numbers are their bits, so that a NaN or a
/// negative zero comes back as it was. Texts and lists have their count before them: two different
/// sequences of values of the same types never give the same bytes.
public struct ByteWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func put(_ integer: some FixedWidthInteger) {
    withUnsafeBytes(of: integer.littleEndian) { bytes.append(contentsOf: $0) }
  }

  public mutating func put(_ integer: Int) { put(Int64(integer)) }
  public mutating func put(_ flag: Bool) { put(UInt8(flag ? 1 : 0)) }
  public mutating func put(_ number: Double) { put(number.bitPattern) }
  public mutating func put(_ number: Float) { put(number.bitPattern) }

  public mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      put(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  public mutating func put(_ bytes: [UInt8]) {
    put(bytes.count)
    self.bytes += bytes
  }

  /// Bytes as they are, without their count.
  public mutating func putRaw(_ bytes: [UInt8]) { self.bytes += bytes }

  public mutating func put(_ numbers: [Double]) {
    put(numbers.count)
    bytes.reserveCapacity(bytes.count + 8 * numbers.count)
    for number in numbers { put(number) }
  }

  public mutating func put(_ texts: [String]) {
    put(texts.count)
    for text in texts { put(text) }
  }
}
