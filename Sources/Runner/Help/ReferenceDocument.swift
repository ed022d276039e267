import Bedrock
import Notebook

/// The reference for tools: every directive with its parameters, as JSON.
enum ReferenceDocument {
  static func json(of directives: [any Directive.Type]) -> JSON {
    .object([("directives", .array(directives.map(json)))])
  }

  private static func json(of directive: any Directive.Type) -> JSON {
    let documentation = directive.documentation
    return .object([
      ("name", .string(documentation.verb)),
      ("summary", .string(documentation.summary)),
      ("chapter", .string(documentation.chapter.rawValue)),
      ("discussion", .string(documentation.discussion)),
      ("parameters", .array(ParameterReader.declarations(of: directive).map(json))),
      ("rules", .array(ParameterReader.rules(of: directive).map(json))),
      (
        "results",
        .array(
          documentation.results.map {
            .object([("name", .string($0.name)), ("help", .string($0.help))])
          })
      ),
      (
        "examples",
        .array(
          documentation.examples.map {
            .object([("title", .string($0.title)), ("source", .string($0.source))])
          })
      ),
      (
        "errors",
        .array(
          documentation.errors.map {
            .object([("message", .string($0.message)), ("source", .string($0.source))])
          })
      ),
    ])
  }

  private static func json(of parameter: ParameterReader.Declaration) -> JSON {
    .object([
      ("name", .string(parameter.name)),
      ("type", .string(parameter.type)),
      ("allowed", .string(parameter.allowed)),
      ("default", parameter.defaultText.map(JSON.string) ?? .null),
      ("required", .bool(parameter.isRequired)),
      ("positional", .bool(parameter.isPositional)),
      ("help", .string(parameter.help)),
    ])
  }

  /// What several parameters have to do with each other, for completion and checks of tools.
  private static func json(of rule: ParameterRule) -> JSON {
    let details: [(String, JSON)]
    switch rule.kind {
    case .sources(let sources, _, let isRequired):
      details = [
        ("kind", isRequired ? "exactly_one" : "at_most_one"),
        ("sources", .array(sources.map(json))),
      ]
    case .only(let names, let condition):
      details = [
        ("kind", "only_with"), ("parameters", .strings(names)), ("condition", json(condition)),
      ]
    case .never(let names, let condition):
      details = [
        ("kind", "not_with"), ("parameters", .strings(names)), ("condition", json(condition)),
      ]
    case .clash(let first, let second):
      details = [("kind", "clash"), ("conditions", .array([json(first), json(second)]))]
    case .needs(let condition, let names):
      details = [
        ("kind", "needs"), ("condition", json(condition)), ("parameters", .strings(names)),
      ]
    }
    return .object(
      details + [("text", .string(rule.text)), ("reason", rule.reason.map(JSON.string) ?? .null)])
  }

  private static func json(of source: ParameterSource) -> JSON {
    .object([
      ("words", .string(source.words)), ("needs", .strings(source.needs)),
      ("one_of", .strings(source.oneOf)), ("takes", .strings(source.takes)),
      ("asks_model", .bool(source.asksModel)),
    ])
  }

  private static func json(_ condition: ParameterCondition) -> JSON {
    switch condition {
    case .given(let name): ["given": .string(name)]
    case .absent(let name): ["absent": .string(name)]
    case .value(let name, let values): ["parameter": .string(name), "values": .strings(values)]
    case .above(let name, let low): ["parameter": .string(name), "above": .double(low)]
    case .source(let words): ["source": .string(words)]
    case .any(let conditions): ["any": .array(conditions.map(json))]
    case .all(let conditions): ["all": .array(conditions.map(json))]
    case .named(let text, let condition): ["text": .string(text), "is": json(condition)]
    }
  }
}
