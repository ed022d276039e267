import Bedrock

/// What stands beside a run of marks of emphasis, which decides whether it opens or closes a span.
struct Flanking {
  var isLeft: Bool
  var isRight: Bool
  var isBehindPunctuation: Bool
  var isBeforePunctuation: Bool

  private enum Neighbour { case space, punctuation, other }

  /// - Parameter skipped: a byte that is looked past on either side, 0 for none.
  init(_ bytes: [UInt8], _ run: Range<Int>, limit: Int, skipped: UInt8) {
    var start = run.lowerBound
    var end = run.upperBound
    if skipped != 0 {
      while start > 0, bytes[start - 1] == skipped { start -= 1 }
      while end < limit, bytes[end] == skipped { end += 1 }
    }
    let before = Self.neighbour(Self.scalar(bytes, before: start))
    let after = Self.neighbour(end < limit ? Self.scalar(bytes, at: end, limit) : "\n")
    isLeft = after != .space && (after != .punctuation || before != .other)
    isRight = before != .space && (before != .punctuation || after != .other)
    isBehindPunctuation = before == .punctuation
    isBeforePunctuation = after == .punctuation
  }

  private static func scalar(_ bytes: [UInt8], before end: Int) -> Unicode.Scalar {
    guard end > 0 else { return "\n" }
    var start = end - 1
    while start > 0, end - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(bytes, at: start, end)
  }

  private static func scalar(_ bytes: [UInt8], at start: Int, _ limit: Int) -> Unicode.Scalar {
    if bytes[start] < 0x80 { return Unicode.Scalar(bytes[start]) }
    let text = String(decoding: bytes[start..<min(limit, start + 4)], as: UTF8.self)
    return text.unicodeScalars.first ?? "\u{FFFD}"
  }

  private static func neighbour(_ scalar: Unicode.Scalar) -> Neighbour {
    if scalar.value < 0x80 {
      let byte = UInt8(scalar.value)
      return byte.isWhitespace ? .space : byte.isPunctuation ? .punctuation : .other
    }
    let category = GeneralCategory(scalar)
    if category == .spaceSeparator { return .space }
    let isPunctuation =
      category.rawValue >= GeneralCategory.connectorPunctuation.rawValue
      && category.rawValue <= GeneralCategory.otherSymbol.rawValue
    return isPunctuation ? .punctuation : .other
  }
}
