import Bedrock
import Notebook

extension ParameterType where T == [String] {
  /// Words: a list of strings, or one text that is split into words and punctuation marks.
  static var words: Self {
    let strings = ParameterType<[String]>.strings
    return ParameterType(
      name: "text or list of strings", placeholder: [], text: strings.text,
      fingerprint: strings.fingerprint,
      decode: { atom, evaluator in
        if case .list = atom { return try strings.decode(atom, evaluator) }
        guard case .string(let text) = try evaluator.evaluate(atom) else {
          return try strings.decode(atom, evaluator)
        }
        return Words.split(text)
      })
  }
}

/// A text as a person would cut it: words, and the punctuation marks around them.
enum Words {
  /// The words and marks of a text, in order.
  ///
  /// Blanks separate; an ASCII punctuation mark at the start or end of a word stands for itself, one
  /// inside (`don't`, `x-ray`, `3.5`) belongs to it.
  static func split(_ text: String) -> [String] {
    text.utf8.split(whereSeparator: isBlank).flatMap(marksApart)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// How many words there are between blanks.
  static func count(_ text: String) -> Int {
    text.utf8.split(whereSeparator: isBlank).count
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  private static func marksApart(_ word: Substring.UTF8View) -> [Substring.UTF8View] {
    let opening = word.prefix(while: isMark)
    let rest = word.dropFirst(opening.count)
    let closing = rest.reversed().prefix(while: isMark).count
    let inner = rest.dropLast(closing)
    let marks = { (view: Substring.UTF8View) in view.indices.map { view[$0...$0] } }
    return marks(opening) + (inner.isEmpty ? [] : [inner]) + marks(rest.suffix(closing))
  }
}
