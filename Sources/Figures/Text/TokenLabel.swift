import Bedrock

/// Text that came out of a lab, made visible: a space is `·`, a line end `\n`, half a character
/// `\xF0`.
///
/// Law: the text shown tells apart what is apart. A backslash that would read as the beginning of
/// an escape is doubled, and a `·` of the text itself is `\u{B7}`.
public struct TokenLabel: Sendable, Hashable {
  public typealias Spaces = LabelText.Spaces

  /// The text as a figure shows it.
  public let text: String
  /// The columns that it takes up, where the viewer's font agrees.
  public let width: Int
  /// Whether it is of printable ASCII and `·` only, so that every font agrees on its width and it
  /// may stand before something that has to align.
  public let isSafe: Bool

  public init(_ token: String, spaces: Spaces = .outer) {
    self.init(shown: LabelText.visible(Array(token.unicodeScalars), spaces: spaces))
  }

  /// A token's bytes; those that are no valid UTF-8 are shown as `\xF0`.
  public init(bytes: [UInt8], spaces: Spaces = .all) {
    self.init(shown: LabelText.visible(bytes, spaces: spaces))
  }

  private init(shown: String) {
    text = shown
    isSafe = shown.unicodeScalars.allSatisfy { LabelText.isSafe($0) }
    width = isSafe ? shown.unicodeScalars.count : ColumnWidth.of(shown)
  }

  /// The text as it is spoken of in a sentence: without the space that a token begins with.
  var spoken: String {
    let scalars = text.unicodeScalars
    let isWord = scalars.first == "·" && scalars.count > 1 && scalars.dropFirst().first != "·"
    return isWord ? String(scalars.dropFirst()) : text
  }

  /// The text in at most so many columns, with its middle left out where it is longer.
  public func elided(to columns: Int, _ charset: FigureStyle.Charset) -> String {
    width <= columns ? text : TextFit.elided(text, to: columns, charset)
  }
}
