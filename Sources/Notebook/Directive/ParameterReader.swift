import Bedrock

/// Reads a directive's parameters from a call, and thereby declares them.
///
/// The same calls serve three ends: listing the parameters (for help and reference), reading a call's
/// arguments with every error in it, and collecting the effective values (for the cache's key).
/// What several parameters have to do with each other is declared by rules (`exactlyOne`, `only`, and
/// so on).
public struct ParameterReader {
  /// One parameter as help and reference show it.
  public struct Declaration: Sendable {
    public var name: String
    /// The kind of value in words, such as `number`, `vector`, `choice`.
    public var type: String
    /// The values that are allowed, such as `relu | gelu` or `> 0`; empty where all are.
    public var allowed: String
    public var help: String
    /// The default as one would write it; `nil` where there is none.
    public var defaultText: String?
    /// What serves where nothing is given and there is no default, in words.
    public var absentText: String?
    public var isRequired: Bool
    public var isPositional: Bool
  }

  public private(set) var declarations: [Declaration] = []
  /// What was declared of several parameters together.
  public private(set) var rules: [ParameterRule] = []
  /// Everything that is wrong with the call, in the order of the parameters.
  public private(set) var diagnostics: [Diagnostic] = []
  /// Each parameter's effective value, defaults included.
  public private(set) var effective: [(name: String, value: JSON)] = []
  /// The first name that an argument reads and whose directive failed: the call is skipped then, not
  /// reported anew.
  public private(set) var failedDependency: DependencyFailed?

  private let call: DirectiveCall?
  private let evaluator: Evaluator
  private var taken: Set<Int> = []
  private var facts = ParameterFacts()
  private var hasDefaultModel: Bool { evaluator.environment.defaultModel != nil }

  /// A reader that only learns which parameters there are.
  public static func describing() -> ParameterReader {
    ParameterReader(call: nil, evaluator: Evaluator(environment: .empty))
  }

  /// A reader of one call's arguments.
  public init(reading call: DirectiveCall, evaluator: Evaluator) {
    self.init(call: call, evaluator: evaluator)
  }

  private init(call: DirectiveCall?, evaluator: Evaluator) {
    self.call = call
    self.evaluator = evaluator
  }

  /// The parameters that a directive has.
  public static func declarations(of directive: any Directive.Type) -> [Declaration] {
    var reader = describing()
    _ = directive.init(&reader)
    return reader.declarations
  }

  /// The rules that a directive has for its parameters.
  public static func rules(of directive: any Directive.Type) -> [ParameterRule] {
    var reader = describing()
    _ = directive.init(&reader)
    return reader.rules
  }

  // MARK: - Parameters

  /// A parameter that must be given.
  public mutating func required<T: Sendable>(
    _ name: String, _ type: ParameterType<T>, positional: Bool = false, help: String
  ) -> T {
    declare(name, type, help: help, defaultText: nil, required: true, positional: positional)
    guard let argument = take(name, positional: positional) else {
      if let call {
        diagnostics.append(
          .error("'\(call.verb.text)' needs '\(name)=' (\(type.name))", at: call.verb.span))
      }
      return type.placeholder
    }
    return decode(argument, name, type) ?? type.placeholder
  }

  /// A parameter with a default.
  public mutating func value<T: Sendable>(
    _ name: String, _ type: ParameterType<T>, positional: Bool = false, default fallback: T,
    help: String
  ) -> T {
    declare(
      name, type, help: help, defaultText: type.text(fallback), required: false,
      positional: positional)
    guard let argument = take(name, positional: positional) else {
      effective.append((name, type.fingerprint(fallback)))
      return fallback
    }
    return decode(argument, name, type) ?? fallback
  }

  /// A parameter that may be left out, which then means something of its own.
  ///
  /// - Parameter absent: what serves then, such as `the front matter's`.
  public mutating func optional<T: Sendable>(
    _ name: String, _ type: ParameterType<T>, positional: Bool = false, help: String,
    absent: String? = nil
  ) -> T? {
    declare(
      name, type, help: help, defaultText: nil, absentText: absent, required: false,
      positional: positional)
    guard let argument = take(name, positional: positional) else {
      effective.append((name, .null))
      return nil
    }
    return decode(argument, name, type)
  }

  /// The model that the lab's front matter names, for a directive that was given no other source.
  public mutating func defaultModel() -> String? {
    let name = evaluator.environment.defaultModel
    effective.append(("default_model", name.map(JSON.string) ?? .null))
    return name
  }

  // MARK: - Rules

  /// The source that a call uses: exactly one. Its parameters are read before.
  ///
  /// - Parameter purpose: what the directive needs, in words: `something to attend to`.
  public mutating func exactlyOne<Form: ParameterForm>(
    _ purpose: String, of form: Form.Type = Form.self
  ) -> Form {
    source(purpose, isRequired: true) ?? Form.allCases[Form.allCases.startIndex]
  }

  /// The source that a call uses, or none. Its parameters are read before.
  public mutating func atMostOne<Form: ParameterForm>(
    _ purpose: String, of form: Form.Type = Form.self
  ) -> Form? {
    source(purpose, isRequired: false)
  }

  /// Parameters that would do nothing but under a condition.
  ///
  /// - Parameter reason: why, in words that follow a colon.
  public mutating func only(
    _ names: String..., with condition: ParameterCondition, because reason: String? = nil
  ) {
    rules.append(ParameterRule(kind: .only(names, condition), reason: reason))
  }

  /// Parameters that do nothing under a condition.
  public mutating func never(
    _ names: String..., with condition: ParameterCondition, because reason: String? = nil
  ) {
    rules.append(ParameterRule(kind: .never(names, condition), reason: reason))
  }

  /// Two conditions that do not go together.
  public mutating func clash(
    _ first: ParameterCondition, with second: ParameterCondition, because reason: String? = nil
  ) {
    rules.append(ParameterRule(kind: .clash(first, second), reason: reason))
  }

  /// Parameters that a condition needs.
  public mutating func when(
    _ condition: ParameterCondition, needs names: String..., because reason: String? = nil
  ) {
    rules.append(ParameterRule(kind: .needs(condition, names), reason: reason))
  }

  private mutating func source<Form: ParameterForm>(_ purpose: String, isRequired: Bool) -> Form? {
    let forms = Array(Form.allCases)
    let sources = forms.map(\.source)
    rules.append(
      ParameterRule(
        kind: .sources(sources, purpose: purpose, isRequired: isRequired), reason: nil))
    guard let call else { return nil }
    let names = Set(sources.flatMap(\.parameters))
    let selection = SourceSelection(
      verb: call.verb.text, sources: sources, purpose: purpose, isRequired: isRequired,
      hasModel: hasDefaultModel,
      given: declarations.map(\.name).filter { names.contains($0) && facts.given[$0] != nil })
    switch selection.result {
    case .chosen(let index):
      facts.sources?.insert(sources[index].words)
      return forms[index]
    case .nothing: return nil
    case .wrong(let errors):
      facts.sources = nil
      for (message, parameter) in errors { blame(parameter, message) }
      return nil
    }
  }

  private mutating func blame(_ parameter: String?, _ message: String) {
    guard let call else { return }
    let span = parameter.flatMap { facts.given[$0]?.span } ?? call.verb.span
    diagnostics.append(.error(message, at: span))
  }

  /// Checks the rules, and reports the arguments that no parameter took; call it after the directive
  /// was made.
  public mutating func finish() {
    guard let call else { return }
    for (name, value) in effective { facts.effective[name] = value }
    // Where nobody knows what the directive works on, nothing else is certain.
    for rule in facts.sources == nil ? [] : rules {
      for (message, parameter) in rule.violations(facts) { blame(parameter, message) }
    }
    let names = declarations.map(\.name)
    for (index, argument) in call.arguments.enumerated() where !taken.contains(index) {
      guard let key = argument.key else {
        diagnostics.append(
          .error("'\(call.verb.text)' takes no further argument without a name", at: argument.span))
        continue
      }
      if names.contains(key.text) {
        let first = call.arguments.first { $0.key?.text == key.text }
        diagnostics.append(
          .error(
            "'\(key.text)=' is given twice", at: key.span,
            notes: [.init("first here", at: first?.span)]))
        continue
      }
      let suggestion = EditDistance.suggestion(for: key.text, among: names)
      diagnostics.append(
        .error(
          "'\(call.verb.text)' has no parameter '\(key.text)'"
            + (suggestion.map { "; did you mean '\($0)'?" } ?? ""),
          at: key.span, suggestion: suggestion))
    }
  }

  // MARK: -

  private mutating func declare<T: Sendable>(
    _ name: String, _ type: ParameterType<T>, help: String, defaultText: String?,
    absentText: String? = nil, required: Bool, positional: Bool
  ) {
    declarations.append(
      Declaration(
        name: name, type: type.name, allowed: type.allowed, help: help, defaultText: defaultText,
        absentText: absentText, isRequired: required, isPositional: positional))
  }

  /// The argument of that name, or else, for a positional parameter, the first unnamed one left.
  private mutating func take(_ name: String, positional: Bool) -> Argument? {
    guard let call else { return nil }
    let named = call.arguments.firstIndex { $0.key?.text == name }
    let index =
      named
      ?? (positional
        ? call.arguments.indices.first { call.arguments[$0].key == nil && !taken.contains($0) }
        : nil)
    guard let index else { return nil }
    taken.insert(index)
    facts.given[name] = call.arguments[index]
    return call.arguments[index]
  }

  private mutating func decode<T: Sendable>(
    _ argument: Argument, _ name: String, _ type: ParameterType<T>
  )
    -> T?
  {
    do {
      let value = try type.decode(argument.atom, evaluator)
      effective.append((name, type.fingerprint(value)))
      return value
    } catch let mismatch as ParameterMismatch {
      diagnostics.append(
        .error(
          "'\(name)' \(mismatch.message)", at: mismatch.span ?? argument.atom.span,
          suggestion: mismatch.suggestion))
    } catch let failed as DependencyFailed {
      if failedDependency == nil { failedDependency = failed }
    } catch let diagnostic as Diagnostic {
      diagnostics.append(diagnostic)
    } catch {
      diagnostics.append(.error("'\(name)': \(error)", at: argument.atom.span))
    }
    return nil
  }
}

/// An argument that does not fit its parameter: the words after the parameter's name.
public struct ParameterMismatch: Error {
  public var message: String
  public var span: SourceSpan?
  public var suggestion: String?

  public init(_ message: String, at span: SourceSpan? = nil, suggestion: String? = nil) {
    self.message = message
    self.span = span
    self.suggestion = suggestion
  }
}
