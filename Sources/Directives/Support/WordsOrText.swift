import Bedrock
import Engine
import Notebook

/// A text, or a list of tokens: a model reads it with its own tokenizer; without a model it is cut
/// into words and marks.
enum WordsOrText: Sendable {
  case text(String)
  /// A conversation, which only a model can read.
  case chat(ChatRequest)
  case list([String])

  var words: [String] {
    switch self {
    case .text(let text): Words.split(text)
    case .chat(let chat): chat.messages.flatMap { Words.split($0.content) }
    case .list(let words): words
    }
  }

  /// The tokens of a model: the text's, with the start token first, or those of the list.
  func read(by model: LanguageModel) throws -> ModelText {
    switch self {
    case .text(let text): return try ModelText(text, in: model, parameter: "tokens")
    case .chat(let chat): return try chat.read(by: model)
    case .list(let words):
      let ids = try words.map { try model.id(ofWord: $0, parameter: "tokens") }
      let start = model.startToken.map { [$0] } ?? []
      return ModelText(ids: start + ids, in: model, hasStart: !start.isEmpty)
    }
  }
}

extension LanguageModel {
  /// The token that is just this word: as it stands, or else with a space before it.
  ///
  /// Throws `DirectiveError` if the vocabulary has none; it says how the word is cut.
  func id(ofWord word: String, parameter: String) throws -> Int {
    for spelling in [word, " " + word] {
      if let id = tokenizer.id(ofBytes: Array(spelling.utf8)) { return id }
    }
    if let special = tokenizer.specialTokens.first(where: { $0.text.utf8.elementsEqual(word.utf8) })
    {
      return special.id
    }
    let pieces = tokenizer.encode(word).map { LabText.quoted(label(of: $0)) }
    throw DirectiveError(
      "\(LabText.quoted(word)) is no token of the model; it is cut into"
        + " \(pieces.joined(separator: " "))", parameter: parameter)
  }
}

extension ParameterType where T == WordsOrText {
  /// A text or a list of strings.
  static var wordsOrText: Self {
    let strings = ParameterType<[String]>.strings
    return ParameterType(
      name: "text or list of strings", placeholder: .list([]),
      text: { value in
        switch value {
        case .text(let text): LabText.quoted(text)
        case .chat: ""
        case .list(let words): strings.text(words)
        }
      },
      fingerprint: { value in
        switch value {
        case .text(let text): .string(text)
        case .chat: .null
        case .list(let words): strings.fingerprint(words)
        }
      },
      decode: { atom, evaluator in
        if case .list = atom { return .list(try strings.decode(atom, evaluator)) }
        if case .string(let text) = try evaluator.evaluate(atom) { return .text(text) }
        return .list(try strings.decode(atom, evaluator))
      })
  }
}
