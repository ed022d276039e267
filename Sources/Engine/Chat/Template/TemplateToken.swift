/// A part of a template: text, or what stands between `{{ }}` or `{% %}`.
enum TemplateSegment {
  case text(String)
  case expression([TemplateToken], line: Int)
  case statement([TemplateToken], line: Int)
}

/// A token of the language inside of `{{ }}` and `{% %}`.
struct TemplateToken: Equatable {
  enum Kind: Equatable {
    case name(String)
    case integer(Int)
    case double(Double)
    case string(String)
    case symbol(String)
  }

  let kind: Kind
  let line: Int
}

/// Cuts a template into segments, with the white space taken away that its marks ask for.
///
/// As with Hugging Face's and llama.cpp's settings, a line that holds a statement alone leaves nothing:
/// blanks before it and the line's end after it are dropped (`lstrip_blocks`, `trim_blocks`); and one
/// line's end at the template's end is dropped.
struct TemplateLexer {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var line = 1
  private var segments: [TemplateSegment] = []
  private var text: [Unicode.Scalar] = []
  /// Whether white space that follows is dropped: all of it, or one line's end.
  private var dropsAll = false
  private var dropsLineEnd = false

  private init(_ source: String) {
    var scalars: [Unicode.Scalar] = []
    var previous: Unicode.Scalar = " "
    for scalar in source.unicodeScalars {
      // Every kind of line's end is one, as in Jinja.
      if scalar != "\n" || previous != "\r" { scalars.append(scalar == "\r" ? "\n" : scalar) }
      previous = scalar
    }
    if scalars.last == "\n" { scalars.removeLast() }
    self.scalars = scalars
  }

  static func segments(_ source: String) throws(TemplateError) -> [TemplateSegment] {
    var lexer = TemplateLexer(source)
    try lexer.run()
    return lexer.segments
  }

  private func isNext(_ mark: StaticString, at offset: Int? = nil) -> Bool {
    let start = offset ?? place
    let bytes = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    return bytes.indices.allSatisfy {
      start + $0 < scalars.count && scalars[start + $0].value == UInt32(bytes[$0])
    }
  }

  private mutating func run() throws(TemplateError) {
    while place < scalars.count {
      if isNext("{{") {
        try marked(end: "}}", isStatement: false)
      } else if isNext("{%") {
        try marked(end: "%}", isStatement: true)
      } else if isNext("{#") {
        try comment()
      } else {
        takeText()
      }
    }
    flush()
  }

  private mutating func takeText() {
    let scalar = scalars[place]
    place += 1
    if scalar == "\n" { line += 1 }
    if dropsAll, scalar.isTemplateSpace { return }
    if dropsLineEnd {
      dropsLineEnd = false
      if scalar == "\n" { return }
    }
    dropsAll = false
    text.append(scalar)
  }

  private mutating func flush() {
    guard !text.isEmpty else { return }
    var string = ""
    string.unicodeScalars.append(contentsOf: text)
    segments.append(.text(string))
    text = []
  }

  /// Takes white space off the text before a mark.
  private mutating func strip(before isStatement: Bool) {
    let next = place + 2 < scalars.count ? scalars[place + 2] : " "
    if next == "-" {
      while let last = text.last, last.isTemplateSpace {
        text.removeLast()
      }
    } else if isStatement, next != "+" {
      var count = text.count
      while count > 0, text[count - 1] == " " || text[count - 1] == "\t" { count -= 1 }
      let beginsLine = count > 0 ? text[count - 1] == "\n" : startsLine
      if beginsLine { text.removeSubrange(count...) }
    }
  }

  /// Whether the text that is being collected began at the begin of a line.
  private var startsLine: Bool {
    var index = place
    while index > 0 {
      let scalar = scalars[index - 1]
      if scalar == "\n" { return true }
      guard scalar == " " || scalar == "\t" else { return false }
      index -= 1
    }
    return true
  }

  /// What follows a mark's end.
  private mutating func finish(_ hasDash: Bool, _ hasPlus: Bool, isStatement: Bool) {
    dropsAll = hasDash
    dropsLineEnd = isStatement && !hasDash && !hasPlus
  }

  private mutating func comment() throws(TemplateError) {
    strip(before: true)
    let start = line
    var index = place + 2
    while index + 1 < scalars.count, !isNext("#}", at: index) {
      if scalars[index] == "\n" { line += 1 }
      index += 1
    }
    guard index + 1 < scalars.count else {
      throw TemplateError(line: start, "a comment is not closed")
    }
    let hasDash = index > place + 2 && scalars[index - 1] == "-"
    place = index + 2
    finish(hasDash, false, isStatement: true)
  }

  private mutating func marked(end: StaticString, isStatement: Bool) throws(TemplateError) {
    strip(before: isStatement)
    flush()
    let start = line
    place += 2
    if place < scalars.count, scalars[place] == "-" || scalars[place] == "+" { place += 1 }
    var tokens: [TemplateToken] = []
    // Within brackets, '}}' closes two mappings.
    var brackets = 0
    while true {
      while place < scalars.count, scalars[place].isTemplateSpace {
        if scalars[place] == "\n" { line += 1 }
        place += 1
      }
      guard place < scalars.count else {
        throw TemplateError(line: start, "a '{\(isStatement ? "%" : "{")' is not closed")
      }
      if brackets == 0, isNext(end) {
        place += 2
        finish(false, false, isStatement: isStatement)
        break
      }
      let isMarked = scalars[place] == "-" || scalars[place] == "+"
      if brackets == 0, isMarked, isNext(end, at: place + 1) {
        let mark = scalars[place]
        place += 3
        finish(mark == "-", mark == "+", isStatement: isStatement)
        break
      }
      let token = try token()
      if case .symbol(let symbol) = token.kind {
        if ["(", "[", "{"].contains(symbol) { brackets += 1 }
        if [")", "]", "}"].contains(symbol) { brackets = max(brackets - 1, 0) }
      }
      tokens.append(token)
    }
    if isStatement, tokens.count == 1, tokens[0].kind == .name("raw") {
      try raw()
      return
    }
    segments.append(
      isStatement ? .statement(tokens, line: start) : .expression(tokens, line: start))
  }

  /// Text up to `{% endraw %}`, as it is.
  private mutating func raw() throws(TemplateError) {
    let start = line
    while place < scalars.count {
      if isNext("{%") {
        var index = place + 2
        while index < scalars.count, scalars[index] == " " || scalars[index] == "-" { index += 1 }
        if isNext("endraw", at: index) {
          strip(before: true)
          while place + 1 < scalars.count, !isNext("%}") { place += 1 }
          let hasDash = scalars[place - 1] == "-"
          place += 2
          finish(hasDash, false, isStatement: true)
          return
        }
      }
      takeText()
    }
    throw TemplateError(line: start, "'raw' is not closed")
  }
}

extension Unicode.Scalar {
  /// White space as Python's `str.strip` knows it.
  var isTemplateSpace: Bool {
    ScalarSet.isSpace(value) || (0x1C...0x1F).contains(value)
  }
}

// MARK: - Tokens

extension TemplateLexer {
  private static let symbols = ["**", "//", "==", "!=", "<=", ">="]

  private mutating func token() throws(TemplateError) -> TemplateToken {
    let scalar = scalars[place]
    if scalar == "'" || scalar == "\"" { return try string(scalar) }
    if ("0"..."9").contains(scalar) { return try number() }
    if Self.isName(scalar) {
      var name = ""
      while place < scalars.count,
        Self.isName(scalars[place]) || ("0"..."9").contains(scalars[place])
      {
        name.unicodeScalars.append(scalars[place])
        place += 1
      }
      return TemplateToken(kind: .name(name), line: line)
    }
    for symbol in Self.symbols where scalars[place...].starts(with: symbol.unicodeScalars) {
      place += 2
      return TemplateToken(kind: .symbol(symbol), line: line)
    }
    guard "+-*/%~|.,:()[]{}<>=".unicodeScalars.contains(scalar) else {
      throw TemplateError(line: line, "'\(scalar)' is not understood")
    }
    place += 1
    return TemplateToken(kind: .symbol(String(scalar)), line: line)
  }

  private static func isName(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
  }

  private mutating func number() throws(TemplateError) -> TemplateToken {
    var digits = ""
    var isWhole = true
    while place < scalars.count {
      let scalar = scalars[place]
      let isPoint =
        scalar == "." && isWhole && place + 1 < scalars.count
        && ("0"..."9").contains(scalars[place + 1])
      guard ("0"..."9").contains(scalar) || isPoint else { break }
      if isPoint { isWhole = false }
      digits.unicodeScalars.append(scalar)
      place += 1
    }
    if isWhole, let number = Int(digits) {
      return TemplateToken(kind: .integer(number), line: line)
    }
    guard let number = Double(digits) else {
      throw TemplateError(line: line, "'\(digits)' is no number")
    }
    return TemplateToken(kind: .double(number), line: line)
  }

  private mutating func string(_ mark: Unicode.Scalar) throws(TemplateError) -> TemplateToken {
    let start = line
    var text = ""
    place += 1
    while place < scalars.count, scalars[place] != mark {
      if scalars[place] == "\n" { line += 1 }
      if scalars[place] == "\\", place + 1 < scalars.count {
        text.unicodeScalars.append(contentsOf: try escape())
      } else {
        text.unicodeScalars.append(scalars[place])
        place += 1
      }
    }
    guard place < scalars.count else { throw TemplateError(line: start, "a text is not closed") }
    place += 1
    return TemplateToken(kind: .string(text), line: start)
  }

  /// What an escape in a text stands for, as in Python.
  private mutating func escape() throws(TemplateError) -> [Unicode.Scalar] {
    let letter = scalars[place + 1]
    place += 2
    switch letter {
    case "n": return ["\n"]
    case "r": return ["\r"]
    case "t": return ["\t"]
    case "0": return ["\0"]
    case "\\", "'", "\"": return [letter]
    case "\n": return []
    case "x", "u", "U":
      let count = letter == "x" ? 2 : letter == "u" ? 4 : 8
      var digits = ""
      digits.unicodeScalars.append(contentsOf: scalars[place..<min(place + count, scalars.count)])
      guard digits.unicodeScalars.count == count, let value = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(value)
      else { throw TemplateError(line: line, "an escape in a text names no character") }
      place += count
      return [scalar]
    default: return ["\\", letter]
    }
  }
}
