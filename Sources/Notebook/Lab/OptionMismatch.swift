import Bedrock

/// What is wrong with the value of a block option or of a front-matter key: the words behind its
/// name.
struct OptionMismatch {
  var message: String
  var suggestion: String?

  init(_ message: String, suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }

  /// A word that is none of those allowed.
  static func choice(_ word: String, _ words: [String]) -> OptionMismatch {
    let last = words.last ?? ""
    let list = words.dropLast().joined(separator: ", ") + (words.count > 1 ? " or " : "") + last
    return OptionMismatch(
      "must be \(list), not '\(word)'",
      suggestion: EditDistance.suggestion(for: word, among: words))
  }
}
