import Bedrock

/// Text of a Markdown document with its escapes resolved.
public enum MarkdownText {
  /// Resolves backslash escapes and character references, as in info strings and destinations.
  public static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    resolved(bytes, backslashes: true)
  }

  /// Resolves character references only, as in HTML attributes.
  static func withoutReferences(_ bytes: ArraySlice<UInt8>) -> String {
    resolved(bytes, backslashes: false)
  }

  /// The text as it stands; a byte 0 shows as U+FFFD.
  static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(0) else { return String(decoding: bytes, as: UTF8.self) }
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
    return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\u{FFFD}")
  }

  private static func resolved(_ bytes: ArraySlice<UInt8>, backslashes: Bool) -> String {
    guard bytes.contains(where: { $0 == ASCII.backslash || $0 == ASCII.ampersand }) else {
      return plain(bytes)
    }
    var out: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let next = index + 1
      if backslashes, bytes[index] == ASCII.backslash, next < bytes.endIndex,
        bytes[next].isPunctuation
      {
        out.append(bytes[next])
        index += 2
      } else if bytes[index] == ASCII.ampersand,
        let reference = CharacterReference(bytes, at: index)
      {
        out.append(contentsOf: reference.text.utf8)
        index = reference.end
      } else {
        out.append(bytes[index])
        index = next
      }
    }
    return plain(out[...])
  }
}
