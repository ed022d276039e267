/// The tokenizers' fixtures; `Fixtures/README.md` says how each was made.
enum TokenizerFixture {
  /// A text and its ids.
  struct Encoded: Decodable {
    let text: String
    let ids: [Int]
  }

  /// A text and its ids by encoding, with special tokens as text and, where that differs, parsed.
  struct Fuzzed: Decodable {
    let text: String
    let ids: [String: [Int]]
    let special: [String: [Int]]
  }

  struct Categories: Decodable {
    let order: [String]
    let sha256: String
    let counts: [String: Int]
    let whiteSpace: [UInt32]

    enum CodingKeys: String, CodingKey {
      case order, sha256, counts
      case whiteSpace = "white_space"
    }
  }
}
