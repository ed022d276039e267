/// Changes bytes the way that mistakes and attacks do.
struct Mutator {
  /// Pieces that mean something where they are put.
  let pieces: [[UInt8]]

  /// Numbers that overflow, wrap or are the first that do not fit.
  private static let numbers: [[UInt8]] = [
    "0", "-1", "1e308", "-1e308", "1e-320", "9223372036854775807", "-9223372036854775808",
    "9223372036854775808", "18446744073709551616", "4294967296", "2147483648", "65536", "0.1",
    "1000000", "16777217", "99999999999999999999999999",
  ].map { Array($0.utf8) }

  /// Changes a text in one to a few places.
  func mutate(_ bytes: [UInt8], other: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(4) { change(&bytes, other, &random) }
    return bytes
  }

  private func change(_ bytes: inout [UInt8], _ other: [UInt8], _ random: inout FuzzRandom) {
    let place = random.below(bytes.count + 1)
    let length = min(bytes.count - place, 1 + random.below(random.once(in: 3) ? 200 : 8))
    let range = place..<place + max(0, length)
    switch random.below(12) {
    case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(random.below(8)) }
    case 1: if place < bytes.count { bytes[place] = UInt8(random.below(256)) }
    case 2: bytes.removeSubrange(range)
    case 3: bytes.insert(contentsOf: bytes[range], at: place)
    case 4: bytes.insert(contentsOf: random.pick(pieces), at: place)
    case 5: bytes.replaceSubrange(range, with: random.pick(pieces))
    case 6: replaceNumber(&bytes, from: place, with: random.pick(Self.numbers))
    case 7:
      let start = random.below(other.count + 1)
      let end = min(other.count, start + random.below(80))
      bytes.insert(contentsOf: other[start..<max(start, end)], at: place)
    case 8: bytes.removeSubrange(place...)
    case 9:
      let piece = Array(bytes[range])
      guard piece.count < 16 else { return }
      bytes.insert(
        contentsOf: (0..<random.below(400)).flatMap { _ in piece }, at: place)
    case 10: replaceNumber(&bytes, from: place, with: Array("\(random.below(300))".utf8))
    default: replaceWord(&bytes, from: place, with: random.pick(pieces))
    }
  }

  /// Puts a number in the place of the next one.
  private func replaceNumber(_ bytes: inout [UInt8], from place: Int, with number: [UInt8]) {
    let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) || $0 == 0x2E }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: number)
  }

  private func replaceWord(_ bytes: inout [UInt8], from place: Int, with word: [UInt8]) {
    let isLetter: (UInt8) -> Bool = { (0x61...0x7A).contains($0) || $0 == 0x5F }
    guard let start = bytes[place...].firstIndex(where: isLetter) else { return }
    let end = bytes[start...].firstIndex { !isLetter($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: word)
  }
}
