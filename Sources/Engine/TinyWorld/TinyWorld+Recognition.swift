import Bedrock

extension TinyWorld {
  /// −ln of the probability that a document of the training corpus is this text, or nil if none
  /// can be.
  ///
  /// It agrees with what the generator says of a document, but is computed the other way round:
  /// from the text, by summing over every derivation.
  public static func nats(of text: String) -> Double? {
    let passages = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard passages.count <= passageCountWeights.count else { return nil }
    let total = Double(passageCountWeights.reduce(0, +))
    var nats = -Elementary.log(Double(passageCountWeights[passages.count - 1]) / total)
    for passage in passages {
      let found = Recognizer.passage(Array(passage))
      guard found.probability > 0 else { return nil }
      nats -= Elementary.log(found.probability)
    }
    return nats
  }

  /// In how many ways the grammar writes a passage: one, if it can be in the corpus at all.
  public static func derivations(ofPassage text: String) -> Int {
    Recognizer.passage(Array(text.utf8)).derivations
  }

  /// The probability that a passage of the training corpus begins with this text.
  public static func probability(ofPassageBeginning text: String) -> Double {
    text.isEmpty ? 1 : Recognizer.passage(Array(text.utf8), isPrefix: true).probability
  }

  /// What follows a prompt with which probability: the truth that a model should come to.
  ///
  /// For each continuation, the probability that a passage which begins with the prompt goes on
  /// with it; nil if no passage of the training corpus begins so.
  public static func probabilities(of continuations: [String], after prompt: String) -> [Double]? {
    let whole = probability(ofPassageBeginning: prompt)
    guard whole > 0 else { return nil }
    return continuations.map { probability(ofPassageBeginning: prompt + $0) / whole }
  }
}
