import Bedrock

/// The small world that the model `tinyworld` is trained on: a grammar that writes its own corpus.
///
/// The world is data: each file under `World/` holds one phenomenon that a chapter needs (a pronoun
/// with two candidates, a word with two senses, brackets that close, …) as word classes and
/// weighted templates. The machinery under `Grammar/` draws texts from it, and reads a text back
/// to say with which probability the grammar writes it.
///
/// Laws:
/// - A corpus is a function of its seed. Weights are integers and draws are exact, so it has the
///   same bytes on every machine.
/// - The grammar is unambiguous: a text has one derivation. So the sum of −ln p over the choices
///   that made a document *is* −ln of the document's probability, and its mean over documents is
///   the corpus' entropy. No model can go below it on unseen documents.
/// - What a probe asks was never in training: each phenomenon keeps some combinations back, to
///   which the training grammar gives probability zero.
public enum TinyWorld {
  /// The grammar, built once from the data under `World/`.
  static let grammar = Grammar(phenomena: phenomena)

  /// The phenomena of the world, in the order in which they are reported.
  static let phenomena: [Phenomenon] = [
    reference, fitting, bites, binding, senses, kinds, family, counting, brackets, acquaintances,
    lists, questions, storm,
  ]

  /// The names of the phenomena.
  public static var phenomenonNames: [String] { phenomena.map(\.name) }

  /// The text that stands between two documents; a vocabulary has one token for it.
  public static let endOfText = "<|endoftext|>"

  /// The documents of a training corpus, made one by one while they are asked for.
  ///
  /// The first `n` documents are the same, however many are asked for.
  public static func corpus(seed: UInt64, documents: Int) -> TinyWorldCorpus {
    TinyWorldCorpus(stream: RandomStream(seed: seed, name: "tinyworld corpus"), count: documents)
  }

  /// Documents of the same distribution as the corpus, from a stream of their own.
  ///
  /// To measure perplexity with: a document made of few choices may still occur in both.
  public static func validation(seed: UInt64, documents: Int) -> TinyWorldCorpus {
    TinyWorldCorpus(
      stream: RandomStream(seed: seed, name: "tinyworld validation"), count: documents)
  }
}
