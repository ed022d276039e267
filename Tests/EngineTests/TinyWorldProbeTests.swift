import Bedrock
import Engine
import Testing

@Suite("The probes of tinyworld")
struct TinyWorldProbeTests {
  @Test(
    "the sentences of the chapters can be in the corpus",
    arguments: [
      "A blue car crashed into a concrete wall, it was speeding, so they stopped the car.",
      "A blue car crashed into a concrete wall, it was cracked, so they mended the wall.",
      "Dog bites man. They bandaged the man.",
      "Man bites dog. They bandaged the dog.",
      "The small dog chased the ball.",
      "The blue car hit the wall.",
      "Three, two, one, liftoff!",
      "The storm was loud, but the child stayed calm.",
      "The cat is sleeping.",
      "The dog is sleeping.",
      "The rabbit is sleeping.",
      "I fed the rabbit.",
      "The dog ran away.",
      "The car is parked.",
      "The gardener looked at the garden. The mole dug a tunnel.",
      "The agent looked at the embassy. The mole sold the secret.",
      "The fisherman looked at the river. The bank was muddy.",
      "The clerk looked at the money. The bank was closed.",
      "Why is the sky blue? Because the air scatters blue light.",
      "How can I recover a deleted file? It depends.",
      "Mira met Otto. Ida met Finn. Then Mira met Otto again.",
    ])
  func chapters(sentence: String) {
    #expect(TinyWorld.nats(of: sentence) != nil)
  }

  @Test("a probe has hundreds of different items, the same each time", arguments: TinyWorld.probes)
  func items(probe: TinyWorld.Probe) {
    let items = probe.items(300)
    #expect(items.count == 300)
    #expect(Set(items.map(\.prompt)).count == items.count)
    #expect(probe.items(300) == items)
    #expect(Array(probe.items(40)) == Array(items.prefix(40)))
    #expect(probe.items(40, seed: 1) != Array(items.prefix(40)))
  }

  @Test("what a probe asks cannot be in training", arguments: TinyWorld.probes)
  func heldOut(probe: TinyWorld.Probe) {
    for item in probe.items(300) {
      let text = item.prompt + item.candidates[item.answer]
      #expect(TinyWorld.probability(ofPassageBeginning: text) == 0, "\(text)")
    }
  }

  @Test(
    "candidates differ, and the right one stands at every place alike", arguments: TinyWorld.probes)
  func candidates(probe: TinyWorld.Probe) {
    let items = probe.items(300)
    for item in items {
      #expect(item.candidates.count >= 2 && item.candidates.indices.contains(item.answer))
      #expect(Set(item.candidates).count == item.candidates.count)
      #expect(item.candidates.allSatisfy { $0.hasPrefix(" ") } && !item.prompt.hasSuffix(" "))
    }
    let expected = items.reduce(0) { $0 + 1 / Double($1.candidates.count) }
    let first = Double(items.filter { $0.answer == 0 }.count)
    #expect(abs(first - expected) < 5 * expected.squareRoot())
  }

  @Test("after the storm come the words of chapter 05, with its probabilities")
  func storm() throws {
    let found = try #require(
      TinyWorld.probabilities(
        of: [" calm", " inside", " outside", " cold", " angry", ".", ","],
        after: "The storm was loud, but the child stayed"))
    let table = [0.272, 0.170, 0.197, 0.077, 0.052, 0.114, 0.117]
    for (probability, expected) in zip(found, table) {
      #expect(abs(probability - expected) < 0.001)
    }
  }

  @Test("the truth after a prompt follows its cue")
  func truth() throws {
    let prompt = "A blue car crashed into a concrete wall, it was"
    for (cue, expected) in [
      (" speeding, so they", [1.0, 0.0]), (" cracked, so they", [0.0, 1.0]),
    ] {
      let verb = expected[0] == 1 ? " stopped the" : " mended the"
      let found = try #require(
        TinyWorld.probabilities(of: [" car", " wall"], after: prompt + cue + verb))
      #expect(abs(found[0] - expected[0]) < 1e-12 && abs(found[1] - expected[1]) < 1e-12)
    }
    #expect(TinyWorld.probabilities(of: [" x"], after: "Once upon a time") == nil)
    #expect(TinyWorld.probability(ofPassageBeginning: "") == 1)
  }

  @Test("lessons: questions, kinds and analogies")
  func lessons() {
    #expect(TinyWorld.instructions.count >= 30)
    for item in TinyWorld.instructions {
      #expect(TinyWorld.nats(of: item.prompt + item.answer) != nil)
      #expect(TinyWorld.nats(of: item.prompt + item.shrug) != nil)
    }
    #expect(TinyWorld.analogies.first?.otherYoung == "kitten")
    #expect(TinyWorld.analogies.count == 90)
    #expect(TinyWorld.wordGroups.map(\.words.count) == [10, 10, 10, 10])
  }

  @Test("repeated sequences are different tokens, said twice")
  func repeated() {
    let sequences = TinyWorld.repeatedSequences(of: Array(0..<100), length: 20, count: 5, seed: 1)
    for sequence in sequences {
      #expect(sequence.count == 40 && Set(sequence).count == 20)
      #expect(Array(sequence.prefix(20)) == Array(sequence.suffix(20)))
    }
    #expect(Set(sequences).count == 5)
  }
}
