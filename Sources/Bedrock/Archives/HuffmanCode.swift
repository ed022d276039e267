/// Bits out of bytes, the lowest first.
struct BitReader {
  private let bytes: UnsafeRawBufferPointer
  private var place = 0
  private var bits: UInt64 = 0
  private var count = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  func error(_ problem: String) -> ZipError { .packed(problem, offset: place - count / 8) }

  /// Has up to 56 bits at hand, as far as there are any.
  @inline(__always)
  private mutating func fill() {
    while count <= 56, place < bytes.count {
      bits |= UInt64(bytes[place]) &<< UInt64(count)
      place &+= 1
      count &+= 8
    }
  }

  /// The next bits without taking them; zeros behind the end.
  @inline(__always)
  mutating func peek(_ wanted: Int) -> Int {
    if count < wanted { fill() }
    return Int(truncatingIfNeeded: bits & (1 &<< UInt64(wanted) &- 1))
  }

  @inline(__always)
  mutating func drop(_ wanted: Int) throws(ZipError) {
    guard wanted <= count else { throw error("they end too early") }
    bits &>>= UInt64(wanted)
    count &-= wanted
  }

  @inline(__always)
  mutating func take(_ wanted: Int) throws(ZipError) -> Int {
    let value = peek(wanted)
    try drop(wanted)
    return value
  }

  mutating func skipToByte() {
    bits &>>= UInt64(count & 7)
    count &= ~7
  }
}

/// A prefix code: for each run of bits the symbol that it begins with.
struct HuffmanCode {
  /// Symbol and length of each run of `width` bits; 0 for none.
  private let table: [UInt16]
  private let width: Int

  /// The canonical code of the lengths of all symbols (RFC 1951, section 3.2.2).
  init(_ lengths: ArraySlice<UInt8>, _ bits: BitReader) throws(ZipError) {
    guard let code = Self.make(Array(lengths)) else {
      throw bits.error("the lengths make no code")
    }
    self = code
  }

  private init(table: [UInt16], width: Int) {
    self.table = table
    self.width = width
  }

  private static func make(_ lengths: [UInt8]) -> HuffmanCode? {
    let width = max(1, Int(lengths.max() ?? 0))
    var table = [UInt16](repeating: 0, count: 1 << width)
    var code = 0
    for length in 1...width {
      for (symbol, own) in lengths.enumerated() where Int(own) == length {
        guard code < 1 << length else { return nil }
        let reversed = (0..<length).reduce(0) { $0 << 1 | code >> $1 & 1 }
        for place in stride(from: reversed, to: 1 << width, by: 1 << length) {
          table[place] = UInt16(symbol << 4 | length)
        }
        code += 1
      }
      code <<= 1
    }
    return HuffmanCode(table: table, width: width)
  }

  @inline(__always)
  func next(_ bits: inout BitReader) throws(ZipError) -> Int {
    let entry = Int(table[bits.peek(width)])
    guard entry != 0 else { throw bits.error("there is no such code") }
    try bits.drop(entry & 15)
    return entry >> 4
  }

  static let fixedLiterals =
    make(
      Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
        + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8))
    ?? HuffmanCode(table: [0, 0], width: 1)
  static let fixedDistances =
    make(Array(repeating: 5, count: 30)) ?? HuffmanCode(table: [0, 0], width: 1)
}
