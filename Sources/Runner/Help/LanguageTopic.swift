import Notebook

/// A part of the language that is a table of names: help prints it from the language's own table.
enum LanguageTopic: String, CaseIterable {
  case options
  case frontMatter = "front-matter"
  case functions

  var summary: String {
    switch self {
    case .options: "What may stand behind 'swiftlab' on a block's fence line."
    case .frontMatter: "What may stand between two lines of '---' at a lab's head, as key: value."
    case .functions: "What an expression may call."
    }
  }

  var text: String {
    let lines = TextWrap.lines("\(rawValue): \(summary)") + [""] + rows
    return lines.joined(separator: "\n") + "\n"
  }

  private var rows: [String] {
    switch self {
    case .options:
      BlockOption.all.flatMap { Self.row("\($0.name)=", $0.values, $0.help) }
    case .frontMatter:
      FrontMatterKey.all.flatMap { Self.row("\($0.name):", $0.values, $0.help) }
        + Self.row(
          "param.NAME:", "a value", "binds NAME in the whole lab; --set NAME=VALUE overrides it")
    case .functions:
      LabFunction.all.flatMap { CommandHelp.row($0.signature, $0.help) }
    }
  }

  private static func row(_ name: String, _ values: String, _ help: String) -> [String] {
    CommandHelp.row(name, "\(help) (\(values))", column: 20)
  }
}
