import Bedrock
import Testing

@Suite("The content hash")
struct ContentHashTests {
  private func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 * ($0 >> 3) + $0) }
  }

  /// The hashes come from a program in Python that follows the description word by word, with its own
  /// compression function and hashlib's SHA-256.
  @Test(
    "it is SHA-256 of the tag, the count, the lanes' states and the rest",
    arguments: [
      (0, "e988ae7ac2c6e554"), (3, "fc011ac44a687ad3"), (1023, "907f8d9a3e6b5693"),
      (1024, "832ff2d7d14fb611"), (1025, "dcbb514a2724d2fb"), (5000, "ef7edb311dfd03b1"),
    ])
  func reference(_ count: Int, _ start: String) {
    #expect(ContentHash.hash(bytes(count)).hex.hasPrefix(start))
  }

  @Test("every split gives the same hash")
  func splits() {
    let message = bytes(4100)
    let whole = ContentHash.hash(message)
    for piece in [1, 7, 64, 1000, 1023, 1024, 1025, 2048, 3000] {
      var hash = ContentHash()
      var start = 0
      while start < message.count {
        let end = min(message.count, start + piece)
        hash.update(Array(message[start..<end]))
        start = end
      }
      #expect(hash.finalize() == whole)
    }
  }

  @Test("one bit more, less or other, or a swap of two words, is another hash")
  func changes() {
    let message = bytes(3000)
    var seen: Set<SHA256.Digest> = [ContentHash.hash(message)]
    var expected = 1
    for index in stride(from: 0, to: 3000, by: 37) {
      var other = message
      other[index] ^= 1 << (index % 8)
      seen.insert(ContentHash.hash(other))
      expected += 1
    }
    var swapped = message
    for offset in 0..<4 { swapped.swapAt(offset, 64 + offset) }
    seen.insert(ContentHash.hash(swapped))
    seen.insert(ContentHash.hash(message + [0]))
    seen.insert(ContentHash.hash(Array(message.dropLast())))
    #expect(seen.count == expected + 3)
  }
}
