import Bedrock

/// The completion of swiftlab's command line for fish.
struct FishCompletion {
  let words: CompletionWords

  var text: String {
    let heading = [
      "# Completes swiftlab in fish. For this shell: swiftlab completion fish | source",
      "# For every shell, the script goes into ~/.config/fish/completions/swiftlab.fish",
      "complete -c swiftlab -f",
    ]
    let global = OptionDeclaration.options(of: nil).map { line("__fish_use_subcommand", $0) }
    return (heading + global + CommandName.allCases.flatMap(lines)).joined(separator: "\n") + "\n"
  }

  private func lines(_ command: CommandName) -> [String] {
    let condition = "__fish_seen_subcommand_from \(command.rawValue)"
    let summary = CompletionScript.quoted(command.summary)
    let operands = Self.arguments(words.operands(of: command)).map {
      ["complete -c swiftlab -n \(CompletionScript.quoted(condition)) \($0)"]
    }
    return [
      "complete -c swiftlab -n __fish_use_subcommand -a \(command.rawValue) -d \(summary)"
    ] + OptionDeclaration.options(of: command).map { line(condition, $0) } + (operands ?? [])
  }

  private func line(_ condition: String, _ option: OptionDeclaration) -> String {
    var text = "complete -c swiftlab -n \(CompletionScript.quoted(condition))"
    text += " -l " + String(Substring(option.name.utf8.dropFirst(2)))
    if let short = option.short { text += " -s " + String(Substring(short.utf8.dropFirst())) }
    if option.value != nil {
      text += " -r"
      if let arguments = Self.arguments(CompletionWords.kind(of: option)) {
        text += " " + arguments
      }
    }
    return text + " -d " + CompletionScript.quoted(option.help)
  }

  private static func arguments(_ kind: CompletionWords.Kind) -> String? {
    switch kind {
    case .words(let words): "-a " + CompletionScript.quoted(words.joined(separator: " "))
    case .labs: "-a '(__fish_complete_suffix .md)'"
    case .files: "-F"
    case .folders: "-a '(__fish_complete_directories)'"
    case .none: nil
    }
  }
}
