import Bedrock
import Notebook

/// An extension of VS Code that lies in the course itself: colours in `swiftlab` blocks, and snippets.
///
/// VS Code offers to install what it finds in `.vscode/extensions`; the grammar is TextMate's, which
/// other editors read, too.
struct EditorExtension {
  let register: DirectiveRegister

  static var manifest: String {
    JSON.object([
      ("name", .string("swiftlab")), ("displayName", .string("swiftlab labs")),
      ("publisher", .string("swiftlab")), ("version", .string(Product.version)),
      ("engines", .object([("vscode", .string("^1.89.0"))])),
      (
        "contributes",
        .object([
          (
            "grammars",
            .array([
              .object([
                ("scopeName", .string(blockScope)), ("path", .string("./swiftlab.tmLanguage.json")),
                ("injectTo", .array([.string("text.html.markdown")])),
              ])
            ])
          ),
          (
            "snippets",
            .array([
              .object([
                ("language", .string("markdown")), ("path", .string("./snippets.json")),
              ])
            ])
          ),
        ])
      ),
    ]).serialized(pretty: true) + "\n"
  }

  private static let blockScope = "markdown.swiftlab.codeblock"

  /// The grammar: a fence, and in it comments, strings, numbers, verbs and the names of parameters.
  var grammar: String {
    let verbs = (DirectiveRegister.languageVerbs + register.verbs).joined(separator: "|")
    let patterns: [(scope: String, match: String)] = [
      ("comment.line.number-sign.swiftlab", "(^|(?<=\\s))#.*$"),
      ("string.quoted.triple.swiftlab", "\"\"\".*?\"\"\""),
      ("string.quoted.double.swiftlab", "\"(\\\\.|[^\"\\\\])*\""),
      ("constant.numeric.swiftlab", "(?<![\\w.])-?[0-9][0-9_]*(\\.[0-9]+)?([eE][+-]?[0-9]+)?"),
      ("constant.language.swiftlab", "\\b(true|false)\\b"),
      ("keyword.operator.word.swiftlab", "\\b(and|or|not|within)\\b"),
      ("variable.parameter.swiftlab", "[A-Za-z_][A-Za-z0-9_]*(?==[^= ])"),
      ("keyword.control.swiftlab", "(?:^\\s*|(?<== ))(\(verbs))\\b"),
    ]
    let fence: JSON = .object([
      ("begin", .string("(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(swiftlab)(\\s[^`]*)?$")),
      ("end", .string("(^|\\G)(\\2|\\s{0,3})(\\3)\\s*$")),
      ("name", .string("markup.fenced_code.block.markdown")),
      (
        "patterns",
        .array(
          patterns.map {
            .object([("name", .string($0.scope)), ("match", .string($0.match))])
          })
      ),
    ])
    let inline: JSON = .object([
      ("match", .string("`\\{swiftlab\\}[^`]*`")),
      ("name", .string("markup.inline.raw.swiftlab")),
    ])
    return JSON.object([
      ("scopeName", .string(Self.blockScope)), ("fileTypes", .array([])),
      ("injectionSelector", .string("L:text.html.markdown")),
      ("patterns", .array([fence, inline])),
    ]).serialized(pretty: true) + "\n"
  }

  /// A block, a claim, a value in a sentence, and one call for each directive with what it needs.
  var snippets: String {
    var members: [(String, JSON)] = [
      Self.snippet(
        "swiftlab block", "swiftlab", ["```swiftlab label=$1 caption=\"$2\"", "$0", "```"],
        "A block of directives"),
      Self.snippet(
        "swiftlab value", "value", ["`{swiftlab} ${1:expression}`"], "A value in a sentence"),
      Self.snippet("swiftlab claim", "expect", ["expect $1 ~ $0"], "A claim that is checked"),
    ]
    for directive in register.all {
      let required = ParameterReader.declarations(of: directive).filter(\.isRequired)
      let words = required.enumerated().map { index, parameter in
        (parameter.isPositional ? "" : parameter.name + "=") + "${\(index + 1):\(parameter.name)}"
      }
      let documentation = directive.documentation
      members.append(
        Self.snippet(
          "swiftlab \(documentation.verb)", documentation.verb,
          [([documentation.verb] + words).joined(separator: " ")], documentation.summary))
    }
    return JSON.object(members).serialized(pretty: true) + "\n"
  }

  private static func snippet(
    _ name: String, _ prefix: String, _ body: [String], _ description: String
  ) -> (String, JSON) {
    (
      name,
      .object([
        ("prefix", .string(prefix)), ("body", .array(body.map(JSON.string))),
        ("description", .string(description)),
      ])
    )
  }
}
