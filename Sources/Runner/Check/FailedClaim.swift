import Notebook

extension Diagnostic {
  /// Whether it says of a claim that it does not hold, and not that something is written wrongly.
  var isFailedClaim: Bool {
    severity == .error && message.utf8.starts(with: Expectation.failureWords.utf8)
  }
}

extension SourceSpan {
  /// The place behind its last scalar.
  var endPosition: SourcePosition { file.position(at: range.upperBound) }
}
