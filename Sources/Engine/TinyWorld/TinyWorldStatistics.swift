extension TinyWorld {
  /// How much text documents hold, and how much choice.
  public struct Statistics: Sendable {
    public internal(set) var documents = 0
    /// The UTF-8 bytes of the texts, which are as many characters, without end-of-text marks.
    public internal(set) var characters = 0
    /// The sum of the documents' nats.
    public internal(set) var nats = 0.0
    var squares = 0.0

    /// The entropy of a document as estimated from these, in nats.
    public var natsPerDocument: Double { nats / Double(documents) }
    /// The entropy of a document over its mean length, in nats.
    public var natsPerCharacter: Double { nats / Double(characters) }
    /// The same in bits; the ends of documents are counted in, their marks' bytes are not.
    public var bitsPerCharacter: Double { natsPerCharacter / 0.693147180559945309 }
    /// The standard error of `natsPerDocument`.
    public var standardError: Double {
      let variance = squares / Double(documents) - natsPerDocument * natsPerDocument
      return (max(variance, 0) / Double(documents)).squareRoot()
    }
  }

  /// Adds up documents, such as a corpus.
  public static func statistics(of documents: some Sequence<Document>) -> Statistics {
    var statistics = Statistics()
    for document in documents {
      statistics.documents += 1
      statistics.characters += document.text.utf8.count
      statistics.nats += document.nats
      statistics.squares += document.nats * document.nats
    }
    return statistics
  }
}
