/// The help of the command line, made from the tables of its commands and options.
enum CommandHelp {
  static func text(of command: CommandName) -> String {
    var lines = TextWrap.lines("swiftlab \(command.rawValue): \(command.summary)")
    lines += ["", "Usage", "  swiftlab \(command.rawValue) [OPTION…] \(command.operands)", ""]
    lines += optionLines(OptionDeclaration.options(of: command))
    return lines.joined(separator: "\n") + "\n"
  }

  static func commandLines() -> [String] {
    CommandName.allCases.flatMap { command in
      row("\(command.rawValue) \(command.operands)", command.summary)
    }
  }

  static func optionLines(_ options: [OptionDeclaration]) -> [String] {
    ["Options"]
      + options.flatMap { option in
        let spelled = (option.short.map { "\($0), " } ?? "") + option.name
        return row(spelled + (option.value.map { " \($0)" } ?? ""), option.help)
      }
  }

  /// A summary as a sentence of its own.
  static func sentence(_ summary: String) -> String {
    var bytes = Array(summary.utf8)
    if let first = bytes.first, (0x61...0x7A).contains(first) { bytes[0] = first - 0x20 }
    return String(decoding: bytes, as: UTF8.self) + "."
  }

  /// A name and its explanation beside it.
  static func row(_ name: String, _ help: String, column: Int = 26) -> [String] {
    let lines = TextWrap.lines(help, indent: column)
    let head = "  " + name
    let width = 2 + name.unicodeScalars.count
    guard width < column, let first = lines.first else { return [head] + lines }
    let start = head + String(repeating: " ", count: column - width)
    return [start + String(Substring(first.utf8.dropFirst(column)))] + lines.dropFirst()
  }
}
