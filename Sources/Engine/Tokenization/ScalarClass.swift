import Bedrock

/// What the pre-tokenizers' patterns distinguish in a scalar.
struct ScalarClass: OptionSet {
  let rawValue: UInt8

  /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`: what may stand in the first part of an o200k word.
  static let upper = ScalarClass(rawValue: 1)
  /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`: what may stand in the second part of an o200k word.
  static let lower = ScalarClass(rawValue: 2)
  /// `\p{L}`
  static let letter = ScalarClass(rawValue: 4)
  /// `\p{N}`
  static let number = ScalarClass(rawValue: 8)
  /// `\s`
  static let space = ScalarClass(rawValue: 16)
  /// `[\r\n]`
  static let newline = ScalarClass(rawValue: 32)
  /// None of the above.
  static let symbol: ScalarClass = []

  /// `[^\s\p{L}\p{N}]`: marks are among them.
  @inline(__always)
  var isSymbolOrMark: Bool { isDisjoint(with: [.letter, .number, .space]) }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(codePoint: UInt32) {
    let category = GeneralCategory(codePoint: codePoint)
    if category == .control {
      switch codePoint {
      case 0x0A, 0x0D: self = [.space, .newline]
      case 0x09...0x0D, 0x85: self = .space
      default: self = .symbol
      }
    } else {
      self = Self.classes[Int(category.rawValue)]
    }
  }

  /// The class of an ASCII byte.
  @inline(__always)
  init(ascii byte: UInt8) {
    rawValue = Self.asciiClasses.utf8Start[Int(byte)] &- 0x40
  }

  /// The raw value of each ASCII byte's class, plus 0x40.
  private static let asciiClasses: StaticString =
    """
    @@@@@@@@@PpPPp@@@@@@@@@@@@@@@@@@P@@@@@@@@@@@@@@@HHHHHHHHHH@@@@@@\
    @EEEEEEEEEEEEEEEEEEEEEEEEEE@@@@@@FFFFFFFFFFFFFFFFFFFFFFFFFF@@@@@
    """

  private static let classes = GeneralCategory.allCases.map { category -> ScalarClass in
    switch category {
    case .uppercaseLetter, .titlecaseLetter: [.letter, .upper]
    case .lowercaseLetter: [.letter, .lower]
    case .modifierLetter, .otherLetter: [.letter, .upper, .lower]
    case _ where category.isMark: [.upper, .lower]
    case _ where category.isNumber: .number
    case _ where category.isSeparator: .space
    default: .symbol
    }
  }
}
