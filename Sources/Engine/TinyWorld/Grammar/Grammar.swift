import Bedrock

/// The world's grammar, compiled: names are numbers, texts are bytes.
///
/// What it writes is decided by ``Derivation``, what it makes of a text by ``Recognizer``; both ask
/// ``weight(of:in:registers:mode:)``, so they cannot disagree about a probability.
struct Grammar: Sendable {
  /// Whether the combinations that are kept back for probes are left out, or nothing but them
  /// is drawn.
  enum Mode: Sendable {
    case training
    case heldOut
  }

  /// A word of a class, and where its texts are.
  struct Word: Sendable {
    /// What decides with which words it is kept back: its place in its class, or its group.
    let group: Int
    let weight: Int
    /// Its text, then those of its attributes, as numbers into `texts`.
    let texts: [Int]
  }

  struct Class: Sendable {
    let name: String
    /// Its words, as positions in `words`.
    let words: Range<Int>
    let totalWeight: Int
  }

  enum Step: Sendable {
    case literal(text: Int)
    case expand(rule: Int)
    case draw(Draw, mark: Int?)
    case recall(register: Int, column: Int, form: SentenceTemplate.Form, mark: Int?)
  }

  struct Draw: Sendable {
    let source: Int
    let column: Int
    let form: SentenceTemplate.Form
    /// Where the word is remembered; −1 for nowhere.
    let register: Int
    let distinctFrom: [Int]
    let pairedWith: Int?
    /// Whether all that counts is the class's own weights.
    let isPlain: Bool
  }

  /// A place that a probe may ask for, and the words it offers there.
  struct Mark: Sendable {
    let distractors: [Distractor]
  }

  enum Distractor: Sendable {
    case register(Int, column: Int)
    case words(source: Int, column: Int, count: Int)
  }

  struct Alternatives: Sendable {
    let name: String
    let weights: [Int]
    let totalWeight: Int
    let steps: [[Step]]
  }

  let texts: [[UInt8]]
  let words: [Word]
  let classes: [Class]
  let rules: [Alternatives]
  let marks: [Mark]
  let registerCount: Int
  /// For each phenomenon, its name and its first rule.
  let phenomena: [(name: String, weight: Int, rule: Int)]
  let phenomenonWeights: [Int]
  /// ln n for the weights and sums of weights that occur.
  let logarithms: [Double]

  /// The weight of a word where it would be drawn, zero where it must not be.
  @inline(__always)
  func weight(of word: Int, in draw: Draw, registers: [Int], mode: Mode) -> Int {
    let candidate = words[word]
    for other in draw.distinctFrom
    where words[registers[other]].texts[0] == candidate.texts[0] { return 0 }
    if let partner = draw.pairedWith {
      let isKeptBack = Self.isKeptBack(candidate.group, words[registers[partner]].group)
      if isKeptBack != (mode == .heldOut) { return 0 }
    }
    return candidate.weight
  }

  /// The sum of the weights of a class where a word of it would be drawn.
  @inline(__always)
  func totalWeight(of draw: Draw, registers: [Int], mode: Mode) -> Int {
    let source = classes[draw.source]
    if draw.isPlain { return source.totalWeight }
    var total = 0
    for word in source.words {
      total += weight(of: word, in: draw, registers: registers, mode: mode)
    }
    return total
  }

  /// Whether two words that go together are a pair that training never sees: one in five is.
  static func isKeptBack(_ first: Int, _ second: Int) -> Bool {
    (first + second) % 5 == 4
  }

  /// Whether "an" stands before a text, by its first letter.
  static func takesAn(_ text: [UInt8]) -> Bool {
    switch text.first {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"): true
    default: false
    }
  }

  /// The bytes of a text in a form.
  func bytes(_ text: Int, _ form: SentenceTemplate.Form) -> [UInt8] {
    var bytes = texts[text]
    if form.contains(.article) {
      bytes = (Self.takesAn(bytes) ? Array("an ".utf8) : Array("a ".utf8)) + bytes
    }
    if form.contains(.capital), let first = bytes.first, (0x61...0x7A).contains(first) {
      bytes[0] = first - 0x20
    }
    return bytes
  }
}
