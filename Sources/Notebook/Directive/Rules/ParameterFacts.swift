import Bedrock

/// What is known of a call once its arguments were read: the ground on which rules are checked.
struct ParameterFacts {
  /// The argument of each parameter that was given.
  var given: [String: Argument] = [:]
  /// The value that each parameter has in effect, defaults included, as its fingerprint; absent where
  /// an argument could not be read.
  var effective: [String: JSON] = [:]
  /// The sources that were chosen, in words; `nil` where a choice failed, so that nothing that hangs
  /// on it is reported as well.
  var sources: Set<String>? = []
}

/// What the use of a parameter hangs on: other parameters of the same call.
public indirect enum ParameterCondition: Sendable {
  /// The parameter is given.
  case given(String)
  /// The parameter is left out.
  case absent(String)
  /// The parameter has one of these values; a list holds one of them.
  case value(String, [String])
  /// The parameter is a number above this one.
  case above(String, Double)
  /// The source was chosen that goes by these words.
  case source(String)
  case any([ParameterCondition])
  case all([ParameterCondition])
  /// A condition with a text of its own.
  case named(String, ParameterCondition)

  /// A single value.
  public static func value(_ name: String, _ value: String) -> Self { .value(name, [value]) }

  /// A flag that is set.
  public static func flag(_ name: String) -> Self { .value(name, ["true"]) }

  /// One of a directive's sources.
  public static func source<Form: ParameterForm>(_ forms: Form...) -> Self {
    let all = forms.map { ParameterCondition.source($0.source.words) }
    return all.count == 1 ? all[0] : .any(all)
  }

  /// The condition in words that follow "only with": `'granularity=group'`.
  public var text: String {
    switch self {
    case .given(let name): "'\(name)='"
    case .absent(let name): "no '\(name)='"
    case .value(let name, let values): RuleText.either(values.map { "'\(name)=\($0)'" })
    case .above(let name, let low): "'\(name)=' above \(NumberText.shortest(low))"
    case .source(let words): words
    case .any(let conditions): RuleText.either(conditions.map(\.text))
    case .all(let conditions): RuleText.both(conditions.map(\.text))
    case .named(let text, _): text
    }
  }

  /// Whether a sentence about it is in the plural.
  var isPlural: Bool {
    if case .all(let conditions) = self { conditions.count > 1 } else { false }
  }

  /// The condition in words, of several values only those that hold.
  func text(where facts: ParameterFacts) -> String {
    switch self {
    case .value(let name, let values):
      let words = facts.effective[name].map(Self.words) ?? []
      return Self.value(name, values.filter(words.contains)).text
    case .any(let conditions):
      return RuleText.either(
        conditions.filter { $0.holds(facts) == true }.map { $0.text(where: facts) })
    case .all(let conditions): return RuleText.both(conditions.map { $0.text(where: facts) })
    default: return text
    }
  }

  /// Whether it holds; `nil` where that cannot be told after another error.
  func holds(_ facts: ParameterFacts) -> Bool? {
    switch self {
    case .given(let name): return facts.given[name] != nil
    case .absent(let name): return facts.given[name] == nil
    case .value(let name, let values):
      return facts.effective[name].map { Self.words(of: $0).contains(where: values.contains) }
    case .above(let name, let low): return facts.effective[name].map { ($0.doubleValue ?? 0) > low }
    case .source(let words): return facts.sources.map { $0.contains(words) }
    case .any(let conditions):
      let held = conditions.map { $0.holds(facts) }
      return held.contains(true) ? true : held.contains(nil) ? nil : false
    case .all(let conditions):
      let held = conditions.map { $0.holds(facts) }
      return held.contains(false) ? false : held.contains(nil) ? nil : true
    case .named(_, let condition): return condition.holds(facts)
    }
  }

  /// The parameters that it looks at.
  var parameters: [String] {
    switch self {
    case .given(let name), .absent(let name), .value(let name, _), .above(let name, _): [name]
    case .source: []
    case .any(let conditions), .all(let conditions): conditions.flatMap(\.parameters)
    case .named(_, let condition): condition.parameters
    }
  }

  /// The values that it names, each with its parameter.
  var values: [(parameter: String, value: String)] {
    switch self {
    case .given, .absent, .above, .source: []
    case .value(let name, let values): values.map { (name, $0) }
    case .any(let conditions), .all(let conditions): conditions.flatMap(\.values)
    case .named(_, let condition): condition.values
    }
  }

  /// A choice, or the choices of a list, as words.
  private static func words(of value: JSON) -> [String] {
    switch value {
    case .string(let word): [word]
    case .bool(let flag): [String(flag)]
    case .array(let elements): elements.flatMap(words)
    default: []
    }
  }
}

/// How rules list what they are about.
public enum RuleText {
  public static func either(_ items: [String]) -> String { joined(items, "or") }
  public static func both(_ items: [String]) -> String { joined(items, "and") }

  /// Names of parameters as errors write them.
  static func names(_ names: [String]) -> String { both(names.map { "'\($0)='" }) }

  private static func joined(_ items: [String], _ word: String) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
