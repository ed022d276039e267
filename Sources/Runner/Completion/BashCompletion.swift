/// The completion of swiftlab's command line for bash.
struct BashCompletion {
  let words: CompletionWords

  var text: String {
    let commands = CommandName.allCases.map(\.rawValue).joined(separator: " ")
    let global = names(OptionDeclaration.options(of: nil))
    return """
      # Completes swiftlab in bash. For this shell: source <(swiftlab completion bash)
      # For every shell, the script goes into ~/.local/share/bash-completion/completions/swiftlab
      _swiftlab() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= i
        for ((i = 1; i < COMP_CWORD; i++)); do
          if [[ ${COMP_WORDS[i]} != -* ]]; then command=${COMP_WORDS[i]}; break; fi
        done
        COMPREPLY=()
        case $command:$previous in
      \(values)
        esac
        case $command:$current in
          :-*) COMPREPLY=($(compgen -W '\(global)' -- "$current")) ;;
          :*) COMPREPLY=($(compgen -W '\(commands)' -- "$current")) ;;
      \(rest)
        esac
      }
      complete -F _swiftlab swiftlab

      """
  }

  /// A line for each option with a value.
  private var values: String {
    lines { command, option in
      guard option.value != nil else { return nil }
      return "    \(command.rawValue):\(option.name)) "
        + Self.reply(CompletionWords.kind(of: option)) + "; return ;;"
    }.joined(separator: "\n")
  }

  /// Two lines for each command: its options, and what else follows it.
  private var rest: String {
    CommandName.allCases.flatMap { command in
      [
        "    \(command.rawValue):-*) COMPREPLY=($(compgen -W '"
          + names(OptionDeclaration.options(of: command)) + "' -- \"$current\")) ;;",
        "    \(command.rawValue):*) \(Self.reply(words.operands(of: command))) ;;",
      ]
    }.joined(separator: "\n")
  }

  private func lines(
    _ line: (CommandName, OptionDeclaration) -> String?
  ) -> [String] {
    CommandName.allCases.flatMap { command in
      OptionDeclaration.options(of: command).compactMap { line(command, $0) }
    }
  }

  private func names(_ options: [OptionDeclaration]) -> String {
    options.map(\.name).joined(separator: " ")
  }

  private static func reply(_ kind: CompletionWords.Kind) -> String {
    switch kind {
    case .words(let words):
      return "COMPREPLY=($(compgen -W '\(words.joined(separator: " "))' -- \"$current\"))"
    case .labs:
      return "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$current\") "
        + "$(compgen -f -X '!*.md' -- \"$current\"))"
    case .files: return "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$current\"))"
    case .folders: return "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$current\"))"
    case .none: return ":"
    }
  }
}
