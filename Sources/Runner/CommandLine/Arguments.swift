import Bedrock

/// What is wrong with the command line; exit status 2.
package struct UsageError: Error, Sendable {
  package var message: String

  package init(_ message: String) { self.message = message }

  /// An unknown word with the known one that was likely meant.
  ///
  /// The lists of a command line are short, so that even of two letters one may be wrong.
  package static func unknown(_ kind: String, _ word: String, among known: [String]) -> UsageError {
    let suggestion = EditDistance.suggestion(for: word, among: known, atLeast: 1)
    return UsageError(
      "unknown \(kind) '\(VisibleText.line(word))'"
        + (suggestion.map { "; did you mean '\($0)'?" } ?? ""))
  }
}

/// The command line, taken apart: a command, its options and the rest.
package struct Arguments: Sendable {
  var command: CommandName?
  /// In the order given; a switch has an empty value.
  private(set) var options: [(name: String, value: String)] = []
  package private(set) var operands: [String] = []

  /// - Parameter words: the command line without the program's name.
  /// - Throws: `UsageError`.
  package init(_ words: [String]) throws {
    var rest = words[...]
    if let first = rest.first, !first.utf8.starts(with: "-".utf8) {
      guard let command = CommandName(rawValue: first) else {
        throw UsageError.unknown("command", first, among: CommandName.allCases.map(\.rawValue))
      }
      self.command = command
      rest.removeFirst()
    }
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      } else if word == "-" || !word.utf8.starts(with: "-".utf8) {
        operands.append(word)
      } else {
        try readOption(word, &rest)
      }
    }
  }

  /// The last value given for an option.
  package func value(_ name: String) -> String? { options.last { $0.name == name }?.value }
  func values(_ name: String) -> [String] { options.filter { $0.name == name }.map(\.value) }
  package func has(_ name: String) -> Bool { value(name) != nil }

  /// The number that an option asks for: of labs at once, of threads, of shards.
  ///
  /// - Throws: `UsageError` for what is no whole number from 1 to `CountLimit.most`.
  package func count(_ name: String) throws -> Int? {
    guard let text = value(name) else { return nil }
    guard let count = CountLimit.count(text) else {
      throw UsageError("option '\(name)' \(CountLimit.words), not '\(VisibleText.line(text))'")
    }
    return count
  }

  /// The same with its paths as they are seen from the course's folder.
  func rebased(to workspace: Workspace) -> Arguments {
    var rebased = self
    rebased.operands = operands.map { $0 == "-" ? $0 : workspace.rebased($0) }
    rebased.options = options.map { option in
      ["--output", "--allow-read"].contains(option.name)
        ? (option.name, workspace.rebased(option.value)) : option
    }
    return rebased
  }

  private mutating func readOption(_ word: String, _ rest: inout ArraySlice<String>) throws {
    let equals = word.utf8.firstIndex(of: UInt8(ascii: "="))
    let spelled = equals.map { String(word[..<$0]) } ?? word
    let attached = equals.map { String(word[word.utf8.index(after: $0)...]) }
    let declaration = try declaration(of: spelled)
    let name = declaration.name
    if has(name), !declaration.isRepeatable { throw UsageError("option '\(name)' is given twice") }
    switch (declaration.value, attached) {
    case (nil, nil): options.append((name, ""))
    case (nil, _?): throw UsageError("option '\(name)' takes no value")
    case (_?, let value?): options.append((name, value))
    case (let value?, nil):
      guard let next = rest.popFirst() else {
        throw UsageError("option '\(name)' needs a value: \(name) \(value)")
      }
      options.append((name, next))
    }
  }

  private func declaration(of spelled: String) throws -> OptionDeclaration {
    let taken = OptionDeclaration.options(of: command)
    if let known = taken.first(where: { $0.name == spelled || $0.short == spelled }) {
      return known
    }
    if OptionDeclaration.all.contains(where: { $0.name == spelled }) {
      throw UsageError(
        command.map { "'\($0.rawValue)' takes no option '\(spelled)'" }
          ?? "option '\(spelled)' needs a command before it")
    }
    throw UsageError.unknown("option", spelled, among: taken.map(\.name))
  }
}
