/// Which scalars leave no ink of their own.
enum InvisibleText {
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    return value < 0x20 || (0x7F...0xA0).contains(value) || value == 0xAD
      || value >= 0x600 && ranges.contains { $0.contains(value) }
  }
  static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    (0x300...0x36F).contains(scalar.value) || (0xFE00...0xFE0F).contains(scalar.value)
  }
  private static let ranges: [ClosedRange<UInt32>] = [
    0x600...0x605, 0x61C...0x61C, 0x180E...0x180E, 0x2000...0x200F, 0x2028...0x202F,
    0x205F...0x206F, 0x3000...0x3000, 0xE000...0xF8FF, 0xFEFF...0xFEFF, 0xFFF9...0xFFFB,
    0xE0000...0x10FFFF,
  ]
}
