import Bedrock

/// Writes text that is to a tokenizer what program code is: identifiers made of words, keywords,
/// operators, indentation, comments, strings and numbers.
struct CodeWriter {
  private let pool: WordPool
  private let identifierRanks: RankDistribution
  private var identifiers: [[UInt8]]
  /// Identifiers used lately, which are likelier to come again, as in a function.
  private var recent: [[UInt8]] = []
  private static let recentCount = 60
  private var english: EnglishWriter
  private var random: RandomStream
  private var text: [UInt8] = []

  init(seed: UInt64) {
    pool = WordPool(seed: seed, rareCount: 5000)
    english = EnglishWriter(seed: seed)
    random = RandomStream(seed: seed, name: "code")
    identifierRanks = RankDistribution(count: 60_000, exponent: 0.85, shift: 5)
    identifiers = []
    for _ in 0..<60_000 { identifiers.append(newIdentifier()) }
  }

  mutating func text(byteCount: Int) -> [UInt8] {
    text.reserveCapacity(byteCount + 1000)
    while text.count < byteCount { writeFunction() }
    return Array(text.prefix(byteCount))
  }

  private mutating func newIdentifier() -> [UInt8] {
    let words = (0..<1 + random.below(3)).map { _ in pool.commonWord(&random) }
    switch random.below(8) {
    case 0...3: return Array(words.joined(separator: [UInt8(ascii: "_")]))
    case 4...5: return words[0] + words.dropFirst().flatMap { capitalized($0) }
    case 6: return words.flatMap { capitalized($0) }
    default:
      return words.joined(separator: [UInt8(ascii: "_")]).map {
        (97...122).contains($0) ? $0 - 32 : $0
      }
    }
  }

  private mutating func identifier() -> String {
    if recent.count == Self.recentCount, random.below(100) < 50 {
      return String(decoding: recent[random.below(recent.count)], as: UTF8.self)
    }
    let identifier = identifiers[identifierRanks.draw(&random)]
    if recent.count < Self.recentCount {
      recent.append(identifier)
    } else {
      recent[random.below(recent.count)] = identifier
    }
    return String(decoding: identifier, as: UTF8.self)
  }

  private mutating func writeFunction() {
    if random.below(3) == 0 { writeComment(depth: 0) }
    append("def \(identifier())(self, \(identifier()), \(identifier())=None):\n")
    for _ in 0..<3 + random.below(14) { writeStatement(depth: 1 + random.below(3)) }
    append("\n")
    if random.below(2) == 0 { append("\n") }
  }

  private mutating func writeStatement(depth: Int) {
    indent(depth)
    switch random.below(12) {
    case 0: append("if \(expression()) == \(expression()):")
    case 1: append("for \(identifier()) in range(\(expression())):")
    case 2: append("return \(expression())")
    case 3: append("self.\(identifier()) = \(expression())")
    case 4: append("\(identifier()).\(identifier())(\(expression()), \(expression()))")
    case 5: append("\(identifier()) += \(expression()) * \(expression())")
    case 6: append("assert \(expression()) != \(expression()), '\(identifier())'")
    case 7: append("\(identifier())[\(expression())] = {\"\(identifier())\": \(expression())}")
    case 8: append("#define \(identifier()) (\(expression()) << \(random.below(32)))")
    case 9:
      append("static const \(identifier()) *\(identifier()) = &\(identifier())->\(identifier());")
    case 10:
      writeComment(depth: 0)
      return
    default: append("\(identifier()) = \(identifier())(\(expression()))")
    }
    append("\n")
  }

  private mutating func expression() -> String {
    switch random.below(10) {
    case 0: return String(random.below(random.below(2) == 0 ? 10 : 100_000))
    case 1: return "0x" + String(random.below(1 << 24), radix: 16)
    case 2: return "\"\(identifier()) %s\\n\""
    case 3: return "\(identifier())[\(identifier())]"
    case 4: return "\(identifier())()"
    case 5: return "self.\(identifier())"
    default: return identifier()
    }
  }

  private mutating func writeComment(depth: Int) {
    indent(depth)
    append("# ")
    text += english.sentence().prefix(70)
    append("\n")
  }

  private mutating func indent(_ depth: Int) { append(String(repeating: "    ", count: depth)) }

  private mutating func append(_ string: String) { text += string.utf8 }
}
