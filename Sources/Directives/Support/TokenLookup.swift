import Bedrock
import Notebook

/// Finds the position that a lab means by a token's text or by a number.
///
/// An exact text goes before one without its leading space; negative positions count from the end.
/// A text that occurs twice is an error that lists the positions.
struct TokenLookup {
  /// The texts by position; `nil` where positions have none.
  let texts: [String]?
  let count: Int
  /// The parameter that is to blame for a token that is not there.
  let parameter: String

  func position(of reference: TokenReference) throws -> Int {
    switch reference {
    case .position(let position): try check(position)
    case .text(let text): try find(text)
    }
  }

  private func check(_ position: Int) throws -> Int {
    let counted = position < 0 ? position + count : position
    guard (0..<count).contains(counted) else {
      throw DirectiveError(
        "'\(parameter)' names position \(position) of \(counted: count, "token")",
        parameter: parameter)
    }
    return counted
  }

  private func find(_ text: String) throws -> Int {
    guard let texts else {
      throw DirectiveError(
        "'\(parameter)' names \(LabText.quoted(text)), but the tokens have no texts;"
          + " give them, or name the token by its position",
        parameter: parameter)
    }
    let exact = texts.indices.filter { texts[$0].utf8.elementsEqual(text.utf8) }
    let matches = exact.isEmpty ? texts.indices.filter { isSpaced(texts[$0], text) } : exact
    guard let first = matches.first else {
      let suggestion = EditDistance.suggestion(for: text, among: texts)
      throw DirectiveError(
        "'\(parameter)' names \(LabText.quoted(text)), which is none of the tokens"
          + (suggestion.map { "; did you mean \(LabText.quoted($0))?" } ?? ""),
        parameter: parameter, suggestion: suggestion)
    }
    guard matches.count == 1 else {
      throw DirectiveError(
        "'\(parameter)' names \(LabText.quoted(text)), which stands at positions "
          + matches.map { String($0) }.joined(separator: ", ") + "; name one of them",
        parameter: parameter)
    }
    return first
  }

  private func isSpaced(_ token: String, _ text: String) -> Bool {
    token.utf8.first == UInt8(ascii: " ") && token.utf8.dropFirst().elementsEqual(text.utf8)
  }
}
