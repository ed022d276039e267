import Bedrock
import Notebook

/// `swiftlab help --format man`: the manual page, in the language of `man`.
///
/// Law: no line of prose begins with a dot or a quote, so that no text is taken for a request.
struct ManualPage {
  let product: Product

  var text: String {
    var lines = [
      ".TH SWIFTLAB 1 \"\" \"swiftlab \(product.version)\"",
      ".SH NAME", "swiftlab \\- runs lessons about language models and writes illustrated reports",
      ".SH SYNOPSIS", ".B swiftlab", "\\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fILAB\\fR...]",
      ".SH DESCRIPTION",
      Self.escaped(
        "A lab is Markdown; its fenced swiftlab blocks hold directives. With no lab named, every "
          + ".md file under Labs/ is run and its report written under output/."),
      ".SH COMMANDS",
    ]
    for command in CommandName.allCases { lines += commandLines(command) }
    lines += [".SH OPTIONS OF EVERY COMMAND"]
    lines += OptionDeclaration.options(of: nil).flatMap(optionLines)
    lines += [".SH THE LANGUAGE"]
    lines += LanguageVerb.all.flatMap { Self.item($0.form, $0.summary) }
    lines += [".SH DIRECTIVES"]
    lines += product.register.all.flatMap {
      Self.item($0.documentation.verb, $0.documentation.summary)
    }
    lines += [".SH ENVIRONMENT"] + Self.environment.flatMap { Self.item($0.name, $0.help) }
    lines += [".SH EXIT STATUS"] + Self.statuses.flatMap { Self.item($0.name, $0.help) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func commandLines(_ command: CommandName) -> [String] {
    let options = OptionDeclaration.all.filter { $0.commands.contains(command) }
    return [".SS \"" + Self.escaped("\(command.rawValue) \(command.operands)") + "\""]
      + [Self.escaped(CommandHelp.sentence(command.summary))]
      + options.flatMap(optionLines)
  }

  private func optionLines(_ option: OptionDeclaration) -> [String] {
    let spelled = (option.short.map { "\($0), " } ?? "") + option.name
    return Self.item(spelled + (option.value.map { " \($0)" } ?? ""), option.help)
  }

  private static func item(_ term: String, _ help: String) -> [String] {
    [".TP", ".B " + escaped(term), escaped(help)]
  }

  /// What `swiftlab` takes from its surroundings.
  static let environment: [(name: String, help: String)] = [
    ("SWIFTLAB_CACHE", "the folder of kept results, which may be deleted at any moment"),
    ("SWIFTLAB_MODELS", "the folder of fetched models (default: in the user's cache folder)"),
    ("NO_COLOR", "if not empty, no colours on a terminal (see no-color.org)"),
  ]

  private static let statuses: [(name: String, help: String)] = [
    ("0", "all is well"),
    ("1", "a lab failed, a claim does not hold, or a report is stale"),
    ("2", "the command line is wrong"),
    ("130", "interrupted; the reports that were there are whole"),
  ]

  /// A text in which roff sees none of its own marks.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\"": result += "\\(dq"
      case "'": result += "\\(aq"
      case "…": result += "..."
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.utf8.first == UInt8(ascii: ".") ? "\\&" + result : result
  }
}
