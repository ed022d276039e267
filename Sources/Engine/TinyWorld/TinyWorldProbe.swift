import Bedrock

extension TinyWorld {
  /// A question to a model: which of these comes next?
  public struct ProbeItem: Sendable, Equatable {
    /// The text up to the place that is asked for, without the blank before it.
    public let prompt: String
    /// What may follow, the right one among them, each with the blank that it begins with.
    public let candidates: [String]
    /// The position of the right one in `candidates`.
    public let answer: Int
  }

  /// Questions about one phenomenon, none of whose prompts the training corpus can contain.
  public struct Probe: Sendable {
    /// The phenomenon's name.
    public let name: String
    let rule: Int

    /// Different items, drawn from a stream of their own; fewer than asked if there are no more.
    public func items(_ count: Int, seed: UInt64 = 0) -> [ProbeItem] {
      var stream = RandomStream(seed: seed, name: "tinyworld probe \(name)")
      var derivation = Derivation(grammar: TinyWorld.grammar, mode: .heldOut)
      var items: [ProbeItem] = []
      var prompts: Set<String> = []
      var tries = 0
      while items.count < count, tries < 50 * count {
        tries += 1
        derivation.clear()
        guard derivation.expand(rule, from: &stream), !derivation.places.isEmpty else { continue }
        let place = derivation.places[stream.below(derivation.places.count)]
        let item = TinyWorld.item(at: place, in: derivation.bytes, from: &stream)
        if prompts.insert(item.prompt).inserted { items.append(item) }
      }
      return items
    }
  }

  /// A probe for each phenomenon that can be asked by choice; `storm` is asked by its
  /// distribution instead.
  public static var probes: [Probe] {
    grammar.phenomena.filter { $0.name != "storm" }.map { Probe(name: $0.name, rule: $0.rule) }
  }

  private static func item(
    at place: Derivation.Place, in bytes: [UInt8], from stream: inout RandomStream
  ) -> ProbeItem {
    var end = place.answer.lowerBound
    let blank = end > 0 && bytes[end - 1] == UInt8(ascii: " ")
    if blank { end -= 1 }
    var texts = [place.text]
    for distractor in grammar.marks[place.mark].distractors {
      add(distractor, of: place, to: &texts, from: &stream)
    }
    stream.shuffle(&texts)
    let candidates = texts.map { text in
      (blank ? " " : "") + String(decoding: grammar.bytes(text, place.form), as: UTF8.self)
    }
    return ProbeItem(
      prompt: String(decoding: bytes[..<end], as: UTF8.self), candidates: candidates,
      answer: texts.firstIndex(of: place.text) ?? 0)
  }

  /// Adds what a distractor stands for, leaving out what is there already.
  private static func add(
    _ distractor: Grammar.Distractor, of place: Derivation.Place, to texts: inout [Int],
    from stream: inout RandomStream
  ) {
    switch distractor {
    case .register(let register, let column):
      let text = grammar.words[place.registers[register]].texts[column]
      if !texts.contains(text) { texts.append(text) }
    case .words(let source, let column, let count):
      let others = grammar.words[grammar.classes[source].words].map { $0.texts[column] }
      var left = others.filter { !texts.contains($0) }
      for _ in 0..<count where !left.isEmpty {
        let chosen = left[stream.below(left.count)]
        texts.append(chosen)
        left.removeAll { $0 == chosen }
      }
    }
  }
}
