/// Which scalars leave no ink of their own, or join what stands before them.
package enum InvisibleText {
  /// Controls, formats (joiners, direction marks, the byte order mark), separators other than a
  /// space, and what has no character at all.
  package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch GeneralCategory(scalar) {
    case .control, .format, .unassigned, .privateUse, .surrogate: true
    case .lineSeparator, .paragraphSeparator: true
    case .spaceSeparator: scalar != " "
    default: blanks.contains(scalar)
    }
  }

  /// Marks, and other scalars that take no column of their own.
  package static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x300 && (GeneralCategory(scalar).isMark || ColumnWidth.of(scalar) == 0)
  }

  /// Letters and symbols that are blank by design: Hangul fillers, the empty Braille pattern, the
  /// grapheme joiner.
  private static let blanks: Set<Unicode.Scalar> = [
    "\u{115F}", "\u{1160}", "\u{3164}", "\u{FFA0}", "\u{2800}", "\u{34F}", "\u{17B4}", "\u{17B5}",
  ]
}
