import Bedrock

/// A parameter's value as the front matter and `--set NAME=VALUE` write it: a number, a quoted
/// string, `true`, `false`, or a list of these; anything else is text as it stands.
public enum ParameterText {
  /// The value that a text stands for.
  ///
  /// - Throws: where a string or list is begun and not well-formed.
  public static func value(_ text: SourceText) throws(Diagnostic) -> Value {
    var parser = Parser(text)
    guard !text.bytes.isEmpty else { return .string("") }
    let isBracketed = parser.byte == ASCII.quote || parser.byte == ASCII.leftBracket
    do throws(SyntaxError) {
      let atom = try parser.atom()
      try parser.expectEnd()
      if let value = literal(atom) { return value }
    } catch {
      let isTooLarge = NumberText.parse(text.bytes).map { !$0.isFinite } ?? false
      if isBracketed || isTooLarge { throw parser.diagnostic(error) }
    }
    return .string(text.string(0..<text.bytes.count))
  }

  /// Whether a parameter may have this name.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isNameStart, text.utf8.allSatisfy(\.isNamePart) else {
      return false
    }
    return !Parser.reservedWords.contains(text)
  }

  /// The text of a quoted string that goes over the whole of a text.
  static func string(_ text: SourceText) throws(Diagnostic) -> String {
    var parser = Parser(text)
    do throws(SyntaxError) {
      let (string, _) = try parser.string()
      try parser.expectEnd()
      return string
    } catch {
      throw parser.diagnostic(error)
    }
  }

  /// The value of an atom that reads no name; a bare word in a list is text.
  private static func literal(_ atom: Atom, isElement: Bool = false) -> Value? {
    switch atom {
    case .number(let literal): return .double(literal.value)
    case .string(let text, _): return .string(text)
    case .bool(let flag, _): return .bool(flag)
    case .path(let path): return isElement ? .string(path.span.text) : nil
    case .list(let atoms, _):
      let elements = atoms.map { literal($0, isElement: true) }
      let values = elements.compactMap(\.self)
      return values.count == elements.count ? Value(elements: values) : nil
    case .parenthesized, .value: return nil
    }
  }
}
