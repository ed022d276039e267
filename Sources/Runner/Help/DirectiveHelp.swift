import Notebook

/// The reference of one directive as text, made from its own declaration.
enum DirectiveHelp {
  static func text(of directive: any Directive.Type) -> String {
    let documentation = directive.documentation
    let parameters = ParameterReader.declarations(of: directive)
    var lines = TextWrap.lines("\(documentation.verb): \(documentation.summary)") + [""]
    lines += usage(documentation.verb, parameters)
    lines += section("Parameters", parameters.map { ($0.name, heading(of: $0), $0.help) })
    lines += rules(ParameterReader.rules(of: directive), parameters)
    lines += section("Results", documentation.results.map { ($0.name, "", $0.help) })
    if !documentation.discussion.isEmpty {
      lines += TextWrap.lines(documentation.discussion) + [""]
    }
    for example in documentation.examples {
      lines += TextWrap.lines("Example: \(example.title)") + [""]
      lines += TextWrap.lines(indented(example.source), indent: 2) + [""]
    }
    return lines.joined(separator: "\n")
  }

  private static func usage(
    _ verb: String, _ parameters: [ParameterReader.Declaration]
  ) -> [String] {
    ["Usage"] + usageLines(verb, parameters, indent: 2) + [""]
  }

  /// How a call is written.
  static func usageLines(
    _ verb: String, _ parameters: [ParameterReader.Declaration], indent: Int = 0, columns: Int = 80
  ) -> [String] {
    let words = parameters.map { parameter in
      let word = parameter.isPositional ? parameter.name : "\(parameter.name)=…"
      return parameter.isRequired ? word : "[\(word)]"
    }
    let text = (["[NAME =]", verb] + words + ["[sweep=PARAMETER]"]).joined(separator: " ")
    return TextWrap.lines(text, width: columns, indent: indent)
  }

  /// Kind, what is allowed, and whether it must be given.
  private static func heading(of parameter: ParameterReader.Declaration) -> String {
    let kind =
      parameter.allowed.isEmpty ? parameter.type : "\(parameter.type) (\(parameter.allowed))"
    if parameter.isRequired { return "\(kind), required" }
    return (parameter.defaultText ?? parameter.absentText).map { "\(kind), default \($0)" }
      ?? "\(kind), optional"
  }

  private static func section(
    _ title: String, _ rows: [(name: String, heading: String, help: String)]
  ) -> [String] {
    if rows.isEmpty { return [] }
    var lines = [title]
    for row in rows {
      lines += TextWrap.lines(
        row.heading.isEmpty ? row.name : "\(row.name): \(row.heading)", indent: 2)
      lines += TextWrap.lines(row.help, indent: 6)
    }
    return lines + [""]
  }

  /// What several parameters have to do with each other.
  private static func rules(
    _ rules: [ParameterRule], _ parameters: [ParameterReader.Declaration]
  ) -> [String] {
    if rules.isEmpty { return [] }
    let positional = parameters.filter(\.isPositional).map(\.name)
    var lines = ["Together"]
    for rule in rules {
      lines += TextWrap.lines(rule.text, indent: 2)
      guard case .sources(let sources, _, _) = rule.kind else { continue }
      for source in sources {
        lines += TextWrap.lines(source.usage(positional: positional), indent: 6)
      }
    }
    return lines + [""]
  }

  /// The lines with a blank in front, which keeps them from being filled.
  private static func indented(_ text: String) -> String {
    text.utf8.split(separator: UInt8(ascii: "\n")).map { "  " + String(Substring($0)) }
      .joined(separator: "\n")
  }
}
