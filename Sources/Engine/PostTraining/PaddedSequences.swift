import Numerics

/// A prompt and the answer to it, as tokens.
public struct Reply: Sendable, Equatable {
  /// What the model reads; its first token is the start of the text.
  public let prompt: [Int]
  /// What it is to write, the token that ends the text among it.
  public let answer: [Int]

  public init(prompt: [Int], answer: [Int]) {
    self.prompt = prompt
    self.answer = answer
  }
}

/// Prompts with their answers as one batch, filled up to one length at the end.
///
/// Law: a row's target is the next token where that token belongs to an answer, and
/// `CrossEntropy.ignored` where it belongs to a prompt or is filling. Attention is causal, so filling
/// at the end changes nothing before it.
public struct PaddedSequences: Sendable {
  /// Sequences of `length` tokens, one after the other.
  public let ids: [Int]
  public let targets: [Int]
  public let length: Int
  public let count: Int
  /// For each sequence the row of its last token.
  public let ends: [Int]
  /// How many targets count.
  public let targetCount: Int

  /// - Parameter isMasked: whether prompts take no part in the loss.
  public init(_ replies: [Reply], isMasked: Bool = true) {
    let length = replies.reduce(1) { max($0, $1.prompt.count + $1.answer.count) }
    var (ids, targets, ends): ([Int], [Int], [Int]) = ([], [], [])
    for reply in replies {
      let tokens = reply.prompt + reply.answer
      ends.append(ids.count + max(tokens.count, 1) - 1)
      ids += tokens + Array(repeating: tokens.last ?? 0, count: length - tokens.count)
      for position in 1...length {
        let counts = position < tokens.count && (!isMasked || position >= reply.prompt.count)
        targets.append(counts ? tokens[position] : CrossEntropy.ignored)
      }
    }
    self.ids = ids
    self.targets = targets
    self.ends = ends
    self.length = length
    count = replies.count
    targetCount = targets.count { $0 >= 0 }
  }
}
