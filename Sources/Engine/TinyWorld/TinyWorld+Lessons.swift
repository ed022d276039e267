import Bedrock

extension TinyWorld {
  /// A question of the world with a good and a bad answer, for fine-tuning and preferences.
  public struct Instruction: Sendable, Equatable {
    /// The question, as it stands in the corpus before all sorts of continuations.
    public let prompt: String
    /// The answer, with the blank before it.
    public let answer: String
    /// A shrug that the corpus also has after this question, with the blank before it.
    public let shrug: String
  }

  /// Every question of the world with its answer, and the shrugs dealt out in turn.
  public static var instructions: [Instruction] {
    questionTable.entries.enumerated().map { index, entry in
      Instruction(
        prompt: entry.text, answer: " " + entry.attributes[0],
        shrug: " " + shrugs.entries[index % shrugs.entries.count].text)
    }
  }

  /// Words of one kind, which stand in the same places.
  public struct WordGroup: Sendable, Equatable {
    public let name: String
    public let words: [String]
  }

  /// The kinds that `kinds` tells apart; their vectors should come out in clusters.
  public static var wordGroups: [WordGroup] {
    ["animal", "vehicle", "food", "clothing"].map { name in
      let words = grammar.classes.first { $0.name == name }?.words ?? 0..<0
      return WordGroup(
        name: name,
        words: words.map { word in
          String(decoding: grammar.texts[grammar.words[word].texts[0]], as: UTF8.self)
        })
    }
  }

  /// A relation between words: `young` is to `adult` as `otherYoung` is to `otherAdult`.
  public struct Analogy: Sendable, Equatable {
    public let young: String
    public let adult: String
    public let otherAdult: String
    /// What young − adult + otherAdult should come out near to.
    public let otherYoung: String
  }

  /// All analogies between two species: puppy − dog + cat ≈ kitten comes first.
  public static var analogies: [Analogy] {
    let pairs = species.entries.map { (young: $0.attributes[0], adult: $0.text) }
    return pairs.flatMap { one in
      pairs.filter { $0.adult != one.adult }.map { other in
        Analogy(
          young: one.young, adult: one.adult, otherAdult: other.adult, otherYoung: other.young)
      }
    }
  }

  /// Sequences of random tokens said twice, to measure induction with.
  ///
  /// Each is `length` different tokens followed by the same again. A model that copies what came
  /// after the earlier occurrence predicts all of the second half but its first token.
  public static func repeatedSequences(
    of tokens: [Int], length: Int, count: Int, seed: UInt64
  ) -> [[Int]] {
    precondition(length <= tokens.count, "\(length) different tokens of \(tokens.count)")
    var stream = RandomStream(seed: seed, name: "tinyworld repeated sequences")
    return (0..<count).map { _ in
      var shuffled = tokens
      stream.shuffle(&shuffled)
      return Array(shuffled.prefix(length) + shuffled.prefix(length))
    }
  }
}
