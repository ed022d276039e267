import Bedrock
import Figures
import Notebook

/// The reference page of one directive, as a lab.
struct DirectivePage {
  private let documentation: DirectiveDocumentation
  private let parameters: [ParameterReader.Declaration]
  private let rules: [ParameterRule]
  /// The chapter, as Markdown.
  private let chapter: String

  init(_ directive: any Directive.Type, chapter: String) {
    documentation = directive.documentation
    parameters = ParameterReader.declarations(of: directive)
    rules = ParameterReader.rules(of: directive)
    self.chapter = chapter
  }

  var text: String {
    let verb = documentation.verb
    let head = [
      "---", "title: \(verb)", "summary: \(documentation.summary)", "---", ReferencePages.mark, "",
      "# \(verb)", "", CodeMarkdown.inline(documentation.summary), "", "Chapter: \(chapter)", "",
    ]
    let sections = [
      usage, section("What it does", discussion), section("Parameters", parameterTable),
      section("Which go together", ruleList),
      section("Results", resultTable), section("Examples", examples), section("Errors", errors),
    ]
    return (head + sections.joined()).joined(separator: "\n") + "\n"
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["## \(title)", ""] + lines + [""]
  }

  private var usage: [String] {
    let lines = DirectiveHelp.usageLines(documentation.verb, parameters, columns: 78)
    return TextFence.lines(lines.enumerated().map { $0 == 0 ? $1 : "  " + $1 }) + [""]
  }

  private var discussion: [String] {
    documentation.discussion.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).map { String(Substring($0)) }
  }

  private var parameterTable: [String] {
    if parameters.isEmpty { return ["It takes none."] }
    let rows = parameters.map { parameter in
      [
        CodeMarkdown.code(parameter.name), type(of: parameter), presence(of: parameter),
        CodeMarkdown.cell(parameter.help),
      ]
    }
    var lines = CodeMarkdown.table(["parameter", "type", "default", "meaning"], rows)
    let positional = parameters.filter(\.isPositional).map { CodeMarkdown.code($0.name) }
    lines += [""]
    if !positional.isEmpty {
      lines += [
        "Without a name may be given, in this order: \(positional.joined(separator: ", ")).", "",
      ]
    }
    lines.append(
      "`sweep=PARAMETER` with a list of that parameter's values runs the directive "
        + "[once for each](language.md#sweep).")
    return lines
  }

  /// What several parameters have to do with each other.
  private var ruleList: [String] {
    let positional = parameters.filter(\.isPositional).map(\.name)
    return rules.flatMap { rule in
      guard case .sources(let sources, _, let isRequired) = rule.kind else {
        return ["- " + CodeMarkdown.quotedAsCode(rule.text)]
      }
      return [isRequired ? "- Exactly one of these:" : "- At most one of these:"]
        + sources.map { "  - " + CodeMarkdown.code($0.usage(positional: positional)) }
    }
  }

  private func type(of parameter: ParameterReader.Declaration) -> String {
    let type = MarkdownEscape.cell(parameter.type)
    if parameter.allowed.isEmpty { return type }
    // Words to choose from are code, a description is text.
    let isChoice = parameter.allowed.utf8.contains(UInt8(ascii: "|"))
    return type + ": "
      + (isChoice
        ? CodeMarkdown.words(parameter.allowed)
        : CodeMarkdown.cell(parameter.allowed))
  }

  private func presence(of parameter: ParameterReader.Declaration) -> String {
    if parameter.isRequired { return "required" }
    return parameter.defaultText.map(CodeMarkdown.code)
      ?? parameter.absentText.map(CodeMarkdown.cell) ?? "optional"
  }

  private var resultTable: [String] {
    if documentation.results.isEmpty { return ["It binds no values."] }
    return CodeMarkdown.table(
      ["result", "meaning and shape"],
      documentation.results.map { [CodeMarkdown.code($0.name), CodeMarkdown.cell($0.help)] })
  }

  private var examples: [String] {
    Array(
      documentation.examples.map { example in
        [CodeMarkdown.inline(example.title), ""]
          + CodeMarkdown.fence(example.source, info: "swiftlab")
      }.joined(separator: [""]))
  }

  // MARK: Errors

  private var errors: [String] {
    var blocks = documentation.errors
    // What one does wrong with this directive in particular teaches more than a slip of the pen.
    if blocks.isEmpty, let own = ownError { blocks.append(own) }
    return Array(
      blocks.map { error in
        CodeMarkdown.fence(
          error.source, info: "swiftlab expect-error=\(LabText.quoted(error.message))")
      }.joined(separator: [""]))
  }

  /// The error that the declaration itself brings with it.
  private var ownError: (message: String, source: String)? {
    let verb = documentation.verb
    if parameters.contains(where: \.isRequired) { return ("'\(verb)' needs '", verb) }
    // A slip of the kind that everybody makes: the last letter twice. A short name has no slips.
    let names = parameters.map(\.name)
    for name in names {
      let slip = name + String(Substring(name.utf8.suffix(1)))
      guard EditDistance.suggestion(for: slip, among: names) == name else { continue }
      return ("did you mean '\(name)'?", "\(verb) \(slip)=1")
    }
    return nil
  }
}
