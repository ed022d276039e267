import Bedrock

extension Grammar {
  /// Compiles the world's data; a name that nothing defines is a programmer's mistake.
  init(phenomena: [Phenomenon]) {
    var builder = GrammarBuilder()
    for item in TinyWorld.commonClasses + phenomena.flatMap(\.classes) { builder.add(item) }
    for rule in phenomena.flatMap(\.rules) { builder.declare(rule.name) }
    for rule in phenomena.flatMap(\.rules) { builder.add(rule) }
    self.init(
      texts: builder.texts, words: builder.words, classes: builder.classes, rules: builder.rules,
      marks: builder.marks, registerCount: builder.registers.count,
      phenomena: phenomena.map { ($0.name, $0.weight, builder.rule(named: $0.rules[0].name)) },
      phenomenonWeights: phenomena.map(\.weight), logarithms: builder.logarithms(phenomena))
  }
}

/// Numbers the names of a grammar.
struct GrammarBuilder {
  private(set) var texts: [[UInt8]] = []
  private(set) var words: [Grammar.Word] = []
  private(set) var classes: [Grammar.Class] = []
  private(set) var rules: [Grammar.Alternatives] = []
  private(set) var marks: [Grammar.Mark] = []
  private(set) var registers: [String: Int] = [:]
  private var textNumbers: [String: Int] = [:]
  private var classNumbers: [String: Int] = [:]
  private var columns: [[String]] = []
  private var ruleNumbers: [String: Int] = [:]

  mutating func add(_ source: WordClass) {
    precondition(
      classNumbers.updateValue(classes.count, forKey: source.name) == nil,
      "class \(source.name) is there twice")
    let start = words.count
    for (index, entry) in source.entries.enumerated() {
      words.append(
        Grammar.Word(
          group: entry.group ?? index, weight: entry.weight,
          texts: ([entry.text] + entry.attributes).map { number(of: $0) }))
    }
    classes.append(
      Grammar.Class(
        name: source.name, words: start..<words.count,
        totalWeight: source.entries.reduce(0) { $0 + $1.weight }))
    columns.append(source.columns)
  }

  mutating func declare(_ rule: String) {
    precondition(
      ruleNumbers.updateValue(ruleNumbers.count, forKey: rule) == nil,
      "rule \(rule) is there twice")
  }

  mutating func add(_ rule: GrammarRule) {
    let weights = rule.alternatives.map(\.weight)
    rules.append(
      Grammar.Alternatives(
        name: rule.name, weights: weights, totalWeight: weights.reduce(0, +),
        steps: rule.alternatives.map { SentenceTemplate($0.template).steps.map { compile($0) } }))
  }

  func rule(named name: String) -> Int {
    guard let number = ruleNumbers[name] else { preconditionFailure("no rule \(name)") }
    return number
  }

  /// ln n for each n that a weight or a sum of weights can be.
  func logarithms(_ phenomena: [Phenomenon]) -> [Double] {
    let sums =
      classes.map(\.totalWeight)
      + rules.map(\.totalWeight) + [phenomena.reduce(0) { $0 + $1.weight }]
      + [TinyWorld.passageCountWeights.reduce(0, +)]
    return (0...(sums.max() ?? 0)).map { $0 == 0 ? 0 : Elementary.log(Double($0)) }
  }

  private mutating func compile(_ step: SentenceTemplate.Step) -> Grammar.Step {
    switch step {
    case .literal(let text): return .literal(text: number(of: text))
    case .expand(let name): return .expand(rule: rule(named: name))
    case .draw(let draw): return compile(draw)
    case .recall(let recall):
      let register = register(named: recall.register)
      return .recall(
        register: register, column: column(recall.attribute, ofRegister: recall.register),
        form: recall.form, mark: mark(recall.distractors))
    }
  }

  private mutating func compile(_ draw: SentenceTemplate.Draw) -> Grammar.Step {
    let source = classNumber(draw.source)
    let column = column(draw.attribute, ofClass: source)
    if !draw.register.isEmpty { remember(source, as: draw.register) }
    let compiled = Grammar.Draw(
      source: source, column: column, form: draw.form,
      register: draw.register.isEmpty ? -1 : register(named: draw.register),
      distinctFrom: draw.distinctFrom.map { register(named: $0) },
      pairedWith: draw.pairedWith.map { register(named: $0) },
      isPlain: draw.distinctFrom.isEmpty && draw.pairedWith == nil)
    return .draw(compiled, mark: mark(draw.distractors))
  }

  private mutating func mark(_ distractors: [SentenceTemplate.Distractor]?) -> Int? {
    guard let distractors else { return nil }
    let compiled = distractors.map { item -> Grammar.Distractor in
      switch item {
      case .register(let name, let attribute):
        return .register(
          register(named: name), column: column(attribute, ofRegister: name))
      case .words(let source, let attribute, let count):
        let number = classNumber(source)
        return .words(
          source: number, column: column(attribute, ofClass: number), count: count)
      }
    }
    marks.append(Grammar.Mark(distractors: compiled))
    return marks.count - 1
  }

  // A register holds words of one class wherever an attribute of it is asked for; the class is
  // that of the latest template that drew it.
  private var registerSources: [String: Int] = [:]

  private mutating func remember(_ source: Int, as register: String) {
    registerSources[register] = source
  }

  private mutating func register(named name: String) -> Int {
    if let number = registers[name] { return number }
    registers[name] = registers.count
    return registers.count - 1
  }

  private func column(_ attribute: String?, ofRegister name: String) -> Int {
    guard let attribute else { return 0 }
    guard let source = registerSources[name] else {
      preconditionFailure("register \(name) is asked for .\(attribute) before it is drawn")
    }
    return column(attribute, ofClass: source)
  }

  private func column(_ attribute: String?, ofClass source: Int) -> Int {
    guard let attribute else { return 0 }
    guard let index = columns[source].firstIndex(of: attribute) else {
      preconditionFailure("class \(classes[source].name) has no column \(attribute)")
    }
    return index + 1
  }

  private func classNumber(_ name: String) -> Int {
    guard let number = classNumbers[name] else { preconditionFailure("no class \(name)") }
    return number
  }

  private mutating func number(of text: String) -> Int {
    if let number = textNumbers[text] { return number }
    textNumbers[text] = texts.count
    texts.append(Array(text.utf8))
    return texts.count - 1
  }
}
