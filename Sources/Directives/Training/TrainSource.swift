import Bedrock
import Engine
import Notebook

/// What `train` learns from: a text of the lab, a file, or tinyworld's corpus; and as which tokens.
struct TrainSource: Sendable {
  enum Corpus: String, ParameterChoice {
    /// The world of the shipped model.
    case tinyworld
    /// Random letters, said again and again.
    case echoes
  }

  enum Form: ParameterForm {
    case text, file, corpus

    var source: ParameterSource {
      switch self {
      case .text: .init("a text", needs: ["text"])
      case .file: .init(needs: ["file"])
      case .corpus: .init(needs: ["corpus"], takes: ["documents", "phenomena"])
      }
    }
  }

  let texts: [String]?
  let file: String?
  let corpus: Corpus?
  let documents: Int
  let phenomena: [String]
  let vocabulary: TrainVocabulary
  let validationShare: Double
  let form: Form

  init(_ parameters: inout ParameterReader) {
    texts = parameters.optional(
      "text", .texts, positional: true, help: "what is learned: a text, or a list of texts")
    file = parameters.optional("file", .text, help: "a text file instead of a text")
    corpus = parameters.optional(
      "corpus", .choice(),
      help:
        "a generated corpus instead of a text: the shipped model's, or random letters said again"
    )
    documents = parameters.value(
      "documents", .integer(in: 20...300_000), default: 4000,
      help: "how many documents of the corpus are trained on")
    phenomena = parameters.value(
      "phenomena", .strings, default: [],
      help: "only tinyworld's documents about these, such as `[\"lists\"]`; all if empty")
    vocabulary = parameters.value(
      "vocabulary", .vocabulary, default: .bytes,
      help: "bytes, the size of a byte-pair encoding that is learned from the text, or tinyworld's")
    validationShare = parameters.value(
      "validation", .number(in: 0...0.5), default: 0.1,
      help: "the share that is kept back to measure on; of a corpus, so much more is drawn")
    form = parameters.exactlyOne("something to learn")
    parameters.only("phenomena", with: .value("corpus", "tinyworld"))
  }

  /// The texts, cut into tokens.
  func load(_ context: RunContext) throws -> TrainingText {
    if let texts {
      let length = texts.reduce(0.0) { $0 + Double($1.utf8.count) }
      try context.admit(WorkEstimate(bytes: 16 * length))
    }
    let (training, validation, nats) = try split(context)
    guard training.contains(where: { !$0.isEmpty }) else {
      throw DirectiveError("the text is empty: there is nothing to learn", parameter: "text")
    }
    let record = try tokenizer(training, context)
    return TrainingText(
      training: training, validation: validation, tokenizer: record, validationEntropy: nats)
  }

  // MARK: - Texts

  /// The texts, and of a corpus whose grammar is known the entropy of those kept back, in nats.
  private typealias Parts = (training: [String], validation: [String], entropy: Double?)

  private func split(_ context: RunContext) throws -> Parts {
    if let corpus { return try generated(corpus, context.random) }
    let text: [UInt8]
    if let file {
      text = try context.read(file: file)
    } else {
      text = Array((texts ?? []).joined(separator: "\n").utf8)
    }
    let cut = Self.cut(text, keeping: validationShare)
    func part(_ range: Range<Int>) -> [String] {
      range.isEmpty ? [] : [String(decoding: text[range], as: UTF8.self)]
    }
    return (part(0..<cut), part(cut..<text.count), nil)
  }

  /// Where the text kept back begins: behind a line if one ends near, else before a word, else where
  /// a character begins. Near is what leaves most of it.
  private static func cut(_ text: [UInt8], keeping share: Double) -> Int {
    guard share > 0 else { return text.count }
    let kept = Int(Double(text.count) * share)
    let wanted = text.count - kept
    let lines = wanted..<wanted + min(kept / 4, 200)
    if let line = lines.first(where: { text[$0] == UInt8(ascii: "\n") }) { return line + 1 }
    let words = wanted..<wanted + min(kept / 2, 200)
    if let word = words.first(where: { text[$0] == UInt8(ascii: " ") }) { return word }
    return (wanted..<text.count).first { text[$0] & 0xC0 != 0x80 } ?? wanted
  }

  private func generated(
    _ corpus: Corpus, _ random: RandomStream
  ) throws -> Parts {
    if let unknown = phenomena.first(where: { !TinyWorld.phenomenonNames.contains($0) }) {
      let suggestion = EditDistance.suggestion(for: unknown, among: TinyWorld.phenomenonNames)
      throw DirectiveError(
        "tinyworld has no phenomenon \(LabText.quoted(unknown)); it has "
          + TinyWorld.phenomenonNames.joined(separator: ", "),
        parameter: "phenomena", suggestion: suggestion)
    }
    var random = random.child("corpus")
    let seed = random.nextUInt64()
    let kept = Int(Double(documents) * validationShare)
    guard corpus == .tinyworld else {
      let all = EchoCorpus.documents(documents + kept, seed: seed)
      return (Array(all[..<documents]), Array(all[documents...]), nil)
    }
    let training = take(documents, TinyWorld.corpus(seed: seed, documents: documents * 1000))
    let validation = take(kept, TinyWorld.validation(seed: seed, documents: documents * 1000))
    // A choice among the documents has another entropy than the grammar's.
    let isWhole = phenomena.isEmpty && !validation.isEmpty
    return (
      training.map(\.text), validation.map(\.text),
      isWhole ? validation.reduce(0) { $0 + $1.nats } : nil
    )
  }

  /// The first documents that hold nothing but the phenomena asked for.
  private func take(_ count: Int, _ corpus: TinyWorldCorpus) -> [TinyWorld.Document] {
    let wanted = Set(phenomena)
    var documents: [TinyWorld.Document] = []
    for document in corpus where documents.count < count {
      if wanted.isEmpty || wanted.isSuperset(of: document.phenomena) {
        documents.append(document)
      }
      if documents.count == count { break }
    }
    return documents
  }

  // MARK: - Tokens

  private func tokenizer(_ training: [String], _ context: RunContext) throws -> TokenizerRecord {
    let ends = corpus != nil ? [TinyWorld.endOfText] : []
    func record(_ vocabulary: TrainedVocabulary, _ name: String) -> TokenizerRecord {
      TokenizerRecord(
        name: name, vocabulary, specialTokens: ends, beginsWithEndOfText: !ends.isEmpty)
    }
    switch vocabulary {
    case .bytes:
      return record(
        BytePairTrainer(preTokenizer: .r50k, vocabularySize: 256).train(on: [String]()), "bytes")
    case .tinyworld:
      return try context.load(.builtIn("tinyworld")).tokenizerRecord
    case .pairs(let size):
      let wanted = size - ends.count
      let trained = BytePairTrainer(preTokenizer: .r50k, vocabularySize: wanted)
        .train(on: training)
      guard trained.tokens.count == wanted else {
        throw DirectiveError(
          "'vocabulary' is \(NumberText.grouped(size)), but the text has pairs for"
            + " \(counted: trained.tokens.count + ends.count, "token") only: no further pair occurs"
            + " twice", parameter: "vocabulary",
          suggestion: "\(trained.tokens.count + ends.count)")
      }
      return record(trained, "byte pairs")
    }
  }
}
