/// The brackets of a list of values, which no Markdown reader can take for a link's.
///
/// `[0.98, 0.02]` becomes a link only before `(` or `[`, at a line's start before `:`, or where the page
/// defines a link of that very name, for which nobody takes a name with a comma in it.
enum ListBrackets {
  /// Scalars that are looked through for the closing bracket.
  private static let limit = 400

  /// Behind the bracket that closes the one at `start`; `nil` unless both can stand as they are.
  ///
  /// - Parameter beginsLine: whether a link could be defined here.
  static func end(
    _ scalars: [Unicode.Scalar], at start: Int, beginsLine: Bool
  ) -> Int? {
    func opensLink(behind index: Int) -> Bool {
      guard index + 1 < scalars.count else { return false }
      let next = scalars[index + 1]
      return Self.opensLink(next) && (next != ":" || beginsLine)
    }
    if start > 0, scalars[start - 1] == "]" || scalars[start - 1] == "!" { return nil }
    var depth = 0
    var isList = false
    for index in start..<min(scalars.count, start + limit) {
      switch scalars[index] {
      case "[": depth += 1
      case "]":
        depth -= 1
        if depth == 0 {
          return isList && !opensLink(behind: index) ? index + 1 : nil
        }
        if opensLink(behind: index) { return nil }
      case ",": isList = true
      case "x", "×": isList = isList || isBetweenDigits(scalars, index)
      case "\\", "`", "^", "<", "&": return nil
      default: break
      }
    }
    return nil
  }

  /// Whether what stands behind a closing bracket may make a link, an image or a definition of it.
  static func opensLink(_ following: Unicode.Scalar) -> Bool {
    following == "(" || following == "[" || following == ":"
  }

  private static func isBetweenDigits(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    index + 1 < scalars.count && ("0"..."9").contains(scalars[index - 1])
      && ("0"..."9").contains(scalars[index + 1])
  }
}
