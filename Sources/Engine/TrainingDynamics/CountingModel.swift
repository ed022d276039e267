import Bedrock

/// What counting alone predicts: the levels that a loss curve passes on its way down.
///
/// `unigram` knows how often each token occurs; `bigram` knows which token follows which. A model
/// whose loss is below the second must look further back than one token.
public struct CountingModel: Sendable {
  private let counts: [Int]
  private let followers: [UInt64: Int]
  /// For each token how many different ones follow it, and how often any does.
  private let kinds: [Int]
  private let occasions: [Int]
  private let total: Int

  /// Counts in the tokens that are trained on.
  public init(_ tokens: some Collection<UInt32>, vocabularySize: Int) {
    var counts = [Int](repeating: 0, count: vocabularySize)
    var followers: [UInt64: Int] = [:]
    var kinds = counts
    var occasions = counts
    var previous: UInt32?
    for token in tokens {
      counts[Int(token)] += 1
      if let previous {
        let count = followers[Self.key(previous, token), default: 0]
        if count == 0 { kinds[Int(previous)] += 1 }
        followers[Self.key(previous, token)] = count + 1
        occasions[Int(previous)] += 1
      }
      previous = token
    }
    (self.counts, self.followers, self.kinds, self.occasions) = (
      counts, followers, kinds, occasions
    )
    total = tokens.count
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }

  /// Mean losses in nats a token.
  public struct Losses: Sendable, Equatable {
    public let unigram: Double
    public let bigram: Double

    public init(unigram: Double, bigram: Double) {
      self.unigram = unigram
      self.bigram = bigram
    }
  }

  /// How well the counts predict other tokens, from the second on.
  public func losses(on tokens: some Collection<UInt32>) -> Losses {
    var (unigram, bigram, count) = (0.0, 0.0, 0)
    var previous: UInt32?
    for token in tokens {
      if let previous {
        unigram -= Elementary.log(probability(of: token))
        bigram -= Elementary.log(probability(of: token, after: previous))
        count += 1
      }
      previous = token
    }
    return Losses(
      unigram: unigram / Double(max(count, 1)), bigram: bigram / Double(max(count, 1)))
  }

  /// The token's share, with one added to every count (Laplace).
  func probability(of token: UInt32) -> Double {
    Double(counts[Int(token)] + 1) / Double(total + counts.count)
  }

  /// The share among followers, mixed with the unigram as much as the token has had different
  /// followers: (c + k p) / (n + k) (Witten and Bell, 1991).
  func probability(of token: UInt32, after previous: UInt32) -> Double {
    let (kinds, occasions) = (kinds[Int(previous)], occasions[Int(previous)])
    let alone = probability(of: token)
    guard occasions > 0 else { return alone }
    let count = followers[Self.key(previous, token), default: 0]
    return (Double(count) + Double(kinds) * alone) / Double(occasions + kinds)
  }
}
