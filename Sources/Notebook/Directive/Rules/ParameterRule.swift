import Bedrock

/// What a directive says about several of its parameters together.
///
/// Help, the reference and the errors all come from it. A rule never changes a value: a call that
/// breaks one is an error.
public struct ParameterRule: Sendable {
  public enum Kind: Sendable {
    /// One of these sources, or, where it is not required, none.
    case sources([ParameterSource], purpose: String, isRequired: Bool)
    /// The parameters go only with the condition.
    case only([String], ParameterCondition)
    /// The parameters do not go with the condition.
    case never([String], ParameterCondition)
    /// The two conditions do not go together.
    case clash(ParameterCondition, ParameterCondition)
    /// The condition needs the parameters.
    case needs(ParameterCondition, [String])
  }

  public let kind: Kind
  /// Why, in words that follow a colon.
  public let reason: String?

  /// The rule as a line of help, without the sources of one.
  public var text: String {
    let why = reason.map { ": \($0)" } ?? ""
    switch kind {
    case .sources(_, _, let isRequired): return isRequired ? "exactly one of" : "at most one of"
    case .only(let names, let condition):
      return "\(RuleText.names(names)) only with \(condition.text)\(why)"
    case .never(let names, let condition):
      return "\(RuleText.names(names)) not with \(condition.text)\(why)"
    case .clash(let first, let second): return "\(first.text) not with \(second.text)\(why)"
    case .needs(let condition, let names):
      return "\(condition.text) \(condition.isPlural ? "need" : "needs")"
        + " \(RuleText.names(names))\(why)"
    }
  }

  /// The parameters that it is about.
  public var parameters: [String] {
    switch kind {
    case .sources(let sources, _, _): sources.flatMap(\.parameters)
    case .only(let names, let condition), .never(let names, let condition),
      .needs(let condition, let names):
      names + condition.parameters
    case .clash(let first, let second): first.parameters + second.parameters
    }
  }

  /// The values of choices that it names, each with its parameter.
  public var values: [(parameter: String, value: String)] {
    switch kind {
    case .sources: []
    case .only(_, let condition), .never(_, let condition), .needs(let condition, _):
      condition.values
    case .clash(let first, let second): first.values + second.values
    }
  }

  /// What a call does wrong, each with the parameter that is to blame.
  ///
  /// Sources are not looked at: they are chosen while the parameters are read.
  func violations(_ facts: ParameterFacts) -> [(message: String, parameter: String?)] {
    let why = reason.map { ": \($0)" } ?? ""
    switch kind {
    case .sources: return []
    case .only(let names, let condition):
      guard condition.holds(facts) == false else { return [] }
      return names.filter { facts.given[$0] != nil }.map {
        ("'\($0)=' goes only with \(condition.text)\(why)", $0)
      }
    case .never(let names, let condition):
      guard condition.holds(facts) == true else { return [] }
      return names.filter { facts.given[$0] != nil }.map {
        ("'\($0)=' does not go with \(condition.text)\(why)", $0)
      }
    case .clash(let first, let second):
      guard first.holds(facts) == true, second.holds(facts) == true else { return [] }
      return [
        (
          "\(first.text(where: facts)) does not go with \(second.text(where: facts))\(why)",
          first.parameters.first
        )
      ]
    case .needs(let condition, let names):
      guard condition.holds(facts) == true else { return [] }
      let missing = names.filter { facts.given[$0] == nil }
      guard !missing.isEmpty else { return [] }
      return [
        (
          "\(condition.text(where: facts)) \(condition.isPlural ? "need" : "needs")"
            + " \(RuleText.names(missing))\(why)", condition.parameters.first
        )
      ]
    }
  }
}
