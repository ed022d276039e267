import Bedrock

extension Parser {
  /// The members and indices that follow a name without a blank.
  mutating func path(_ root: Name, from start: Int) throws(SyntaxError) -> Path {
    var steps: [PathStep] = []
    var highest = 0
    while true {
      if byte == ASCII.dot {
        let dot = index
        index += 1
        guard byte.isNameStart else {
          throw SyntaxError(
            byte.isDigit
              ? "a position stands in brackets: [\(text.string(index..<nameEnd(from: index)))]"
              : "a member's name follows '.'", dot..<index)
        }
        steps.append(.member(name()))
      } else if byte == ASCII.leftBracket {
        let opening = index
        let indices = try indices()
        highest = max(highest, height)
        steps.append(.indices(indices, span: span(from: opening)))
      } else {
        break
      }
    }
    height = highest + 1
    return Path(root: root, steps: steps, at: span(from: start))
  }

  private mutating func indices() throws(SyntaxError) -> [PathIndex] {
    let opening = index
    open()
    var indices: [PathIndex] = []
    var highest = 0
    while true {
      skipBlanks()
      if index >= bytes.count { throw unclosed(opening) }
      if byte == ASCII.rightBracket, indices.isEmpty {
        throw SyntaxError("an index stands between the brackets", opening..<index + 1)
      }
      indices.append(try pathIndex(opening))
      highest = max(highest, height)
      skipBlanks()
      if index >= bytes.count { throw unclosed(opening) }
      if byte == ASCII.rightBracket { break }
      guard byte == ASCII.comma else { throw unexpected("a comma or ']' is expected") }
      take(to: index + 1)
    }
    closeBracket()
    height = highest
    return indices
  }

  /// `index`, or `low:high` of which either may be missing.
  private mutating func pathIndex(_ opening: Int) throws(SyntaxError) -> PathIndex {
    let start = index
    var low: Expression?
    height = 0
    if byte != ASCII.colon { low = try expression() }
    skipBlanks()
    if index >= bytes.count { throw unclosed(opening) }
    guard byte == ASCII.colon else {
      guard let low else { throw unexpected("an index is expected") }
      return .at(low)
    }
    take(to: index + 1)
    skipBlanks()
    let lowHeight = height
    var high: Expression?
    if index < bytes.count, byte != ASCII.comma, byte != ASCII.rightBracket {
      high = try expression()
    }
    height = max(height, lowHeight)
    return .slice(low: low, high: high, span: span(from: start))
  }
}
