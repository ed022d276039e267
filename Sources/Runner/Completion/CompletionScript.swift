/// `swiftlab completion SHELL`: the script that completes swiftlab's command line in a shell.
struct CompletionScript {
  let product: Product

  enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  /// - Throws: `UsageError`.
  func text(for operands: [String]) throws -> String {
    let shells = Shell.allCases.map(\.rawValue)
    guard operands.count == 1, let name = operands.first else {
      throw UsageError("'completion' takes one shell: \(shells.joined(separator: ", "))")
    }
    guard let shell = Shell(rawValue: name) else {
      throw UsageError.unknown("shell", name, among: shells)
    }
    let words = CompletionWords(product: product)
    switch shell {
    case .bash: return BashCompletion(words: words).text
    case .zsh: return ZshCompletion(words: words).text
    case .fish: return FishCompletion(words: words).text
    }
  }

  /// A text between single quotes, as all three shells read it.
  static func quoted(_ text: String) -> String {
    "'"
      + text.utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }.joined(separator: "'\\''") + "'"
  }
}
