/// Why a formula cannot be shown as one.
struct MathError: Error, Equatable {
  /// The reason, to follow "shown as LaTeX:".
  var message: String

  init(_ message: String) { self.message = message }
}
