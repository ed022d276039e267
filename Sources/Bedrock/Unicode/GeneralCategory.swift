/// The general category of a Unicode scalar, pinned to Unicode 16.0.
///
/// Law: the same scalar has the same category on every platform and with every toolchain. The
/// standard library's `Unicode.Scalar.Properties` follows its own version of Unicode (on macOS the
/// system's), so it is not used on a path to a report. The table was read out of tiktoken 0.14's
/// regular-expression engine, whose classes the tokenizers must agree with.
public enum GeneralCategory: UInt8, CaseIterable, Sendable {
  case uppercaseLetter
  case lowercaseLetter
  case titlecaseLetter
  case modifierLetter
  case otherLetter
  case nonspacingMark
  case spacingMark
  case enclosingMark
  case decimalNumber
  case letterNumber
  case otherNumber
  case connectorPunctuation
  case dashPunctuation
  case openPunctuation
  case closePunctuation
  case initialPunctuation
  case finalPunctuation
  case otherPunctuation
  case mathSymbol
  case currencySymbol
  case modifierSymbol
  case otherSymbol
  case spaceSeparator
  case lineSeparator
  case paragraphSeparator
  case control
  case format
  case privateUse
  case surrogate
  case unassigned

  /// The category of a scalar.
  public init(_ scalar: Unicode.Scalar) {
    self.init(codePoint: scalar.value)
  }

  /// The category of a code point, `unassigned` past U+10FFFF.
  public init(codePoint: UInt32) {
    guard codePoint <= 0x10FFFF else {
      self = .unassigned
      return
    }
    let blocks = GeneralCategoryTable.blocks.utf8Start + Int(codePoint >> 7) * 2
    let block = Int(blocks[0] &- 0x60) * 31 + Int(blocks[1] &- 0x60)
    let categories = GeneralCategoryTable.categories.utf8Start + block * 128
    self = Self(rawValue: categories[Int(codePoint & 127)] &- 0x60) ?? .unassigned
  }

  /// Whether the category is one of the letters, `\p{L}`.
  public var isLetter: Bool { rawValue <= Self.otherLetter.rawValue }

  /// Whether the category is one of the marks, `\p{M}`.
  public var isMark: Bool {
    rawValue >= Self.nonspacingMark.rawValue && rawValue <= Self.enclosingMark.rawValue
  }

  /// Whether the category is one of the numbers, `\p{N}`.
  public var isNumber: Bool {
    rawValue >= Self.decimalNumber.rawValue && rawValue <= Self.otherNumber.rawValue
  }

  /// Whether the category is one of the separators, `\p{Z}`.
  public var isSeparator: Bool {
    rawValue >= Self.spaceSeparator.rawValue && rawValue <= Self.paragraphSeparator.rawValue
  }

  /// The category's two-letter name in the Unicode standard, such as `Lu`.
  public var abbreviation: String { Self.abbreviations[Int(rawValue)] }

  private static let abbreviations = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe",
    "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co", "Cs", "Cn",
  ]

  /// Whether a scalar has the property `White_Space`, `\s` in a Unicode regular expression.
  public static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85: true
    case ..<0xA0: false
    default: Self(scalar).isSeparator
    }
  }
}
