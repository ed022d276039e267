import Bedrock
import Figures

/// A verb of the lab language: one file that declares it, documents it and runs it.
///
/// The parser's errors, `swiftlab help`, the reference page and completion all come from what is
/// said here. A directive returns data; it prints nothing and knows no Markdown.
///
/// ```swift
/// struct Sample: Directive {
///   static let documentation = DirectiveDocumentation(verb: "sample", …)
///   let logits: NumericArray
///   let temperature: Double
///
///   init(_ parameters: inout ParameterReader) {
///     logits = parameters.required("logits", .vector, help: "one score a token")
///     temperature = parameters.value(
///       "temperature", .number(above: 0), default: 1, help: "divides the logits")
///   }
///
///   func run(_ context: inout RunContext) throws -> Outcome { … }
/// }
/// ```
///
/// `init` is run in two ways: once to learn which parameters there are, and once for each call to
/// read them. So it reads every parameter, always, in the same order, and decides nothing; what
/// depends on several parameters is checked in `run`.
public protocol Directive: Sendable {
  static var documentation: DirectiveDocumentation { get }

  init(_ parameters: inout ParameterReader)

  /// Computes the results.
  ///
  /// - Throws: `DirectiveError`, which may name the parameter that is to blame; anything else that
  ///   describes itself is shown at the verb.
  func run(_ context: inout RunContext) throws -> Outcome
}

/// What a directive says about itself, apart from its parameters.
public struct DirectiveDocumentation: Sendable {
  public var verb: String
  /// The chapter under which the reference lists it.
  public var chapter: Chapter
  /// One sentence, readable alone.
  public var summary: String
  /// Markdown: what it does step by step, with each formula and its source.
  public var discussion: String
  /// The names that it binds, with their meaning and shape.
  public var results: [(name: String, help: String)]
  /// Runnable examples: a sentence each, and the lines of a block.
  public var examples: [(title: String, source: String)]
  /// Errors of its own that a user may meet: a part of the message, and the lines that cause it.
  public var errors: [(message: String, source: String)]

  public init(
    verb: String, chapter: Chapter, summary: String, discussion: String,
    results: KeyValuePairs<String, String>, examples: KeyValuePairs<String, String>,
    errors: KeyValuePairs<String, String> = [:]
  ) {
    self.verb = verb
    self.chapter = chapter
    self.summary = summary
    self.discussion = discussion
    self.results = results.map { ($0.key, $0.value) }
    self.examples = examples.map { ($0.key, $0.value) }
    self.errors = errors.map { ($0.key, $0.value) }
  }
}

/// What went wrong inside a directive, in the words of its user.
public struct DirectiveError: Error, Sendable {
  public var message: String
  /// The parameter that is to blame: its argument is underlined; `nil` underlines the verb.
  public var parameter: String?
  public var suggestion: String?

  public init(_ message: String, parameter: String? = nil, suggestion: String? = nil) {
    self.message = message
    self.parameter = parameter
    self.suggestion = suggestion
  }
}

/// The directives that a session knows, by verb.
public struct DirectiveRegister: Sendable {
  /// A page of the reference that belongs to no directive: its file's name, and its text behind the
  /// mark of a page that was made.
  public struct ReferencePage: Sendable {
    public let name: String
    public let title: String
    public let summary: String
    public let text: String

    public init(name: String, title: String, summary: String, text: String) {
      self.name = name
      self.title = title
      self.summary = summary
      self.text = text
    }
  }

  /// In the order of registration, which is the course's.
  public let all: [any Directive.Type]
  /// Further pages of the reference, beside those of the directives.
  public let pages: [ReferencePage]
  private let byVerb: [String: any Directive.Type]

  /// - Precondition: no two directives share a verb, and none takes one of the language's own.
  public init(_ all: [any Directive.Type], pages: [ReferencePage] = []) {
    self.all = all
    self.pages = pages
    byVerb = Dictionary(
      all.map { ($0.documentation.verb, $0) },
      uniquingKeysWith: { first, _ in
        preconditionFailure("two directives '\(first.documentation.verb)'")
      })
    for verb in Self.languageVerbs {
      precondition(byVerb[verb] == nil, "'\(verb)' is the language's")
    }
  }

  /// The verbs that belong to the language itself.
  public static let languageVerbs = ["let", "show", "expect", "include", "use"]

  public subscript(_ verb: String) -> (any Directive.Type)? { byVerb[verb] }
  public var verbs: [String] { all.map { $0.documentation.verb } }
}
