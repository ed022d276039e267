import Bedrock
import Engine
import Notebook

/// The parameters `chat=`, `system=` and `date=`: a conversation, which the model's own template puts
/// into words.
struct ChatChoice: Sendable {
  let messages: [ChatMessage]?
  let system: String?
  let date: ChatDate?

  init(_ parameters: inout ParameterReader) {
    messages = parameters.optional(
      "chat", .chat,
      help:
        "a conversation in the place of the text: [[\"user\", \"Hi\"], …], by the model's template")
    system = parameters.optional(
      "system", .text,
      help: "what the system says before the conversation; a text is the user's message then")
    date = parameters.optional(
      "date", .chatDate, help: "the day that the template may write, as \"2024-07-26\"")
  }

  /// The conversation that is asked for; nil where a text is read as it is.
  ///
  /// - Parameter text: the directive's own text, which is the user's message behind `system=`.
  /// - Throws: `DirectiveError` if there are both a text and a conversation, or a day for neither.
  func request(_ text: String?) throws -> ChatRequest? {
    if messages != nil, text != nil {
      throw DirectiveError(
        "a conversation takes the place of the text: give one of them", parameter: "chat")
    }
    let system = system.map { [ChatMessage(role: "system", content: $0)] } ?? []
    if let messages { return ChatRequest(messages: system + messages, date: date) }
    guard !system.isEmpty else {
      if date != nil {
        throw DirectiveError("'date' goes with 'chat=' or 'system='", parameter: "date")
      }
      return nil
    }
    guard let text else {
      throw DirectiveError("'system' goes with a text or with 'chat='", parameter: "system")
    }
    return ChatRequest(
      messages: system + [ChatMessage(role: "user", content: text)], date: date)
  }

  /// The text or the list of words, or the conversation in their place.
  func source(_ given: WordsOrText?) throws -> WordsOrText? {
    switch given {
    case .text(let text)?: return try request(text).map { .chat($0) } ?? given
    case nil: return try request(nil).map { .chat($0) }
    case .list?, .chat?:
      guard messages == nil, system == nil, date == nil else {
        throw DirectiveError(
          "a conversation takes the place of the words: give one of them", parameter: "chat")
      }
      return given
    }
  }

  /// What the model reads: the conversation in its template's words, or a text.
  func read(
    _ text: String?, by model: LanguageModel, verb: String, start: Bool = true,
    special: Bool = false
  ) throws -> ModelText {
    if let request = try request(text) { return try request.read(by: model) }
    guard let text else {
      throw DirectiveError("'\(verb)' needs a text, or 'chat=' with a conversation")
    }
    return try ModelText(text, in: model, start: start, special: special)
  }
}

/// A conversation that a model is to read.
struct ChatRequest: Sendable, Equatable {
  let messages: [ChatMessage]
  let date: ChatDate?

  /// What the model's template writes.
  func rendered(by model: LanguageModel) throws -> String {
    guard let format = model.tokenizerRecord.chat else {
      throw DirectiveError(
        "the model's file has no template for conversations", parameter: "chat")
    }
    do {
      return try format.rendered(messages, date: date)
    } catch {
      throw DirectiveError("\(error)", parameter: "chat")
    }
  }

  /// The tokens of what the template writes, special ones where it names them.
  func read(by model: LanguageModel) throws -> ModelText {
    try ModelText(
      rendered(by: model), in: model, start: false, special: true, parameter: "chat")
  }
}

extension ParameterType where T == [ChatMessage] {
  /// Pairs of who speaks and what is said.
  static var chat: Self {
    let strings = ParameterType<[String]>.strings
    return ParameterType(
      name: "list of messages", allowed: "[[\"user\", \"…\"], …]", placeholder: [],
      text: { messages in
        "[" + messages.map { strings.text([$0.role, $0.content]) }.joined(separator: ", ") + "]"
      },
      fingerprint: { messages in
        .array(messages.map { .array([.string($0.role), .string($0.content)]) })
      },
      decode: { atom, evaluator in
        guard case .list(let elements, _) = atom, !elements.isEmpty else {
          throw ParameterMismatch("must be a list of messages, such as [[\"user\", \"Hi\"]]")
        }
        return try elements.map { element in
          guard case .list(let parts, _) = element, parts.count == 2 else {
            throw ParameterMismatch(
              "must hold pairs of a role and a text, such as [\"user\", \"Hi\"]")
          }
          let pair = try strings.decode(element, evaluator)
          guard pair.count == 2 else { throw ParameterMismatch("must hold pairs of texts") }
          return ChatMessage(role: pair[0], content: pair[1])
        }
      })
  }
}

extension ParameterType where T == ChatDate {
  /// A day of the calendar.
  static var chatDate: Self {
    ParameterType(
      name: "date", allowed: "\"YYYY-MM-DD\"",
      placeholder: ChatDate(year: 2000, month: 1, day: 1), text: { LabText.quoted($0.text) },
      fingerprint: { .string($0.text) },
      decode: { atom, evaluator in
        guard case .string(let text) = try evaluator.evaluate(atom), let date = ChatDate(text)
        else { throw ParameterMismatch("must be a day, such as \"2024-07-26\"") }
        return date
      })
  }
}
