import Bedrock
import Engine
import Figures
import Notebook

/// `tokenize`: a text as the tokens of one encoding, or of several side by side.
struct Tokenize: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "tokenize", chapter: .tokenization,
    summary: "Cuts a text into the tokens that a model reads, with their ids.",
    discussion: TokenizeDocumentation.discussion,
    results: TokenizeDocumentation.results,
    examples: TokenizeDocumentation.examples,
    errors: [
      "did you mean 'o200k_base'?": """
      tokenize "a" encoding=o200k
      """
    ])

  enum Encoding: String, ParameterChoice {
    case o200kBase = "o200k_base"
    case cl100kBase = "cl100k_base"
    case r50kBase = "r50k_base"
    case gpt2

    var tokenizer: BytePairTokenizer {
      switch self {
      case .o200kBase: BuiltInEncoding.o200kBase.tokenizer
      case .cl100kBase: BuiltInEncoding.cl100kBase.tokenizer
      case .r50kBase, .gpt2: BuiltInEncoding.r50kBase.tokenizer
      }
    }
  }

  enum Form: ParameterForm {
    case text, chat, merges

    var source: ParameterSource {
      switch self {
      case .text: .init("a text", needs: ["text"], takes: ["merges", "system", "date"])
      case .chat:
        .init("a conversation", needs: ["chat"], takes: ["merges", "system", "date"])
      case .merges: .init("'merges=' with a word", needs: ["merges"])
      }
    }
  }

  enum Shown: String, ParameterChoice { case chips, table, bytes, none }

  let text: String?
  let chat: ChatChoice
  let encodings: [Encoding]?
  let model: ModelChoice
  let allowsSpecial: Bool
  let merges: String?
  let shown: Shown
  let form: Form

  init(_ parameters: inout ParameterReader) {
    text = parameters.optional("text", .text, positional: true, help: "what is tokenized")
    chat = ChatChoice(&parameters)
    encodings = parameters.optional(
      "encoding", .choices(),
      help: "one encoding, or a list of them to compare; o200k_base if there is no model either")
    model = ModelChoice(&parameters, help: "the model whose own tokens are wanted")
    allowsSpecial = parameters.value(
      "special", .flag, default: false,
      help: "whether the spelling of a special token, such as <|endoftext|>, becomes that token")
    merges = parameters.optional(
      "merges", .text, help: "a word whose encoding is replayed merge by merge")
    shown = parameters.value(
      "show", .choice(), default: .chips,
      help: "tokens as chips, as a table, or as a table with their bytes")
    form = parameters.exactlyOne("something to cut")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let conversation = try conversation(context)
    guard let text = conversation ?? text ?? merges else {
      throw DirectiveError("'tokenize' has no source")
    }
    let tokenizers = try tokenizers(context)
    guard let first = tokenizers.first else {
      throw DirectiveError("'encoding' names no encoding", parameter: "encoding")
    }
    // A token is kept as an id, as bytes and as text, for each encoding.
    try context.admit(
      WorkEstimate(bytes: 64 * Double(text.utf8.count) * Double(tokenizers.count)))
    let tokenized = tokenizers.map { name, tokenizer in
      TokenizedText(
        text, name: name, tokenizer: tokenizer,
        allowsSpecial: allowsSpecial || conversation != nil)
    }
    var record = tokenized[0].values
    if tokenizers.count > 1 {
      record["counts"] = .integers(tokenized.map(\.ids.count), labels: tokenized.map(\.name))
    }
    let report = TokenizeReport(texts: tokenized, shown: shown)
    var blocks = self.text == nil && conversation == nil ? [] : report.blocks
    if let merges { blocks += try replay(merges, by: first, into: &record) }
    return Outcome(record, blocks: blocks)
  }

  /// What a model's template makes of the conversation that is given; nil where a text is.
  private func conversation(_ context: RunContext) throws -> String? {
    guard let request = try chat.request(text) else { return nil }
    guard encodings == nil else {
      throw DirectiveError(
        "a conversation is put into words by a model's template: 'encoding' has none",
        parameter: "encoding")
    }
    return try request.rendered(by: context.load(model.required(by: "tokenize")))
  }

  /// The tokenizers that are asked, by name: the encodings', and that of a model that is named; the
  /// front matter's model where nothing else is.
  private func tokenizers(
    _ context: RunContext
  ) throws -> [(name: String, tokenizer: any Tokenizer)] {
    let encodings = self.encodings ?? (model.given ?? model.fallback == nil ? [.o200kBase] : [])
    let named: [(name: String, tokenizer: any Tokenizer)] = encodings.map {
      ($0.rawValue, $0.tokenizer)
    }
    guard let reference = model.given ?? (self.encodings == nil ? model.fallback : nil) else {
      return named
    }
    return named + [(reference.name, try context.load(reference).tokenizer)]
  }

  /// The longest word that is replayed: each of its merges is a line.
  private static let longestWord = 64

  private func replay(
    _ word: String, by encoding: (name: String, tokenizer: any Tokenizer),
    into record: inout Record
  ) throws -> [OutcomeBlock] {
    guard !word.isEmpty, word.utf8.count <= Self.longestWord else {
      throw DirectiveError(
        "'merges' replays a word of 1 to \(Self.longestWord) bytes, not"
          + " \(counted: word.utf8.count, "byte")", parameter: "merges")
    }
    guard let tokenizer = encoding.tokenizer as? BytePairTokenizer else {
      throw DirectiveError(
        "'merges' replays byte pairs, and the tokenizer of \(encoding.name) joins characters by scores",
        parameter: "merges")
    }
    let replay = ReplayedWord(word, name: encoding.name, tokenizer: tokenizer)
    record["merge_ranks"] = .integers(replay.steps.map(\.rank))
    record["merge_pieces"] = .strings(replay.steps.map { replay.piece($0.result) })
    record["merge_ids"] = .integers(replay.steps.map(\.result))
    return [.table(replay.table)]
  }
}

/// A text under one encoding.
struct TokenizedText {
  let text: String
  /// The encoding as the lab named it.
  let name: String
  let tokenizer: any Tokenizer
  let ids: [Int]
  /// The bytes of each token.
  let bytes: [[UInt8]]

  init(_ text: String, name: String, tokenizer: any Tokenizer, allowsSpecial: Bool = false) {
    self.text = text
    self.name = name
    self.tokenizer = tokenizer
    ids = tokenizer.encode(text, allowSpecial: allowsSpecial)
    bytes = ids.map { tokenizer.bytes(of: $0) ?? [] }
  }

  /// Each token as text, bytes that are no text as `\xNN`.
  var pieces: [String] { bytes.map { pieceText($0) } }

  var characterCount: Int { UTF8Text.scalarCount(text) }
  var byteCount: Int { text.utf8.count }
  /// NaN for an empty text.
  var charactersPerToken: Double { Double(characterCount) / Double(ids.count) }

  /// Positions of tokens that hold a part of a character only.
  var partial: [Int] {
    bytes.indices.filter { UTF8Text.firstInvalidOffset(in: bytes[$0]) != nil }
  }

  var values: Record {
    Record([
      "ids": .integers(ids, labels: pieces),
      "pieces": .strings(pieces),
      "piece_bytes": .strings(bytes.map(Hexadecimal.string)),
      "count": .integer(ids.count),
      "characters": .integer(characterCount),
      "bytes": .integer(byteCount),
      "words": .integer(Words.count(text)),
      "characters_per_token": .double(charactersPerToken),
    ])
  }
}
