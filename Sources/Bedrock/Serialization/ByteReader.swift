/// Takes values out of bytes that ``ByteWriter`` put together.
///
/// It never reads past the end and never makes room for more than there is, whatever the bytes are:
/// what does not fit is an error.
public struct ByteReader: Sendable {
  /// The bytes are not what was written.
  public struct Damaged: Error, Sendable {
    public init() {}
  }

  private let bytes: [UInt8]
  private var offset: Int
  private let end: Int

  public init(_ bytes: [UInt8]) { self.init(bytes, in: 0..<bytes.count) }

  /// - Precondition: the range lies in the bytes.
  public init(_ bytes: [UInt8], in range: Range<Int>) {
    precondition(range.upperBound <= bytes.count, "the range lies in the bytes")
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  public var isAtEnd: Bool { offset == end }

  public mutating func integer<T: FixedWidthInteger>(_ type: T.Type = T.self) throws(Damaged) -> T {
    let start = try advance(by: MemoryLayout<T>.size)
    return T(
      littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: T.self) })
  }

  public mutating func int() throws(Damaged) -> Int {
    guard let value = Int(exactly: try integer(Int64.self)) else { throw Damaged() }
    return value
  }

  public mutating func flag() throws(Damaged) -> Bool {
    switch try integer(UInt8.self) {
    case 0: return false
    case 1: return true
    default: throw Damaged()
    }
  }

  public mutating func double() throws(Damaged) -> Double {
    Double(bitPattern: try integer())
  }

  public mutating func float() throws(Damaged) -> Float {
    Float(bitPattern: try integer())
  }

  public mutating func text() throws(Damaged) -> String {
    let count = try count(ofSize: 1)
    let start = try advance(by: count)
    return String(decoding: bytes[start..<start + count], as: UTF8.self)
  }

  public mutating func byteList() throws(Damaged) -> [UInt8] {
    try raw(count(ofSize: 1))
  }

  /// So many bytes as they are.
  public mutating func raw(_ count: Int) throws(Damaged) -> [UInt8] {
    let start = try advance(by: count)
    return Array(bytes[start..<start + count])
  }

  public mutating func doubles() throws(Damaged) -> [Double] {
    let count = try count(ofSize: 8)
    let start = try advance(by: 8 * count)
    return bytes.withUnsafeBytes { buffer in
      (0..<count).map { index in
        let bits = buffer.loadUnaligned(fromByteOffset: start + 8 * index, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: bits))
      }
    }
  }

  public mutating func texts() throws(Damaged) -> [String] {
    let count = try count(ofSize: 8)
    var texts: [String] = []
    texts.reserveCapacity(count)
    for _ in 0..<count { texts.append(try text()) }
    return texts
  }

  /// A count of things that follow, each of at least so many bytes.
  public mutating func count(ofSize size: Int) throws(Damaged) -> Int {
    let count = try int()
    guard count >= 0, count <= (end - offset) / max(1, size) else { throw Damaged() }
    return count
  }

  /// - Returns: where the bytes begin that were passed over.
  private mutating func advance(by count: Int) throws(Damaged) -> Int {
    guard count >= 0, count <= end - offset else { throw Damaged() }
    defer { offset += count }
    return offset
  }
}
