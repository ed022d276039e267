/// The checksum of ZIP archives: CRC-32 with the reflected polynomial EDB88320 (ISO 3309, and
/// PKWARE's APPNOTE.TXT 6.3, section 4.4.7).
public enum CRC32 {
  /// The checksum of some bytes.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var crc = UInt32.max
    tables.withUnsafeBufferPointer { tables in
      var place = 0
      // Eight bytes a step: the tables give what each of them does to the rest.
      while place &+ 8 <= bytes.count {
        let word = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        let mixed = word ^ UInt64(crc)
        crc = 0
        for index in 0..<8 {
          let byte = Int(truncatingIfNeeded: mixed &>> UInt64(8 &* index)) & 0xFF
          crc ^= tables[(7 &- index) &* 256 &+ byte]
        }
        place &+= 8
      }
      while place < bytes.count {
        crc = tables[Int((crc ^ UInt32(bytes[place])) & 0xFF)] ^ crc &>> 8
        place &+= 1
      }
    }
    return ~crc
  }

  /// For each number of bytes that follow, from 0 to 7, what a byte adds.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
      tables[byte] = crc
    }
    for place in 256..<8 * 256 {
      let before = tables[place - 256]
      tables[place] = tables[Int(before & 0xFF)] ^ before >> 8
    }
    return tables
  }()
}
