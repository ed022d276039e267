import Bedrock

/// How a model's makers write a conversation: a template, and the tokens that it may name.
public struct ChatFormat: Sendable, Equatable {
  /// In the language of Jinja.
  public let template: String
  /// The spelling of the token that begins a text, empty where there is none.
  public let startText: String
  /// The spelling of the token that ends one.
  public let endText: String

  public init(template: String, startText: String, endText: String) {
    self.template = template
    self.startText = startText
    self.endText = endText
  }

  var json: JSON {
    .object([
      ("template", .string(template)), ("bos_token", .string(startText)),
      ("eos_token", .string(endText)),
    ])
  }

  init(json: JSON) throws(ModelError) {
    guard let template = json["template"]?.stringValue,
      let start = json["bos_token"]?.stringValue, let end = json["eos_token"]?.stringValue
    else { throw .configuration("the template of conversations cannot be read") }
    self.init(template: template, startText: start, endText: end)
  }
}

/// What somebody says in a conversation.
public struct ChatMessage: Sendable, Equatable {
  /// Who speaks: `system`, `user` or `assistant`, and what else a template knows.
  public let role: String
  public let content: String

  public init(role: String, content: String) {
    self.role = role
    self.content = content
  }
}

extension ChatFormat {
  /// A conversation as the model wants to read it.
  ///
  /// Law: it depends on the template, the messages and the date that is given alone: `strftime_now` is
  /// not defined without one, since a report knows no clock.
  ///
  /// - Parameters:
  ///   - expectsAnswer: whether the beginning of the assistant's next message is written.
  ///   - date: what `strftime_now` knows, if the template asks.
  /// - Throws: `TemplateError` if the template cannot be read, or refuses the conversation.
  public func rendered(
    _ messages: [ChatMessage], expectsAnswer: Bool = true, date: ChatDate? = nil
  ) throws -> String {
    let statements = try TemplateParser.parse(template)
    var names: [String: TemplateValue] = [
      "messages": .list(
        messages.map { .mapping(["role": .string($0.role), "content": .string($0.content)]) }),
      "add_generation_prompt": .bool(expectsAnswer), "bos_token": .string(startText),
      "eos_token": .string(endText), "tools": .none, "documents": .none,
    ]
    if let date {
      names["strftime_now"] = .callable(name: "strftime_now") { _, arguments in
        guard let format = arguments.value(0)?.text else {
          throw TemplateFault("'strftime_now' wants a format")
        }
        guard let text = date.formatted(format) else {
          throw TemplateFault("the date's format '\(format)' is not known")
        }
        return .string(text)
      }
    }
    return try TemplateRun.render(statements, names)
  }
}
