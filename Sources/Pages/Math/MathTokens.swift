import Bedrock

/// A piece of LaTeX.
enum MathToken: Equatable {
  /// `\name`, or a backslash with one other character.
  case command(String)
  case character(Unicode.Scalar)
  case open, close
  case superscript, `subscript`
  case cell
  case prime
}

/// Takes LaTeX to pieces; blanks part commands and are nothing else.
struct MathTokens {
  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ source: String) { scalars = Array(source.unicodeScalars) }

  /// The next piece; `nil` at the end.
  mutating func next() -> MathToken? {
    while index < scalars.count, isBlank(scalars[index]) { index += 1 }
    guard index < scalars.count else { return nil }
    let scalar = scalars[index]
    index += 1
    switch scalar {
    case "\\": return command()
    case "{": return .open
    case "}": return .close
    case "^": return .superscript
    case "_": return .subscript
    case "&": return .cell
    case "'": return .prime
    case "%":
      while index < scalars.count, scalars[index] != "\n" { index += 1 }
      return next()
    default: return .character(scalar)
    }
  }

  /// The text between braces as it stands, for `\text`; `nil` where no brace begins here.
  mutating func rawGroup() -> String? {
    while index < scalars.count, isBlank(scalars[index]) { index += 1 }
    guard index < scalars.count, scalars[index] == "{" else { return nil }
    var depth = 0
    var text = String.UnicodeScalarView()
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if scalar == "{" { depth += 1 }
      if scalar == "}" { depth -= 1 }
      if depth == 0 { return String(text) }
      if depth > 1 || scalar != "{" { text.append(scalar) }
    }
    return nil
  }

  private mutating func command() -> MathToken {
    guard index < scalars.count else { return .command("") }
    guard isLetter(scalars[index]) else {
      index += 1
      return .command(String(scalars[index - 1]))
    }
    var name = String.UnicodeScalarView()
    while index < scalars.count, isLetter(scalars[index]) {
      name.append(scalars[index])
      index += 1
    }
    return .command(String(name))
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
  }

  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x80 && UInt8(scalar.value).isLetter
  }
}
