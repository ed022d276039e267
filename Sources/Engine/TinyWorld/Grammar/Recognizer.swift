import Bedrock

/// Reads a text back: with which probability, and in how many ways, does the grammar write it?
///
/// A passage is matched against every alternative, step by step, with the rest of the steps kept
/// as a stack (recursive descent with backtracking). As the grammar is unambiguous and nearly
/// deterministic, this takes microseconds a passage.
struct Recognizer {
  /// What was found: the probability, and the number of derivations that make it up.
  struct Result: Equatable {
    var probability = 0.0
    var derivations = 0
  }

  /// What is still to be matched: the rest of an alternative, then the rest of what called it.
  private indirect enum Rest {
    case end
    case steps(rule: Int, alternative: Int, next: Int, Rest)
  }

  let grammar: Grammar
  let mode: Grammar.Mode
  /// Whether the text is but the beginning of a passage.
  let isPrefix: Bool
  private let text: [UInt8]
  private var result = Result()

  private init(_ text: [UInt8], grammar: Grammar, mode: Grammar.Mode, isPrefix: Bool) {
    self.text = text
    self.grammar = grammar
    self.mode = mode
    self.isPrefix = isPrefix
  }

  /// The probability that a passage is this text, or begins with it.
  static func passage(
    _ text: [UInt8], isPrefix: Bool = false, mode: Grammar.Mode = .training,
    in grammar: Grammar = TinyWorld.grammar
  ) -> Result {
    var recognizer = Recognizer(text, grammar: grammar, mode: mode, isPrefix: isPrefix)
    let total = Double(grammar.phenomenonWeights.reduce(0, +))
    let registers = Array(repeating: -1, count: grammar.registerCount)
    for phenomenon in grammar.phenomena {
      recognizer.expand(
        phenomenon.rule, then: .end, at: 0, registers,
        probability: Double(phenomenon.weight) / total)
    }
    return recognizer.result
  }

  private mutating func expand(
    _ rule: Int, then rest: Rest, at position: Int, _ registers: [Int], probability: Double
  ) {
    let alternatives = grammar.rules[rule]
    for (index, weight) in alternatives.weights.enumerated() {
      match(
        .steps(rule: rule, alternative: index, next: 0, rest), at: position, registers,
        probability: probability * Double(weight) / Double(alternatives.totalWeight))
    }
  }

  private mutating func match(
    _ rest: Rest, at position: Int, _ registers: [Int], probability: Double
  ) {
    guard case .steps(let rule, let alternative, let next, let outer) = rest else {
      if position == text.count { accept(probability) }
      return
    }
    let steps = grammar.rules[rule].steps[alternative]
    guard next < steps.count else {
      return match(outer, at: position, registers, probability: probability)
    }
    let after = Rest.steps(rule: rule, alternative: alternative, next: next + 1, outer)
    switch steps[next] {
    case .literal(let number):
      step(grammar.texts[number], after, at: position, registers, probability)
    case .recall(let register, let column, let form, _):
      let number = grammar.words[registers[register]].texts[column]
      step(grammar.bytes(number, form), after, at: position, registers, probability)
    case .expand(let inner):
      expand(inner, then: after, at: position, registers, probability: probability)
    case .draw(let draw, _):
      self.draw(draw, after, at: position, registers, probability)
    }
  }

  private mutating func draw(
    _ draw: Grammar.Draw, _ after: Rest, at position: Int, _ registers: [Int],
    _ probability: Double
  ) {
    let total = grammar.totalWeight(of: draw, registers: registers, mode: mode)
    for word in grammar.classes[draw.source].words {
      let bytes = grammar.bytes(grammar.words[word].texts[draw.column], draw.form)
      guard agrees(bytes, at: position) else { continue }
      let weight = grammar.weight(of: word, in: draw, registers: registers, mode: mode)
      guard weight > 0 else { continue }
      var registers = registers
      if draw.register >= 0 { registers[draw.register] = word }
      step(bytes, after, at: position, registers, probability * Double(weight) / Double(total))
    }
  }

  /// Goes on behind the bytes, if the text has them here.
  private mutating func step(
    _ bytes: [UInt8], _ after: Rest, at position: Int, _ registers: [Int], _ probability: Double
  ) {
    guard agrees(bytes, at: position) else { return }
    if isPrefix, position + bytes.count >= text.count, !text.isEmpty {
      return accept(probability)
    }
    match(after, at: position + bytes.count, registers, probability: probability)
  }

  /// Whether the text has these bytes at a position, or ends inside them.
  private func agrees(_ bytes: [UInt8], at position: Int) -> Bool {
    let left = text.count - position
    if left < bytes.count, !isPrefix { return false }
    for index in 0..<min(left, bytes.count) where text[position + index] != bytes[index] {
      return false
    }
    return true
  }

  private mutating func accept(_ probability: Double) {
    result.probability += probability
    result.derivations += 1
  }
}
