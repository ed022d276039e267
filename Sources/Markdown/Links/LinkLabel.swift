import Bedrock

/// Labels of links, as they are compared: CommonMark 0.31, section 4.7.
enum LinkLabel {
  /// A label with blanks collapsed and letters in one case.
  static func normalized(_ bytes: ArraySlice<UInt8>) -> String {
    var out = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar.value < 0x80, UInt8(scalar.value).isWhitespace {
        pendingSpace = !out.isEmpty
        continue
      }
      if pendingSpace { out.append(" ") }
      pendingSpace = false
      CaseFolding.append(scalar, to: &out)
    }
    return String(out)
  }
}
