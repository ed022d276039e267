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
      ("chapter", .string(documentation.chapter)),
      ("discussion", .string(documentation.discussion)),
      ("parameters", .array(ParameterReader.declarations(of: directive).map(json))),
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
}
