/// What is wrong with a text of the lab language, placed in that text.
struct SyntaxError: Error {
  var message: String
  var range: Range<Int>
  var suggestion: String?
  /// Where the reader looks for the next directive; `nil` for behind the range.
  var resume: Int?

  init(_ message: String, _ range: Range<Int>, suggestion: String? = nil, resume: Int? = nil) {
    self.message = message
    self.range = range
    self.suggestion = suggestion
    self.resume = resume
  }
}
