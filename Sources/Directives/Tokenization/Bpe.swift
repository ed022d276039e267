import Bedrock
import Engine
import Figures
import Notebook

/// `bpe`: learns the merges of a byte-pair encoding from a text, one by one.
struct TrainBytePairs: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "bpe", chapter: .tokenization,
    summary: "Trains a byte-pair encoding on a text and shows the merges that it learns.",
    discussion: """
      Training starts from the 256 bytes. The pair of neighbouring tokens that occurs most often \
      becomes a new token wherever it occurs, and the counting starts again, as often as `merges=` \
      says or until no pair occurs `minimum_count=` times. The order in which merges were learned \
      is their rank, and tokenizing does them in that order (Sennrich, Haddow, Birch 2016).

      - Occurrences are counted as they can be merged, from left to right without overlap: `aaaaa` \
      has the pair `aa` twice.
      - Of pairs that occur equally often, the one whose left token's bytes come first in order is \
      merged, then the one whose right token's do.
      - No merge goes over a border that `split=` draws: `gpt2` keeps words with their leading \
      space apart, `none` draws none.
      """,
    results: [
      "pieces": "the tokens that were learned, in the order of learning",
      "counts": "how often each pair occurred when it was merged",
      "vocabulary_size": "the 256 bytes and the tokens learned",
      "ids": "of tokenize=: the ids, from 256 on for what was learned",
      "tokens": "of tokenize=: the tokens as text",
      "count": "of tokenize=: how many tokens",
      "characters_per_token": "of tokenize=: characters / count",
    ],
    examples: [
      "The first merges that a text teaches, and what they make of it.": """
      bpe "low low low low lower lower newest newest newest widest"
        merges=8 tokenize="lowest"
      """,
      "Overlaps count once.": """
      bpe "aaaaa" merges=1 split=none
      expect bpe.counts[0] == 2
      """,
    ],
    errors: [
      "'merges' must be at least 1": """
      bpe "low low" merges=0
      """
    ])

  enum Split: String, ParameterChoice {
    case gpt2
    case cl100k
    case o200k
    case none

    var preTokenizer: PreTokenizer {
      switch self {
      case .gpt2: .r50k
      case .cl100k: .cl100k
      case .o200k: .o200k
      case .none: .none
      }
    }
  }

  let texts: [String]
  let merges: Int
  let minimumCount: Int
  let split: Split
  let sample: String?

  init(_ parameters: inout ParameterReader) {
    texts = parameters.required(
      "text", .texts, positional: true, help: "what is learned from: a text, or a list of texts")
    merges = parameters.value(
      "merges", .integer(in: 1...50_000), default: 10, help: "how many merges to learn")
    minimumCount = parameters.value(
      "minimum_count", .integer(atLeast: 1), default: 2,
      help: "how often a pair must occur to be merged")
    split = parameters.value(
      "split", .choice(), default: .gpt2, help: "where a text is cut before counting")
    sample = parameters.optional(
      "tokenize", .text, help: "a text that is tokenized with what was learned")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let length = texts.reduce(0.0) { $0 + Double($1.utf8.count) }
    try context.admit(
      WorkEstimate(operations: WorkEstimate.scalar * length * 64, bytes: 64 * length))
    let trainer = BytePairTrainer(
      preTokenizer: split.preTokenizer, vocabularySize: 256 + merges, minimumCount: minimumCount)
    let trained = trainer.train(on: texts)
    let learned = trained.merges.map { pieceText(trained.tokens[$0.result]) }
    var record = Record([
      "pieces": .strings(learned),
      "counts": .integers(trained.merges.map(\.count), labels: learned),
      "vocabulary_size": .integer(trained.tokens.count),
    ])
    var blocks: [OutcomeBlock] = [.table(table(trained))]
    if trained.merges.count < merges {
      blocks.append(
        .paragraph(
          "After \(counted: trained.merges.count, "merge") no pair occurs"
            + " \(counted: minimumCount, "time") any more."))
    }
    if let sample {
      let tokenized = TokenizedText(
        sample, name: "what was learned", tokenizer: trained.tokenizer(name: context.name))
      record["ids"] = .integers(tokenized.ids, labels: tokenized.pieces)
      record["tokens"] = .strings(tokenized.pieces)
      record["count"] = .integer(tokenized.ids.count)
      record["characters_per_token"] = .double(tokenized.charactersPerToken)
      blocks += TokenizeReport(texts: [tokenized], shown: .chips).blocks
    }
    return Outcome(record, blocks: blocks)
  }

  /// The most merges that are listed.
  private static let longestTable = 50

  private func table(_ trained: TrainedVocabulary) -> Table {
    let shown = trained.merges.prefix(Self.longestTable)
    let rows = shown.enumerated().map { rank, merge in
      let parts = [merge.left, merge.right].map {
        TokenLabel(bytes: trained.tokens[$0]).text
      }
      return [
        String(rank), NumberText.grouped(merge.count), String(merge.result),
        "\(parts[0]) + \(parts[1])",
      ]
    }
    let more =
      shown.count < trained.merges.count
      ? " (the first \(shown.count) of \(NumberText.grouped(trained.merges.count)))" : ""
    return Table(
      columns: [
        .init("rank", .right), .init("occurrences", .right), .init("new id", .right),
        .init("merge"),
      ], rows: rows, title: "Merges in the order of learning\(more)")
  }
}

extension ParameterType where T == [String] {
  /// Texts: a list of strings, or one text.
  static var texts: Self {
    let strings = ParameterType<[String]>.strings
    return ParameterType(
      name: "text or list of strings", placeholder: [], text: strings.text,
      fingerprint: strings.fingerprint,
      decode: { atom, evaluator in
        if case .list = atom { return try strings.decode(atom, evaluator) }
        guard case .string(let text) = try evaluator.evaluate(atom) else {
          return try strings.decode(atom, evaluator)
        }
        return [text]
      })
  }
}
