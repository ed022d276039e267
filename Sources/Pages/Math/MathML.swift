import Bedrock
import Markdown

/// A formula of LaTeX as MathML, which browsers draw without any script.
///
/// The subset: letters, numbers and operators; Greek; `^`, `_` and `'`; `\frac`, `\dfrac`, `\tfrac`,
/// `\binom`, `\sqrt` with an index; sums, products, integrals and limits; functions such as `\exp`;
/// `\left … \right`; accents; faces such as `\mathbf`; `\text`; spaces; the environments `matrix`,
/// `pmatrix`, `bmatrix`, `vmatrix`, `cases` and `aligned`. Whatever is outside of it is an error.
struct MathML {
  /// How deep groups may stand in one another.
  private static let depthLimit = 64
  /// How many rows and columns a matrix may have.
  private static let cellLimit = 4096

  private var tokens: MathTokens
  private var peeked: MathToken?
  private var depth = 0
  private let isDisplay: Bool

  /// The whole formula.
  ///
  /// - Throws: `MathError` for what is outside of the subset.
  static func html(_ source: String, isDisplay: Bool) throws(MathError) -> String {
    var parser = MathML(tokens: MathTokens(source), isDisplay: isDisplay)
    let body = try parser.row(until: nil)
    let display = isDisplay ? " display=\"block\"" : ""
    let original = HTMLText.escaped(source)
    return
      "<math\(display)><semantics><mrow>\(body)</mrow>"
      + "<annotation encoding=\"application/x-tex\">\(original)</annotation></semantics></math>"
  }

  private init(tokens: MathTokens, isDisplay: Bool) {
    self.tokens = tokens
    self.isDisplay = isDisplay
  }

  // MARK: Tokens

  private mutating func next() -> MathToken? {
    if let token = peeked {
      peeked = nil
      return token
    }
    return tokens.next()
  }

  private mutating func peek() -> MathToken? {
    if peeked == nil { peeked = tokens.next() }
    return peeked
  }

  // MARK: Rows

  /// What stands before a token that ends it, which is taken; `nil` for the formula's end.
  private mutating func row(until end: MathToken?) throws(MathError) -> String {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw MathError("its groups are nested too deep") }
    var out = ""
    while let token = next() {
      if token == end { return out }
      out += try item(token)
    }
    guard end == nil else { throw MathError("a group is never closed") }
    return out
  }

  /// A symbol or group with its scripts.
  private mutating func item(_ token: MathToken) throws(MathError) -> String {
    if case .command(let name) = token, let limits = try limitsBase(name) {
      return try scripts(on: limits, areLimits: isDisplay)
    }
    return try scripts(on: try atom(token), areLimits: false)
  }

  private func limitsBase(_ name: String) throws(MathError) -> String? {
    if let symbol = MathSymbols.large[name] { return "<mo largeop=\"true\">\(symbol)</mo>" }
    if MathSymbols.limits.contains(name) { return "<mo>\(name)</mo>" }
    return nil
  }

  private mutating func scripts(
    on base: String, areLimits: Bool
  ) throws(MathError) -> String {
    var (low, high): (String?, String?)
    var primes = 0
    loop: while let token = peek() {
      switch token {
      case .subscript where low == nil:
        _ = next()
        low = try argument()
      case .superscript where high == nil:
        _ = next()
        high = try argument()
      case .prime:
        _ = next()
        primes += 1
      case .subscript, .superscript: throw MathError("it has two scripts in one place")
      default: break loop
      }
    }
    if primes > 0 {
      let marks = "<mo>\(String(repeating: "′", count: min(primes, 8)))</mo>"
      high = high.map { "<mrow>\(marks)\($0)</mrow>" } ?? marks
    }
    let names = areLimits ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup")
    switch (low, high) {
    case (let low?, let high?): return "<\(names.2)>\(base)\(low)\(high)</\(names.2)>"
    case (let low?, nil): return "<\(names.0)>\(base)\(low)</\(names.0)>"
    case (nil, let high?): return "<\(names.1)>\(base)\(high)</\(names.1)>"
    case (nil, nil): return base
    }
  }

  /// The group or the one symbol that a command or a script takes.
  private mutating func argument() throws(MathError) -> String {
    guard let token = next() else { throw MathError("something is missing at its end") }
    // Without braces a command takes one digit: `\frac12` is a half.
    if case .character(let scalar) = token, isDigit(scalar) { return "<mn>\(scalar)</mn>" }
    return try atom(token)
  }

  // MARK: Atoms

  private mutating func atom(_ token: MathToken) throws(MathError) -> String {
    switch token {
    case .open: return "<mrow>\(try row(until: .close))</mrow>"
    case .close: throw MathError("a '}' closes nothing")
    case .cell: throw MathError("a '&' stands outside of a matrix")
    case .superscript, .subscript: throw MathError("a script stands on nothing")
    case .prime: return "<mo>′</mo>"
    case .character(let scalar): return character(scalar)
    case .command(let name): return try command(name)
    }
  }

  private mutating func character(_ scalar: Unicode.Scalar) -> String {
    if isDigit(scalar) { return number(from: scalar) }
    let text = HTMLText.escaped(String(scalar))
    if scalar.value < 0x80, !UInt8(scalar.value).isLetter {
      let isBracket = "()[]|".unicodeScalars.contains(scalar)
      let shown = scalar == "-" ? "−" : scalar == "*" ? "∗" : text
      return isBracket ? "<mo stretchy=\"false\">\(shown)</mo>" : "<mo>\(shown)</mo>"
    }
    let category = GeneralCategory(scalar)
    let isOperator =
      category == .mathSymbol || category == .otherPunctuation || category == .otherSymbol
    return isOperator ? "<mo>\(text)</mo>" : "<mi>\(text)</mi>"
  }

  /// A number with its decimals.
  private mutating func number(from first: Unicode.Scalar) -> String {
    var digits = String(first)
    while case .character(let scalar)? = peek(), isDigit(scalar) || scalar == "." {
      digits.unicodeScalars.append(scalar)
      _ = next()
    }
    return "<mn>\(digits)</mn>"
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x80 && UInt8(scalar.value).isDigit
  }

  private mutating func command(_ name: String) throws(MathError) -> String {
    if let letter = MathSymbols.letters[name] { return "<mi>\(letter)</mi>" }
    if let symbol = MathSymbols.operators[name] { return "<mo>\(HTMLText.escaped(symbol))</mo>" }
    if let symbol = MathSymbols.integrals[name] { return "<mo largeop=\"true\">\(symbol)</mo>" }
    if let limits = try limitsBase(name) { return limits }
    if MathSymbols.functions.contains(name) { return "<mi>\(name)</mi><mo>&#8289;</mo>" }
    if let width = MathSymbols.spaces[name] { return "<mspace width=\"\(width)\"></mspace>" }
    if let face = MathSymbols.faces[name] { return try inFace(face, name) }
    if let accent = MathSymbols.accents[name] {
      return "<mover accent=\"true\">\(try argument())<mo>\(accent)</mo></mover>"
    }
    switch name {
    case "frac", "dfrac", "tfrac": return "<mfrac>\(try argument())\(try argument())</mfrac>"
    case "binom":
      let rows = "\(try argument())\(try argument())"
      return "<mrow><mo>(</mo><mfrac linethickness=\"0\">\(rows)</mfrac><mo>)</mo></mrow>"
    case "sqrt": return try root()
    case "underline": return "<munder>\(try argument())<mo>_</mo></munder>"
    case "text", "textrm", "textit", "textbf", "mbox": return try text(name)
    case "left": return try fenced()
    case "begin": return try environment()
    case "displaystyle", "textstyle", "limits", "nolimits": return ""
    default: throw MathError("'\\\(HTMLText.shortened(name))' is not in the subset that is drawn")
    }
  }

  private mutating func root() throws(MathError) -> String {
    guard peek() == .character("[") else { return "<msqrt>\(try argument())</msqrt>" }
    _ = next()
    let index = try row(until: .character("]"))
    return "<mroot>\(try argument())<mrow>\(index)</mrow></mroot>"
  }

  private mutating func text(_ name: String) throws(MathError) -> String {
    guard peeked == nil, let text = tokens.rawGroup() else {
      throw MathError("'\\\(name)' takes text in braces")
    }
    // Blanks at the ends of an element do not show.
    let spaced = text.replacing(" ", with: "\u{A0}")
    return "<mtext>\(HTMLText.escaped(spaced))</mtext>"
  }

  private mutating func inFace(_ face: String, _ name: String) throws(MathError) -> String {
    guard peeked == nil, let letters = tokens.rawGroup() else {
      guard case .character(let scalar)? = next() else {
        throw MathError("'\\\(name)' takes letters in braces")
      }
      return MathFace.html(String(scalar), face)
    }
    guard !letters.utf8.contains(ASCII.backslash) else {
      var inner = MathML(tokens: MathTokens(letters), isDisplay: isDisplay)
      inner.depth = depth + 1
      return "<mrow>\(try inner.row(until: nil))</mrow>"
    }
    return MathFace.html(letters, face)
  }

  // MARK: Brackets and matrices

  private mutating func fenced() throws(MathError) -> String {
    let open = try bracket()
    var body = ""
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw MathError("its groups are nested too deep") }
    while let token = next() {
      if token == .command("right") { return "<mrow>\(open)\(body)\(try bracket())</mrow>" }
      body += try item(token)
    }
    throw MathError("'\\left' has no '\\right'")
  }

  private mutating func bracket() throws(MathError) -> String {
    switch next() {
    case .character("."): return ""
    case .character(let scalar):
      return "<mo stretchy=\"true\">\(HTMLText.escaped(String(scalar)))</mo>"
    case .command(let name):
      if let symbol = MathSymbols.operators[name] { return "<mo stretchy=\"true\">\(symbol)</mo>" }
      throw MathError("'\\\(HTMLText.shortened(name))' is no bracket")
    default: throw MathError("a bracket is missing behind '\\left' or '\\right'")
    }
  }

  private mutating func environment() throws(MathError) -> String {
    guard let name = tokens.rawGroup(), let brackets = MathSymbols.matrices[name] else {
      throw MathError("this environment is not in the subset that is drawn")
    }
    var rows: [[String]] = [[""]]
    var count = 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw MathError("its groups are nested too deep") }
    while let token = next() {
      switch token {
      case .cell:
        rows[rows.count - 1].append("")
        count += 1
      case .command("\\"):
        rows.append([""])
        count += 1
      case .command("end"):
        guard tokens.rawGroup() == name else {
          throw MathError("'\\end' does not fit its '\\begin'")
        }
        return Self.table(rows, brackets, name)
      default: rows[rows.count - 1][rows[rows.count - 1].count - 1] += try item(token)
      }
      guard count <= Self.cellLimit else { throw MathError("its matrix is too large") }
    }
    throw MathError("'\\begin' has no '\\end'")
  }

  private static func table(
    _ rows: [[String]], _ brackets: (open: String, close: String), _ name: String
  ) -> String {
    var rows = rows
    if rows.last == [""] { rows.removeLast() }
    let isAligned = name.utf8.starts(with: "align".utf8)
    let align =
      isAligned
      ? " columnalign=\"right left\" displaystyle=\"true\""
      : name == "cases" ? " columnalign=\"left\"" : ""
    let body = rows.map { row in
      "<mtr>"
        + row.enumerated().map { column, cell in
          let side =
            isAligned ? (column % 2 == 0 ? "right" : "left") : name == "cases" ? "left" : "center"
          return "<mtd style=\"text-align: \(side)\">\(cell)</mtd>"
        }.joined() + "</mtr>"
    }.joined()
    let open = brackets.open.isEmpty ? "" : "<mo stretchy=\"true\">\(brackets.open)</mo>"
    let close = brackets.close.isEmpty ? "" : "<mo stretchy=\"true\">\(brackets.close)</mo>"
    return "<mrow>\(open)<mtable\(align)>\(body)</mtable>\(close)</mrow>"
  }
}

extension HTMLText {
  /// A name at most as long as one would want to read in a sentence.
  fileprivate static func shortened(_ name: String) -> String {
    name.utf8.count <= 24 ? name : String(name.prefix(24)) + "…"
  }
}
