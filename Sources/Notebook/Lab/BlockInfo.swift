import Bedrock
import Markdown

/// The info string of a fence: whether the fence is one of ours, and its options.
enum BlockInfo {
  enum Language {
    case swiftlab
    /// A first word that was likely meant as `swiftlab`.
    case nearMiss(Range<Int>, word: String)
    case other
  }

  /// The language that an info string names by its first word.
  static func language(_ bytes: [UInt8], _ info: Range<Int>) -> Language {
    var end = info.lowerBound
    while end < info.upperBound, !bytes[end].isWhitespace { end += 1 }
    let range = info.lowerBound..<end
    if bytes[range].elementsEqual("swiftlab".utf8) { return .swiftlab }
    guard !range.isEmpty else { return .other }
    let word = MarkdownText.unescaped(bytes[range])
    if word == "swiftlab" { return .swiftlab }
    return isNearMiss(word) ? .nearMiss(range, word: word) : .other
  }

  /// Whether a word is nearly `swiftlab`: case and punctuation apart, at most two slips away.
  ///
  /// `swift` is three away, and so is every language that begins like it.
  static func isNearMiss(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    guard bytes.count <= 64 else { return false }
    let letters = bytes.filter(\.isAlphanumeric).map(\.lowercased)
    let name = String(decoding: letters, as: UTF8.self)
    if EditDistance.between(name, "swiftlab") <= 2 { return true }
    // `swiftlab,label=x` and `swiftlab:label` are the ways of other tools.
    let head = bytes.drop { !$0.isAlphanumeric }.prefix { $0.isAlphanumeric }.map(\.lowercased)
    return head.elementsEqual("swiftlab".utf8)
  }

  /// Reads the options behind the first word of an info string.
  static func options(
    in text: SourceText, defaults: BlockOptions
  ) -> (options: BlockOptions, diagnostics: [Diagnostic]) {
    var parser = Parser(text)
    let arguments = parser.options()
    var options = defaults
    var given: [String: SourceSpan] = [:]
    var diagnostics = parser.diagnostics
    for argument in arguments {
      guard let key = argument.key else {
        diagnostics.append(
          .error("a block option has a name: \(names.first ?? "label")=…", at: argument.span))
        continue
      }
      if let first = given[key.text] {
        diagnostics.append(
          .error(
            "'\(key.text)=' is given twice", at: key.span, notes: [.init("first here", at: first)]))
        continue
      }
      given[key.text] = key.span
      if let diagnostic = set(key, argument.atom, &options) { diagnostics.append(diagnostic) }
    }
    return (options, diagnostics)
  }

  private static let names = BlockOption.all.map(\.name)

  private static func set(_ key: Name, _ atom: Atom, _ options: inout BlockOptions) -> Diagnostic? {
    guard let option = BlockOption.all.first(where: { $0.name == key.text }) else {
      return .error(
        "unknown block option '\(key.text)'; there are \(names.joined(separator: ", "))",
        at: key.span, suggestion: EditDistance.suggestion(for: key.text, among: names))
    }
    guard let mismatch = option.set(&options, atom) else { return nil }
    return .error(
      "'\(key.text)' \(mismatch.message)", at: atom.span, suggestion: mismatch.suggestion)
  }
}

extension Parser {
  /// The options on a fence line, each that can be read.
  mutating func options() -> [Argument] {
    isInArguments = true
    do throws(SyntaxError) {
      var arguments: [Argument] = []
      while true {
        skipBlanks()
        if isAtEnd { return arguments }
        arguments.append(try argument())
        guard isAtEnd || byte.isBlank else { throw glued() }
      }
    } catch {
      diagnostics.append(diagnostic(error))
      return []
    }
  }
}
