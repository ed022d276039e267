import Bedrock

/// What Python's methods do to texts, scalar by scalar.
enum TemplateStrings {
  typealias Scalars = [Unicode.Scalar]

  static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  /// Where a text is found in another, in bytes; nil if it is not.
  static func find(_ part: String, in text: String) -> Int? {
    let (part, text) = (Array(part.utf8), Array(text.utf8))
    guard part.count <= text.count else { return nil }
    guard let first = part.first else { return 0 }
    return (0...text.count - part.count).first {
      text[$0] == first && text[$0..<$0 + part.count].elementsEqual(part)
    }
  }

  enum Side { case start, end, both }

  /// A text without what stands at its ends: white space, or some characters.
  static func stripped(_ text: String, _ characters: String?, _ side: Side) -> String {
    let set = characters.map { Set($0.unicodeScalars) }
    func isTaken(_ scalar: Unicode.Scalar) -> Bool {
      set?.contains(scalar) ?? scalar.isTemplateSpace
    }
    var scalars = ArraySlice(text.unicodeScalars)
    if side != .end { scalars = scalars.drop(while: isTaken) }
    if side != .start {
      while let last = scalars.last, isTaken(last) { scalars.removeLast() }
    }
    return string(scalars)
  }

  /// A text cut at each place of a separator, or at white space.
  static func split(_ text: String, _ separator: String?, most: Int, fromEnd: Bool) throws
    -> [String]
  {
    guard let separator else { return splitAtSpace(text, most: most, fromEnd: fromEnd) }
    guard !separator.isEmpty else { throw TemplateFault("a text is split at nothing") }
    var parts = pieces(Array(text.utf8), Array(separator.utf8))
    guard most >= 0, parts.count > most + 1 else { return parts }
    if fromEnd {
      let kept = parts.suffix(most)
      return [parts.dropLast(most).joined(separator: separator)] + kept
    }
    let rest = parts.dropFirst(most).joined(separator: separator)
    parts = Array(parts.prefix(most))
    return parts + [rest]
  }

  private static func pieces(_ text: [UInt8], _ separator: [UInt8]) -> [String] {
    var parts: [String] = []
    var (start, place) = (0, 0)
    while place + separator.count <= text.count {
      if text[place..<place + separator.count].elementsEqual(separator) {
        parts.append(String(decoding: text[start..<place], as: UTF8.self))
        place += separator.count
        start = place
      } else {
        place += 1
      }
    }
    return parts + [String(decoding: text[start...], as: UTF8.self)]
  }

  private static func splitAtSpace(_ text: String, most: Int, fromEnd: Bool) -> [String] {
    var scalars = Array(text.unicodeScalars)
    if fromEnd { scalars.reverse() }
    var parts: [Scalars] = []
    var rest = ArraySlice(scalars).drop(while: \.isTemplateSpace)
    while !rest.isEmpty {
      if most >= 0, parts.count == most {
        while let last = rest.last, last.isTemplateSpace { rest.removeLast() }
        parts.append(Array(rest))
        break
      }
      let word = rest.prefix { !$0.isTemplateSpace }
      parts.append(Array(word))
      rest = rest[word.endIndex...].drop(while: \.isTemplateSpace)
    }
    return fromEnd ? parts.reversed().map { string($0.reversed()) } : parts.map { string($0) }
  }

  static func replaced(_ text: String, _ old: String, _ new: String, most: Int) -> String {
    guard !old.isEmpty else {
      var result = ""
      var count = 0
      for scalar in text.unicodeScalars {
        if most < 0 || count < most { result += new }
        count += 1
        result.unicodeScalars.append(scalar)
      }
      return most < 0 || count < most ? result + new : result
    }
    let parts = pieces(Array(text.utf8), Array(old.utf8))
    guard most >= 0, parts.count > most + 1 else { return parts.joined(separator: new) }
    let head = parts.prefix(most + 1).joined(separator: new)
    return head + old + parts.dropFirst(most + 1).joined(separator: old)
  }

  static func lines(_ text: String) -> [String] {
    var lines: [Scalars] = []
    var line: Scalars = []
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "\n", previous == "\r" {
        previous = scalar
        continue
      }
      previous = scalar
      if scalar == "\n" || scalar == "\r" {
        lines.append(line)
        line = []
      } else {
        line.append(scalar)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { string($0) }
  }

  /// Letters in the other case, those of Latin, Greek and Cyrillic whose case is a matter of one
  /// scalar; another one that would change is an error.
  static func cased(_ text: String, upper: Bool) throws -> String {
    string(
      try text.unicodeScalars.map { scalar in
        let category = GeneralCategory(scalar)
        let changes =
          upper
          ? category == .lowercaseLetter
          : category == .uppercaseLetter || category == .titlecaseLetter
        guard changes else { return scalar }
        guard let other = Unicode.Scalar(otherCase(scalar.value)), other != scalar else {
          throw TemplateFault("the case of '\(scalar)' is not changed")
        }
        return other
      })
  }

  /// The same letter in the other case; the scalar itself where that is not known.
  private static func otherCase(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xDE, 0xE0...0xF6, 0xF8...0xFE,
      0x391...0x3A1, 0x3A3...0x3A9, 0x3B1...0x3C1, 0x3C3...0x3C9, 0x410...0x44F:
      // Greek and the basic Cyrillic letters lie 32 apart, as Latin ones do.
      (0x410...0x42F).contains(scalar)
        ? scalar + 0x20 : (0x430...0x44F).contains(scalar) ? scalar - 0x20 : scalar ^ 0x20
    case 0x400...0x40F: scalar + 0x50
    case 0x450...0x45F: scalar - 0x50
    case 0x100...0x12F, 0x132...0x137, 0x14A...0x177: scalar ^ 1
    case 0x139...0x148, 0x179...0x17E: scalar % 2 == 1 ? scalar + 1 : scalar - 1
    default: scalar
    }
  }

  /// The first letter a capital, the others small; in each word with `title`.
  static func capitalized(_ text: String, everyWord: Bool) throws -> String {
    var result = ""
    var isStart = true
    for scalar in text.unicodeScalars {
      result += try cased(String(scalar), upper: isStart)
      let isLetter = GeneralCategory(scalar).isLetter
      isStart = everyWord && !isLetter
    }
    return result
  }
}
