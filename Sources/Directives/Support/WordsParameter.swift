import Bedrock
import Notebook

extension ParameterType where T == [String] {
  /// Words: a list of strings, or one text that is split at its blanks.
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
        return split(text)
      })
  }

  /// The words between blanks, tabs and line ends.
  private static func split(_ text: String) -> [String] {
    let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    return text.utf8.split(whereSeparator: blanks.contains)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
