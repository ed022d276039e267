import Bedrock

/// Writes text that is to a tokenizer what English is: a long-tailed vocabulary in sentences and
/// paragraphs, with names, numbers, quotations and contractions.
struct EnglishWriter {
  private let pool: WordPool
  private var random: RandomStream
  private var text: [UInt8] = []
  /// Words used lately, which are likelier to come again: texts stay with their subject.
  private var recent: [[UInt8]] = []
  private static let recentCount = 300

  init(seed: UInt64) {
    pool = WordPool(seed: seed, rareCount: 70_000)
    random = RandomStream(seed: seed, name: "english")
  }

  mutating func text(byteCount: Int) -> [UInt8] {
    text = []
    text.reserveCapacity(byteCount + 1000)
    while text.count < byteCount {
      for sentence in 0..<3 + random.below(5) {
        if sentence > 0 { append(" ") }
        writeSentence()
      }
      append("\n\n")
    }
    return Array(text.prefix(byteCount))
  }

  /// A sentence without line ends, such as a comment has.
  mutating func sentence() -> [UInt8] {
    text = []
    writeSentence()
    return text
  }

  private mutating func writeSentence() {
    let isQuoted = random.below(12) == 0
    if isQuoted { append("\"") }
    let count = 6 + random.below(22)
    for index in 0..<count {
      if index > 0 { append(" ") }
      writeWord(isFirst: index == 0)
      if index < count - 1, random.below(11) == 0 { append(random.below(8) == 0 ? ";" : ",") }
    }
    append(random.below(10) == 0 ? "?" : ".")
    if isQuoted { append("\"") }
  }

  private mutating func writeWord(isFirst: Bool) {
    switch random.below(100) {
    case 0...1: append(String(random.below(random.below(2) == 0 ? 30 : 2100)))
    case 2...10: text += capitalized(word())
    case 11:
      text += word()
      append(["'s", "n't", "'re", "'ll"][random.below(4)])
    case 12: append("(" + String(decoding: word(), as: UTF8.self) + ")")
    default: text += isFirst ? capitalized(word()) : word()
    }
  }

  private mutating func word() -> [UInt8] {
    if !recent.isEmpty, random.below(100) < 30 { return recent[random.below(recent.count)] }
    let word = random.below(100) < 8 ? pool.rareWord(&random) : pool.commonWord(&random)
    if recent.count < Self.recentCount {
      recent.append(word)
    } else {
      recent[random.below(recent.count)] = word
    }
    return word
  }

  private mutating func append(_ string: String) { text += string.utf8 }
}
