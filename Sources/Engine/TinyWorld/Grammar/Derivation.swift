import Bedrock

/// A text in the making: what was written so far, and −ln of the probability of its choices.
struct Derivation: Sendable {
  /// A place in the text that a probe may ask for.
  struct Place: Sendable {
    let mark: Int
    /// The bytes of the right answer.
    let answer: Range<Int>
    /// The text number of the answer, and how it is written.
    let text: Int
    let form: SentenceTemplate.Form
    /// What was remembered when the place was reached.
    let registers: [Int]
  }

  let grammar: Grammar
  let mode: Grammar.Mode
  private(set) var bytes: [UInt8] = []
  private(set) var nats = 0.0
  /// Places for a probe; those that come after a choice which training never makes.
  private(set) var places: [Place] = []
  private var registers: [Int]
  private var madeHeldOutChoice = false
  private var isPossible = true

  init(grammar: Grammar, mode: Grammar.Mode) {
    self.grammar = grammar
    self.mode = mode
    registers = Array(repeating: -1, count: grammar.registerCount)
    bytes.reserveCapacity(1024)
  }

  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Makes ready for another text.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    nats = 0
    madeHeldOutChoice = false
    isPossible = true
    forget()
  }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// An index drawn with the probabilities that integer weights stand for.
  mutating func choose(among weights: [Int], from stream: inout RandomStream) -> Int {
    let total = weights.reduce(0, +)
    var target = stream.below(total)
    var index = 0
    while target >= weights[index] {
      target -= weights[index]
      index += 1
    }
    count(weights[index], of: total)
    return index
  }

  /// Forgets what earlier passages drew.
  ///
  /// A template that says again what its own passage never drew must fail at once, not sometimes.
  private mutating func forget() {
    for register in registers.indices { registers[register] = -1 }
  }

  /// Writes a passage of any phenomenon, and returns the phenomenon's name.
  mutating func appendPassage(from stream: inout RandomStream) -> String {
    let chosen = grammar.phenomena[choose(among: grammar.phenomenonWeights, from: &stream)]
    forget()
    expand(chosen.rule, from: &stream)
    return chosen.name
  }

  /// Writes an expansion of a rule; false if it met a choice with nothing to choose from, which
  /// happens among held-out combinations only.
  @discardableResult
  mutating func expand(_ rule: Int, from stream: inout RandomStream) -> Bool {
    let chosen = choose(among: grammar.rules[rule].weights, from: &stream)
    for step in grammar.rules[rule].steps[chosen] where isPossible {
      switch step {
      case .literal(let text): bytes.append(contentsOf: grammar.texts[text])
      case .expand(let inner): expand(inner, from: &stream)
      case .recall(let register, let column, let form, let mark):
        write(grammar.words[registers[register]].texts[column], form, mark)
      case .draw(let draw, let mark): self.draw(draw, mark, from: &stream)
      }
    }
    return isPossible
  }

  private mutating func draw(_ draw: Grammar.Draw, _ mark: Int?, from stream: inout RandomStream) {
    let total = grammar.totalWeight(of: draw, registers: registers, mode: mode)
    guard total > 0 else {
      precondition(mode == .heldOut, "a class has no word that training may draw")
      isPossible = false
      return
    }
    var target = stream.below(total)
    var word = grammar.classes[draw.source].words.lowerBound
    while true {
      let weight = grammar.weight(of: word, in: draw, registers: registers, mode: mode)
      if target < weight {
        count(weight, of: total)
        break
      }
      target -= weight
      word += 1
    }
    if draw.register >= 0 { registers[draw.register] = word }
    if mode == .heldOut, draw.pairedWith != nil { madeHeldOutChoice = true }
    write(grammar.words[word].texts[draw.column], draw.form, mark)
  }

  private mutating func write(_ text: Int, _ form: SentenceTemplate.Form, _ mark: Int?) {
    let start = bytes.count
    if form.isEmpty {
      bytes.append(contentsOf: grammar.texts[text])
    } else {
      bytes.append(contentsOf: grammar.bytes(text, form))
    }
    if mode == .heldOut, let mark, madeHeldOutChoice {
      places.append(
        Place(
          mark: mark, answer: start..<bytes.count, text: text, form: form, registers: registers))
    }
  }

  private mutating func count(_ weight: Int, of total: Int) {
    nats += grammar.logarithms[total] - grammar.logarithms[weight]
  }
}
