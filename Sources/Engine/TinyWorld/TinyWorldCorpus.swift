import Bedrock

extension TinyWorld {
  /// A document of the corpus: one to three passages, a line each.
  public struct Document: Sendable, Equatable {
    /// The text, without the end-of-text mark.
    public let text: String
    /// −ln of the document's probability, its end included.
    public let nats: Double
    /// The phenomena of its passages, by name.
    public let phenomena: [String]
  }

  /// How often a document has one, two or three passages.
  static let passageCountWeights = [5, 3, 2]
}

/// A sequence of documents drawn from the world, the same each time it is walked.
public struct TinyWorldCorpus: Sequence, Sendable {
  let stream: RandomStream
  let count: Int

  public var underestimatedCount: Int { count }

  public func makeIterator() -> Iterator {
    Iterator(stream: stream, remaining: count)
  }

  /// Draws the documents one by one.
  public struct Iterator: IteratorProtocol {
    private var stream: RandomStream
    private var remaining: Int
    private var derivation = Derivation(grammar: TinyWorld.grammar, mode: .training)

    init(stream: RandomStream, remaining: Int) {
      self.stream = stream
      self.remaining = remaining
    }

    public mutating func next() -> TinyWorld.Document? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      derivation.clear()
      let passages = 1 + derivation.choose(among: TinyWorld.passageCountWeights, from: &stream)
      var phenomena: [String] = []
      for passage in 0..<passages {
        if passage > 0 { derivation.append("\n") }
        phenomena.append(derivation.appendPassage(from: &stream))
      }
      return TinyWorld.Document(
        text: derivation.string, nats: derivation.nats, phenomena: phenomena)
    }
  }
}
