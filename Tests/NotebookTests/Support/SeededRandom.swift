/// A small generator (SplitMix64) for reproducible random tests.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

  mutating func pick<T>(_ elements: [T]) -> T { elements[below(elements.count)] }
}

/// Documents made of what begins, ends, or looks like the parts of a lab.
struct RandomLabs {
  var random: SeededRandom

  private static let fragments = [
    "", "> ", ">", "- ", "* ", "1. ", "2) ", "  ", "    ", "\t", "-\t", "> - ", "- > ", "```",
    "````",
    "~~~", "```swiftlab", "~~~swiftlab label=a", "```swiftlab caption=\"x\" echo=false",
    "```Swiftlab",
    "<div>", "</div>", "<!--", "-->", "# h", "---", "===", "text", "`{swiftlab} x`", "`{swiftlab}",
    "`{swiftlab} a[0] : .3f`", "`` `{swiftlab} x` ``", "`", "[a](b.md)", "![i](<v w>)", "[r]: /u",
    "<img src=\"x.png\">", "tokenize \"a\"", "let x = 1 + 2", "show x : .2f",
    "expect x ~ 1.5 within 1",
    "x = attend q=[[1, 2],", "  [3, 4]]", "a = b", "title: t", "seed: 7", "param.x: [1, 2]",
    "---\n",
    "\"\"\"", "\"", "(", ")", "[", "]", "é", "漢字", "👩‍👩‍👧", "\u{FEFF}", "\0", "\u{7F}", "# c",
    "include \"p.md\"",
    "{", "}", "\\", "&amp;", "~", "=", "==", "1e999", "-1", "a.b[\"c\", :]",
  ]

  mutating func next() -> String {
    var text = random.below(4) == 0 ? "---\n" : ""
    let end = random.pick(["\n", "\n", "\r\n", "\r"])
    for _ in 0..<random.below(14) {
      for _ in 0..<random.below(4) { text += random.pick(Self.fragments) }
      text += random.below(12) == 0 ? "" : end
    }
    return text
  }

  /// Bytes that are mostly no UTF-8.
  mutating func nextBytes() -> [UInt8] {
    var bytes = Array(next().utf8)
    for _ in 0..<random.below(6) where !bytes.isEmpty {
      bytes[random.below(bytes.count)] = UInt8.random(in: 0...255, using: &random)
    }
    return bytes
  }
}
