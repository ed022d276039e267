/// The completion of swiftlab's command line for zsh.
struct ZshCompletion {
  let words: CompletionWords

  var text: String {
    """
    #compdef swiftlab
    # Completes swiftlab in zsh. For this shell: source <(swiftlab completion zsh)
    # For every shell, the script goes into a folder of $fpath, as _swiftlab
    _swiftlab() {
      local curcontext=$curcontext state line
      local -a commands
      commands=(
    \(CommandName.allCases.map(described).joined(separator: "\n"))
      )
      _arguments -C \\
    \(arguments(of: nil)) \\
        '1: :->command' '*:: :->rest'
      case $state in
        command) _describe command commands ;;
        rest)
          case $words[1] in
    \(CommandName.allCases.map(cases).joined(separator: "\n"))
          esac ;;
      esac
    }
    if [[ $funcstack[1] == _swiftlab ]]; then _swiftlab "$@"; else compdef _swiftlab swiftlab; fi

    """
  }

  private func described(_ command: CommandName) -> String {
    "    " + CompletionScript.quoted("\(command.rawValue):\(Self.escaped(command.summary))")
  }

  private func cases(_ command: CommandName) -> String {
    """
            \(command.rawValue)) _arguments \\
    \(arguments(of: command)) \\
              '*: :\(Self.action(words.operands(of: command)))' ;;
    """
  }

  private func arguments(of command: CommandName?) -> String {
    OptionDeclaration.options(of: command).map { option in
      let many = option.isRepeatable ? "*" : ""
      let value = option.value.map {
        "=:\(Self.escaped($0)):" + Self.action(CompletionWords.kind(of: option))
      }
      let equals = value == nil ? "" : "="
      let rest = value.map { String(Substring($0.utf8.dropFirst())) } ?? ""
      return "      "
        + CompletionScript.quoted(
          "\(many)\(option.name)\(equals)[\(Self.escaped(option.help))]\(rest)")
    }.joined(separator: " \\\n")
  }

  private static func action(_ kind: CompletionWords.Kind) -> String {
    switch kind {
    case .words(let words): "(\(words.joined(separator: " ")))"
    case .labs: "_files -g \"*.md(-.)\""
    case .files: "_files"
    case .folders: "_files -/"
    case .none: " "
    }
  }

  /// A text in which zsh sees none of its own marks.
  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if [UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: "\\")].contains(
        byte)
      {
        bytes.append(UInt8(ascii: "\\"))
      }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
