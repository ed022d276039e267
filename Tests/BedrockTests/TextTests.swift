import Bedrock
import Testing

@Suite("Text helpers")
struct TextTests {
  @Test(
    "the first byte that is not UTF-8 is found",
    arguments: [
      ([], nil), ([0x41, 0x7F], nil), (Array("é漢👍\u{10FFFF}\u{0}".utf8), nil), ([0x41, 0x80], 1),
      ([0xC0, 0x80], 0),
      ([0xC1, 0xBF], 0), ([0xC3], 0), ([0xC3, 0x28], 0), ([0x20, 0xE2, 0x82], 1),
      ([0xE0, 0x9F, 0xBF], 0),
      ([0xED, 0xA0, 0x80], 0), ([0xED, 0x9F, 0xBF], nil), ([0xF0, 0x8F, 0xBF, 0xBF], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0),
      ([0xF4, 0x8F, 0xBF, 0xBF], nil), ([0xF5, 0x80, 0x80, 0x80], 0), ([0xE2, 0x82, 0x41], 0),
      ([0xC3, 0xA9, 0xFF], 2),
      ([0xF1, 0x80, 0x80], 0), ([0xF1, 0x80, 0x41, 0x80], 0),
    ] as [([UInt8], Int?)])
  func invalid(bytes: [UInt8], offset: Int?) {
    #expect(UTF8Text.firstInvalidOffset(in: bytes) == offset)
  }

  @Test("every sequence of two bytes and every scalar is judged like the standard library does")
  func agreement() {
    for first in UInt8(0)...255 {
      for second in UInt8(0)...255 {
        let bytes = [first, second]
        #expect(
          (UTF8Text.firstInvalidOffset(in: bytes) == nil)
            == (String(validating: bytes, as: UTF8.self) != nil))
      }
    }
    var wrong = 0
    for value in 0..<UInt32(0x110000) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      if UTF8Text.firstInvalidOffset(in: bytes) != nil || UTF8Text.scalarCount(bytes) != 1 {
        wrong += 1
      }
    }
    #expect(wrong == 0)
  }

  @Test("scalars are counted, not clusters and not bytes")
  func scalarCount() {
    #expect(UTF8Text.scalarCount("") == 0)
    #expect(UTF8Text.scalarCount("e\u{301}漢👩‍💻\r\n") == 8)
  }

  @Test(
    "the distance counts insertions, deletions, replacements and swaps",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("attend", "atend", 1),
      ("kitten", "sitting", 3),
      ("ca", "abc", 3), ("é", "e", 1), ("swfitlab", "swiftlab", 1), ("ab", "ba", 1),
      ("漢字", "字漢", 1),
    ])
  func distance(first: String, second: String, edits: Int) {
    #expect(EditDistance.between(first, second) == edits)
    #expect(EditDistance.between(second, first) == edits)
  }

  static let words = [
    "attend", "embed", "sample", "tokenize", "temperature", "top_k", "top_p", "train", "q", "k",
    "v", "seed",
  ]

  @Test(
    "a slip finds the word that was meant",
    arguments: [
      ("atend", "attend"), ("Attend", "attend"), ("tokenise", "tokenize"),
      ("temprature", "temperature"), ("tmep", nil),
      ("temp", "temperature"), ("samlpe", "sample"), ("trian", "train"), ("x", nil), ("kk", nil),
      ("backprop", nil),
      ("topk", "top_k"), ("", nil), ("attend", nil), ("tra", "train"), ("to", nil),
      ("sede", "seed"), ("embeddings", nil),
      ("Q", "q"),
    ] as [(String, String?)])
  func suggestion(word: String, expected: String?) {
    #expect(EditDistance.suggestion(for: word, among: Self.words) == expected)
    #expect(EditDistance.suggestion(for: word, among: Self.words.reversed()) == expected)
  }

  @Test("of equally near words the first in byte order is taken")
  func ties() {
    #expect(EditDistance.suggestion(for: "top_x", among: ["top_p", "top_k"]) == "top_k")
    #expect(EditDistance.suggestion(for: "abc", among: [String]()) == nil)
  }

  @Test("hexadecimal text has two lower-case digits a byte")
  func hexadecimal() {
    #expect(Hexadecimal.string([0, 15, 16, 255, 0xAB]) == "000f10ffab")
    #expect(Hexadecimal.string([]) == "")
  }
}
