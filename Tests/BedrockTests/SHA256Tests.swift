import Bedrock
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test(
    "NIST's messages have NIST's digests",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
          + "lmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func nist(message: String, digest: String) {
    #expect(SHA256.hash(message).hex == digest)
  }

  @Test("a million times 'a', in pieces of uneven length")
  func million() {
    var hash = SHA256()
    var left = 1_000_000
    var length = 1
    while left > 0 {
      let piece = min(left, length)
      hash.update([UInt8](repeating: UInt8(ascii: "a"), count: piece))
      left -= piece
      length = length * 3 % 1009 + 1
    }
    #expect(
      hash.finalize().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("every split of a message gives the same digest, and a digest can be taken midway")
  func splits() {
    let message = (0..<200).map { UInt8($0) }
    let whole = SHA256.hash(message)
    for split in 0...message.count {
      var hash = SHA256()
      hash.update(Array(message[..<split]))
      #expect(hash.finalize() == SHA256.hash(Array(message[..<split])))
      hash.update(Array(message[split...]))
      #expect(hash.finalize() == whole)
    }
  }

  @Test("a digest is 32 bytes and its hex is lower case")
  func digest() {
    let digest = SHA256.hash([0x61, 0x62, 0x63])
    #expect(digest.bytes.count == 32)
    #expect(digest.bytes[0] == 0xBA)
    #expect(digest.description == digest.hex)
    #expect(Set([digest, SHA256.hash("abc"), SHA256.hash("abd")]).count == 2)
  }
}
