import Bedrock

/// A set of Unicode scalars, as a class in a regular expression names it.
///
/// Categories are the pinned ones (`GeneralCategory`); a byte of an ill-formed text is a scalar past
/// the last, in no category, and so a symbol of its own.
struct ScalarSet: Equatable, Sendable {
  /// A part of a class.
  enum Member: Equatable, Sendable {
    case range(ClosedRange<UInt32>)
    /// Categories, a bit each.
    case categories(UInt32)
    /// `\s`
    case space
    case excluded([Member])
  }

  let members: [Member]
  let isNegated: Bool
  /// Which of the first 128 scalars are in it.
  private let low: UInt64
  private let high: UInt64

  init(_ members: [Member], isNegated: Bool = false) {
    self.members = members
    self.isNegated = isNegated
    var bits: (UInt64, UInt64) = (0, 0)
    for scalar in UInt32(0)..<128
    where Self.contains(scalar, members) != isNegated {
      if scalar < 64 { bits.0 |= 1 << UInt64(scalar) } else { bits.1 |= 1 << UInt64(scalar - 64) }
    }
    (low, high) = bits
  }

  @inline(__always)
  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return low >> UInt64(scalar) & 1 == 1 }
    if scalar < 128 { return high >> UInt64(scalar & 63) & 1 == 1 }
    return Self.contains(scalar, members) != isNegated
  }

  private static func contains(_ scalar: UInt32, _ members: [Member]) -> Bool {
    members.contains { member in
      switch member {
      case .range(let range): range.contains(scalar)
      case .categories(let mask):
        mask >> UInt32(GeneralCategory(codePoint: scalar).rawValue) & 1 == 1
      case .space: isSpace(scalar)
      case .excluded(let members): !contains(scalar, members)
      }
    }
  }

  /// White space as Unicode has it.
  static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x20, 0x85: true
    case 0..<0x80: false
    default: GeneralCategory(codePoint: scalar).isSeparator
    }
  }
}

extension ScalarSet.Member {
  static func categories(_ all: [GeneralCategory]) -> Self {
    .categories(all.reduce(0) { $0 | 1 << UInt32($1.rawValue) })
  }

  static let letters = categories(GeneralCategory.allCases.filter(\.isLetter))
  static let marks = categories(GeneralCategory.allCases.filter(\.isMark))
  static let numbers = categories(GeneralCategory.allCases.filter(\.isNumber))
  static let punctuation = categories([
    .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
    .initialPunctuation, .finalPunctuation, .otherPunctuation,
  ])
  static let symbols = categories([
    .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
  ])
  static let separators = categories([.spaceSeparator, .lineSeparator, .paragraphSeparator])
  static let others = categories([.control, .format, .privateUse, .surrogate, .unassigned])

  /// What `\p{NAME}` stands for; nil for a name that is not known.
  static func named(_ name: String) -> Self? {
    let categories: [String: GeneralCategory] = [
      "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter,
      "Lm": .modifierLetter, "Lo": .otherLetter, "Mn": .nonspacingMark, "Mc": .spacingMark,
      "Me": .enclosingMark, "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber,
      "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Ps": .openPunctuation,
      "Pe": .closePunctuation, "Pi": .initialPunctuation, "Pf": .finalPunctuation,
      "Po": .otherPunctuation, "Sm": .mathSymbol, "Sc": .currencySymbol, "Sk": .modifierSymbol,
      "So": .otherSymbol, "Zs": .spaceSeparator, "Zl": .lineSeparator,
      "Zp": .paragraphSeparator, "Cc": .control, "Cf": .format,
    ]
    switch name {
    case "L", "Letter": return .letters
    case "M", "Mark": return .marks
    case "N", "Number": return .numbers
    case "P", "Punctuation": return .punctuation
    case "S", "Symbol": return .symbols
    case "Z", "Separator": return .separators
    case "C", "Other": return .others
    default: return categories[name].map { .categories([$0]) }
    }
  }
}
