import Bedrock

/// Reads the lab language from the text of a block, of an inline span, or of an option.
///
/// It descends recursively, but never deeper than ``maximumDepth``, and the trees that it builds are
/// no higher than ``maximumHeight``: no text exhausts the stack, here or where the tree is walked.
struct Parser {
  /// Brackets and operators that may stand in one another.
  static let maximumDepth = 64
  /// Operators that may follow one another without parentheses, those inside counted.
  static let maximumHeight = 500

  let text: SourceText
  let bytes: [UInt8]
  var index = 0
  /// Behind the last token that was taken.
  var tokenEnd = 0
  /// The indentation of the block's first directive, which a deeper line continues.
  var baseIndent = 0
  var depth = 0
  /// The height of the expression that was read last.
  var height = 0
  /// Whether the arguments of a directive are read, where arithmetic stands in parentheses.
  var isInArguments = false
  /// The brackets that are open, by their offsets.
  var openings: [Int] = []
  var diagnostics: [Diagnostic] = []
  /// The names that directives with errors would have bound.
  var failedNames: [String] = []

  init(_ text: SourceText) {
    self.text = text
    bytes = text.bytes
  }

  /// The next byte; 0 at the end.
  var byte: UInt8 { byte(at: index) }

  func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// Whether the directive ends here; blanks are skipped before.
  var isAtEnd: Bool { index >= bytes.count || (openings.isEmpty && byte.isLineEnd) }

  /// Goes behind a token.
  mutating func take(to end: Int) {
    index = end
    tokenEnd = end
  }

  func span(_ range: Range<Int>) -> SourceSpan { text.span(range) }
  func span(from start: Int) -> SourceSpan { text.span(start..<max(start, tokenEnd)) }

  func diagnostic(_ error: SyntaxError) -> Diagnostic {
    .error(error.message, at: span(error.range), suggestion: error.suggestion)
  }

  // MARK: Blanks

  /// Skips blanks, comments, and the line ends inside brackets or before a deeper line.
  mutating func skipBlanks() {
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.space, ASCII.tab:
        index += 1
      case ASCII.hash where index == 0 || bytes[index - 1].isWhitespace:
        index = lineEnd(from: index)
      case ASCII.newline, ASCII.carriageReturn:
        if openings.isEmpty {
          guard let next = continuation() else { return }
          index = next
        } else {
          index += 1
        }
      default:
        return
      }
    }
  }

  /// Where the text of the next line stands that has any, if that line continues the directive.
  private func continuation() -> Int? {
    var start = index
    while start < bytes.count {
      start = nextLine(from: start)
      let (textStart, indent) = indentation(at: start)
      guard textStart < bytes.count else { return nil }
      if bytes[textStart].isLineEnd || bytes[textStart] == ASCII.hash {
        start = textStart
        continue
      }
      return indent > baseIndent ? textStart : nil
    }
    return nil
  }

  func lineEnd(from start: Int) -> Int {
    var index = start
    while index < bytes.count, !bytes[index].isLineEnd { index += 1 }
    return index
  }

  /// The start of the line behind the one in which an offset stands.
  func nextLine(from start: Int) -> Int {
    var index = lineEnd(from: start)
    guard index < bytes.count else { return index }
    let isPair =
      bytes[index] == ASCII.carriageReturn && byte(at: index + 1) == ASCII.newline
    index += isPair ? 2 : 1
    return index
  }

  func lineStart(of offset: Int) -> Int {
    var index = min(offset, bytes.count)
    while index > 0, !bytes[index - 1].isLineEnd { index -= 1 }
    return index
  }

  /// Where a line's text begins, and at which column; a tab goes on to the next multiple of four.
  func indentation(at lineStart: Int) -> (textStart: Int, columns: Int) {
    var index = lineStart
    var columns = 0
    while index < bytes.count, bytes[index].isBlank {
      columns += bytes[index] == ASCII.tab ? 4 - columns % 4 : 1
      index += 1
    }
    return (index, columns)
  }

  // MARK: Words

  /// Takes a name: an ASCII letter or `_`, then letters, digits and `_`.
  mutating func name() -> Name {
    let start = index
    take(to: nameEnd(from: start))
    return Name(text.string(start..<index), at: span(start..<index))
  }

  func nameEnd(from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index].isNamePart { index += 1 }
    return index
  }

  /// Takes a word: a name that may have `-` inside, as in `top-p`.
  mutating func word() -> Name {
    let start = index
    var end = nameEnd(from: start)
    while byte(at: end) == ASCII.minus, byte(at: end + 1).isNamePart {
      end = nameEnd(from: end + 1)
    }
    take(to: end)
    return Name(text.string(start..<end), at: span(start..<end))
  }

  /// Whether a keyword stands here, as a whole word.
  func isKeyword(_ keyword: StaticString) -> Bool {
    keyword.withUTF8Buffer { keyword in
      guard index + keyword.count <= bytes.count else { return false }
      for offset in 0..<keyword.count where bytes[index + offset] != keyword[offset] {
        return false
      }
      return !byte(at: index + keyword.count).isNamePart
    }
  }

  // MARK: Depth

  /// Goes one level deeper, as far as the stack surely allows.
  mutating func enter(_ start: Int) throws(SyntaxError) {
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw SyntaxError(
        "nested more than \(Self.maximumDepth) levels deep", start..<start + 1,
        resume: start)
    }
  }

  mutating func open() {
    openings.append(index)
    take(to: index + 1)
  }

  mutating func closeBracket() {
    openings.removeLast()
    take(to: index + 1)
  }

  /// An error at a bracket that nothing closes.
  func unclosed(_ opening: Int) -> SyntaxError {
    let bracket = text.string(opening..<opening + 1)
    return SyntaxError("'\(bracket)' is never closed", opening..<opening + 1, resume: opening)
  }
}
