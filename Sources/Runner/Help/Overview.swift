import Notebook

/// What `swiftlab help` shows: the commands, the options, and every directive by chapter.
enum Overview {
  static func text(product: Product) -> String {
    var lines = [
      "swiftlab \(product.version): runs the labs and writes their illustrated reports", "",
      "Usage", "  swiftlab COMMAND [OPTION…] [LAB…]", "",
      "Commands",
    ]
    lines += CommandHelp.commandLines() + [""]
    lines += CommandHelp.optionLines(OptionDeclaration.options(of: nil)) + [""]
    lines +=
      TextWrap.lines(
        "With no lab named, every .md file under Labs/ is run and its report written under output/. "
          + "'swiftlab COMMAND --help' lists a command's options, 'swiftlab help DIRECTIVE' explains "
          + "a directive.") + [""]
    lines += ["The language"] + LanguageVerb.all.flatMap { CommandHelp.row($0.verb, $0.summary) }
    lines += LanguageTopic.allCases.flatMap { CommandHelp.row($0.rawValue, $0.summary) }
    for chapter in chapters(of: product.register) {
      lines += ["", "Directives: \(chapter.name)"]
      lines += chapter.directives.flatMap {
        CommandHelp.row($0.documentation.verb, $0.documentation.summary)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func chapters(
    of register: DirectiveRegister
  ) -> [(name: String, directives: [any Directive.Type])] {
    var chapters: [(name: String, directives: [any Directive.Type])] = []
    for directive in register.all {
      let name = directive.documentation.chapter.rawValue
      if let index = chapters.firstIndex(where: { $0.name == name }) {
        chapters[index].directives.append(directive)
      } else {
        chapters.append((name, [directive]))
      }
    }
    return chapters
  }
}
