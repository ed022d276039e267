/// A token's bytes as text: what is UTF-8 as it is, every other byte as `\xNN`.
///
/// A token may end within a character, so its bytes need not be text. The bytes that are not part
/// of a well-formed sequence are written in upper-case hexadecimal; nothing else is changed,
/// control characters and backslashes included, so it is for reading and not for reading back.
public func pieceText(_ bytes: some Sequence<UInt8>) -> String {
  let bytes = Array(bytes)
  return bytes.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return "" }
    let text = ByteText(start: start, count: buffer.count)
    var result = ""
    var offset = 0
    while offset < text.count {
      let length = text.wellFormedLength(at: offset)
      if length > 0 {
        result += String(decoding: buffer[offset..<offset + length], as: UTF8.self)
      } else {
        result += escape(buffer[offset])
      }
      offset += max(length, 1)
    }
    return result
  }
}

private func escape(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
}
