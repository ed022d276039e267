/// Unpacks what "deflate" packed (RFC 1951).
public enum Inflate {
  /// No code makes more bytes of one.
  private static let largestRatio = 1032

  /// The bytes that packed ones stand for.
  ///
  /// - Parameter count: how many there must be.
  public static func unpack(
    _ packed: UnsafeRawBufferPointer, count: Int
  ) throws(ZipError) -> [UInt8] {
    guard count <= (packed.count + 1) * largestRatio else {
      throw .packed("they cannot make \(count) bytes", offset: 0)
    }
    var failure: ZipError?
    let result = [UInt8](unsafeUninitializedCapacity: count) { output, written in
      var state = InflateState(bits: BitReader(packed), output: output)
      do throws(ZipError) { try state.run() } catch { failure = error }
      written = state.written
    }
    if let failure { throw failure }
    guard result.count == count else {
      throw .packed("they make \(result.count) bytes, not \(count)", offset: packed.count)
    }
    return result
  }
}

/// How far an unpacking has come.
private struct InflateState {
  var bits: BitReader
  let output: UnsafeMutableBufferPointer<UInt8>
  var written = 0

  mutating func run() throws(ZipError) {
    var isLast = false
    while !isLast {
      isLast = try bits.take(1) == 1
      switch try bits.take(2) {
      case 0: try copyStored()
      case 1: try unpack(HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
      case 2:
        let (literals, distances) = try readCodes()
        try unpack(literals, distances)
      default: throw bits.error("there is no such kind of block")
      }
    }
  }

  private mutating func copyStored() throws(ZipError) {
    bits.skipToByte()
    let count = try bits.take(16)
    guard try bits.take(16) == count ^ 0xFFFF else { throw bits.error("a length is wrong") }
    for _ in 0..<count { try put(UInt8(try bits.take(8))) }
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) throws(ZipError) {
    guard written < output.count else { throw bits.error("they make too many bytes") }
    output[written] = byte
    written &+= 1
  }

  private mutating func unpack(
    _ literals: HuffmanCode, _ distances: HuffmanCode
  ) throws(ZipError) {
    while true {
      let symbol = try literals.next(&bits)
      if symbol < 256 {
        try put(UInt8(symbol))
      } else if symbol == 256 {
        return
      } else {
        try copy(symbol - 257, distances)
      }
    }
  }

  /// Repeats bytes that were written before.
  private mutating func copy(_ code: Int, _ distances: HuffmanCode) throws(ZipError) {
    guard code < Self.lengths.count else { throw bits.error("there is no such length") }
    let count = Self.lengths[code].base + (try bits.take(Self.lengths[code].extra))
    let symbol = try distances.next(&bits)
    guard symbol < Self.distances.count else { throw bits.error("there is no such distance") }
    let distance = Self.distances[symbol].base + (try bits.take(Self.distances[symbol].extra))
    guard distance <= written, count <= output.count - written else {
      throw bits.error("a repetition reaches too far")
    }
    for _ in 0..<count {
      output[written] = output[written &- distance]
      written &+= 1
    }
  }

  /// The two codes that stand before a block.
  private mutating func readCodes() throws(ZipError) -> (HuffmanCode, HuffmanCode) {
    let literals = try bits.take(5) + 257
    let distances = try bits.take(5) + 1
    var lengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<(try bits.take(4) + 4) { lengths[Self.order[index]] = UInt8(try bits.take(3)) }
    let code = try HuffmanCode(lengths[...], bits)
    var all: [UInt8] = []
    while all.count < literals + distances {
      let symbol = try code.next(&bits)
      switch symbol {
      case 16:
        guard let last = all.last else { throw bits.error("nothing is there to repeat") }
        all += Array(repeating: last, count: 3 + (try bits.take(2)))
      case 17: all += Array(repeating: 0, count: 3 + (try bits.take(3)))
      case 18: all += Array(repeating: 0, count: 11 + (try bits.take(7)))
      default: all.append(UInt8(symbol))
      }
    }
    guard all.count == literals + distances else { throw bits.error("too many code lengths") }
    return (try HuffmanCode(all[..<literals], bits), try HuffmanCode(all[literals...], bits))
  }

  private static let order = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// The lengths from 3 and the distances from 1, and how many bits follow on each code.
  private static let lengths = ranges(from: 3, extras: [0] + (0...5), codes: 4) + [(258, 0)]
  private static let distances = ranges(from: 1, extras: [0] + (0...13), codes: 2)

  private static func ranges(
    from first: Int, extras: [Int], codes: Int
  ) -> [(base: Int, extra: Int)] {
    var base = first
    var table: [(base: Int, extra: Int)] = []
    for extra in extras {
      for _ in 0..<codes {
        table.append((base, extra))
        base += 1 << extra
      }
    }
    return table
  }
}
