/// The reference of a verb of the language as text.
enum LanguageHelp {
  static func text(of verb: LanguageVerb) -> String {
    var lines = TextWrap.lines("\(verb.verb): \(verb.summary)") + [""]
    lines += ["Usage", "  \(verb.form)", ""]
    lines += TextWrap.lines(verb.discussion) + [""]
    lines += ["Example"]
    lines += verb.example.utf8.split(separator: UInt8(ascii: "\n")).map {
      "  " + String(Substring($0))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
