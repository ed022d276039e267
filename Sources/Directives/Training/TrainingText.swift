import Bedrock
import Engine
import Notebook

/// Texts as tokens, those that are trained on and those kept back.
struct TrainingText {
  let tokenizer: TokenizerRecord
  let training: [UInt32]
  let validation: [UInt32]
  /// The bytes of the texts, marks between documents not counted.
  let trainingBytes: Int
  let validationBytes: Int
  let vocabularySize: Int
  /// The entropy of the texts kept back under the grammar that wrote them, in nats; nil where it is not
  /// known.
  let validationEntropy: Double?

  init(
    training: [String], validation: [String], tokenizer record: TokenizerRecord,
    validationEntropy: Double? = nil
  ) {
    self.validationEntropy = validationEntropy
    let tokenizer = record.tokenizer()
    let end = tokenizer.specialTokens.first.map { UInt32($0.id) }
    func tokens(_ texts: [String]) -> [UInt32] {
      var tokens: [UInt32] = []
      for text in texts {
        if let end { tokens.append(end) }
        tokens += tokenizer.encode(Array(text.utf8))
      }
      if let end, !texts.isEmpty { tokens.append(end) }
      return tokens
    }
    self.tokenizer = record
    self.training = tokens(training)
    self.validation = tokens(validation)
    trainingBytes = training.reduce(0) { $0 + $1.utf8.count }
    validationBytes = validation.reduce(0) { $0 + $1.utf8.count }
    vocabularySize = tokenizer.vocabularySize
  }

  /// The entropy of the texts kept back, in nats a predicted token: the loss that no model goes below
  /// but by luck.
  var floor: Double? {
    validationEntropy.map { $0 / Double(max(validation.count - 1, 1)) }
  }

  /// All tokens in a row, and the share of them that `Trainer` takes as those kept back.
  var all: (tokens: [UInt32], validationShare: Double) {
    let tokens = training + validation
    // Half a token more, so that rounding down gives the count.
    let share =
      validation.isEmpty ? 0 : (Double(validation.count) + 0.5) / Double(max(tokens.count, 1))
    return (tokens, share)
  }

  /// Throws `DirectiveError` if a part is too short for a sequence.
  func check(context: Int) throws {
    let needed = context + 1
    guard training.count >= needed else {
      throw DirectiveError(
        "the text to learn has \(counted: training.count, "token"), and a sequence with what follows"
          + " it takes \(needed): give more text, or a shorter context", parameter: "context")
    }
    guard validation.isEmpty || validation.count >= needed else {
      throw DirectiveError(
        "the part kept back has \(counted: validation.count, "token"), and a sequence with what"
          + " follows it takes \(needed): give more text, a shorter context, or validation=0",
        parameter: "validation")
    }
  }
}
