/// A ZIP archive in memory, read as far as a wheel needs it: members stored or deflated, no
/// encryption, no ZIP64 (PKWARE's APPNOTE.TXT 6.3, sections 4.3 and 4.4).
///
/// A member's path is compared and never written to, so that it may be called `../../x` for all that
/// follows from it.
///
/// Law: whatever the bytes are, reading ends in a member's bytes, whose checksum is the one that the
/// archive tells, or in a `ZipError`.
public struct ZipArchive {
  private struct Member {
    let path: String
    let method: Int
    let packedCount: Int
    let count: Int
    let checksum: UInt32
    let headerPlace: Int
  }

  private let bytes: UnsafeRawBufferPointer
  private var members: [Member] = []

  /// Reads the directory at the archive's end.
  public init(_ bytes: UnsafeRawBufferPointer) throws(ZipError) {
    self.bytes = bytes
    let end = try Self.endRecord(bytes)
    let volume = try number(end + 4, 2)
    guard volume == 0 || volume == 0xFFFF else { throw .unsupported("several volumes") }
    let count = try number(end + 10, 2)
    var place = try number(end + 16, 4)
    guard count < 0xFFFF, place < 0xFFFF_FFFF else { throw .unsupported("ZIP64") }
    for _ in 0..<count {
      guard try number(place, 4) == 0x0201_4B50 else {
        throw .broken("there is no directory entry at \(place)")
      }
      let nameCount = try number(place + 28, 2)
      let name = try range(place + 46, nameCount)
      members.append(try member(at: place, path: String(decoding: bytes[name], as: UTF8.self)))
      place += 46 + nameCount + (try number(place + 30, 2)) + (try number(place + 32, 2))
    }
  }

  /// What a directory entry says. Where sizes are too large for it, all bits are set.
  private func member(at place: Int, path: String) throws(ZipError) -> Member {
    guard try number(place + 8, 2) & 1 == 0 else { throw .unsupported("encryption") }
    let sizes = (packed: try number(place + 20, 4), whole: try number(place + 24, 4))
    let headerPlace = try number(place + 42, 4)
    guard max(sizes.packed, sizes.whole, headerPlace) < 0xFFFF_FFFF else {
      throw .unsupported("ZIP64")
    }
    return Member(
      path: path, method: try number(place + 10, 2), packedCount: sizes.packed,
      count: sizes.whole, checksum: UInt32(truncatingIfNeeded: try number(place + 16, 4)),
      headerPlace: headerPlace)
  }

  /// The bytes of the first member whose path is wanted.
  public func bytes(where isWanted: (String) -> Bool) throws(ZipError) -> [UInt8] {
    guard let member = members.first(where: { isWanted($0.path) }) else { throw .noMember }
    guard try number(member.headerPlace, 4) == 0x0403_4B50 else {
      throw .broken("'\(member.path)' does not begin where the directory says")
    }
    let start =
      member.headerPlace + 30 + (try number(member.headerPlace + 26, 2))
      + (try number(member.headerPlace + 28, 2))
    let packed = UnsafeRawBufferPointer(rebasing: bytes[try range(start, member.packedCount)])
    let unpacked = try unpack(packed, member)
    guard unpacked.withUnsafeBytes(CRC32.hash) == member.checksum else {
      throw .broken("the checksum of '\(member.path)' is not the one that it tells")
    }
    return unpacked
  }

  private func unpack(
    _ packed: UnsafeRawBufferPointer, _ member: Member
  ) throws(ZipError) -> [UInt8] {
    switch member.method {
    case 0:
      guard member.count == member.packedCount else {
        throw .broken("'\(member.path)' is stored as it is, but with two sizes")
      }
      return Array(packed)
    case 8: return try Inflate.unpack(packed, count: member.count)
    default: throw .unsupported("the packing method \(member.method)")
    }
  }

  /// Where the record at the archive's end begins: behind it only a comment may follow.
  ///
  /// The comment may look like such a record; the one whose comment ends where the archive does goes
  /// before.
  private static func endRecord(_ bytes: UnsafeRawBufferPointer) throws(ZipError) -> Int {
    guard bytes.count >= 22 else { throw .notArchive }
    var other: Int?
    for place in stride(from: bytes.count - 22, through: max(0, bytes.count - 65_557), by: -1)
    where bytes[place] == 0x50 && bytes[place + 1] == 0x4B {
      guard bytes[place + 2] == 5, bytes[place + 3] == 6 else { continue }
      let comment = Int(bytes[place + 20]) | Int(bytes[place + 21]) << 8
      if place + 22 + comment == bytes.count { return place }
      other = other ?? place
    }
    guard let other else { throw .notArchive }
    return other
  }

  private func range(_ start: Int, _ count: Int) throws(ZipError) -> Range<Int> {
    guard start >= 0, count >= 0, start <= bytes.count, count <= bytes.count - start else {
      throw .broken("it ends before \(start) + \(count)")
    }
    return start..<start + count
  }

  /// A little-endian number of two or four bytes.
  private func number(_ place: Int, _ count: Int) throws(ZipError) -> Int {
    let range = try range(place, count)
    return bytes[range].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
