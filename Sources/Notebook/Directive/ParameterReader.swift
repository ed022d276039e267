import Bedrock

/// Reads a directive's parameters from a call, and thereby declares them.
///
/// The same calls serve three ends: listing the parameters (for help and reference), reading a call's
/// arguments with every error in it, and collecting the effective values (for the cache's key).
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

  /// Reports the arguments that no parameter took; call it after the directive was made.
  public mutating func finish() {
    guard let call else { return }
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
