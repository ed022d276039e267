import Bedrock
import Figures
import Notebook

/// The reference page of one directive, as a lab.
struct DirectivePage {
  private let documentation: DirectiveDocumentation
  private let parameters: [ParameterReader.Declaration]
  /// The chapter, as Markdown.
  private let chapter: String

  init(_ directive: any Directive.Type, chapter: String) {
    documentation = directive.documentation
    parameters = ParameterReader.declarations(of: directive)
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
      section("Results", resultTable), section("Examples", examples), section("Errors", errors),
    ]
    return (head + sections.joined()).joined(separator: "\n") + "\n"
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["## \(title)", ""] + lines + [""]
  }

  private var usage: [String] {
    TextFence.lines(DirectiveHelp.usageLines(documentation.verb, parameters)) + [""]
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
      "Any parameter can be swept over: `sweep=PARAMETER` with a list of its values runs the "
        + "directive [once for each](language.md#sweep).")
    return lines
  }

  private func type(of parameter: ParameterReader.Declaration) -> String {
    let type = MarkdownEscape.cell(parameter.type)
    if parameter.allowed.isEmpty { return type }
    // Words to choose from are code, a description is text.
    let isChoice = parameter.allowed.utf8.contains(UInt8(ascii: "|"))
    return type + ": "
      + (isChoice ? CodeMarkdown.code(parameter.allowed) : CodeMarkdown.cell(parameter.allowed))
  }

  private func presence(of parameter: ParameterReader.Declaration) -> String {
    if parameter.isRequired { return "required" }
    return parameter.defaultText.map(CodeMarkdown.code) ?? "none"
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
    if let own = ownError { blocks.insert(own, at: 0) }
    let lines = [
      "A value of another type, or one that the table does not allow, is an error at its place; so "
        + "is a parameter that the table does not have, with the name that was likely meant."
    ]
    return lines
      + blocks.flatMap { error in
        [""]
          + CodeMarkdown.fence(
            error.source, info: "swiftlab expect-error=\(LabText.quoted(error.message))")
      }
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
