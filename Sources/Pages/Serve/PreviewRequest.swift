import Bedrock

/// The head of a request, as far as a preview asks for it.
struct PreviewRequest {
  var method: String
  /// The path of a file of the site; `nil` for one that could be none: with `..`, an encoded slash, a
  /// backslash, or no UTF-8.
  var path: String?
  /// The one `Host`; `nil` for none, and for several.
  var host: String?

  /// - Returns: `nil` for what is no request of HTTP/1.
  init?(_ head: [UInt8]) {
    guard UTF8Text.firstInvalidOffset(in: head) == nil else { return nil }
    let lines = head.split(separator: ASCII.newline).map { line in
      line.last == ASCII.carriageReturn ? line.dropLast() : line
    }
    guard let first = lines.first else { return nil }
    let words = first.split(separator: ASCII.space, omittingEmptySubsequences: false)
    guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8), words[1].first == ASCII.slash,
      !words[0].isEmpty, words[0].allSatisfy(\.isLetter)
    else { return nil }
    method = String(decoding: words[0], as: UTF8.self)
    path = Self.path(of: words[1])
    var hosts: [String] = []
    for line in lines.dropFirst() where !line.isEmpty {
      guard let colon = line.firstIndex(of: ASCII.colon) else { return nil }
      let name = line[..<colon].map(\.lowercased)
      guard name.elementsEqual("host".utf8) else { continue }
      let value = line[(colon + 1)...].filter { !$0.isBlank }.map(\.lowercased)
      hosts.append(String(decoding: value, as: UTF8.self))
    }
    host = hosts.count == 1 ? hosts[0] : nil
  }

  private static func path(of target: ArraySlice<UInt8>) -> String? {
    let raw = target.prefix { $0 != ASCII.question && $0 != ASCII.hash }
    var bytes: [UInt8] = []
    var index = raw.startIndex
    while index < raw.endIndex {
      guard raw[index] == UInt8(ascii: "%") else {
        bytes.append(raw[index])
        index += 1
        continue
      }
      guard index + 2 < raw.endIndex, raw[index + 1].isHexDigit, raw[index + 2].isHexDigit,
        let byte = UInt8(String(decoding: raw[index + 1...index + 2], as: UTF8.self), radix: 16),
        byte != ASCII.slash
      else { return nil }
      bytes.append(byte)
      index += 3
    }
    guard !bytes.contains(0), !bytes.contains(ASCII.backslash),
      UTF8Text.firstInvalidOffset(in: bytes) == nil
    else { return nil }
    var path = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let parts = path.utf8.split(separator: ASCII.slash, omittingEmptySubsequences: false)
    guard !parts.dropLast().contains(where: \.isEmpty),
      !parts.contains(where: { $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) })
    else { return nil }
    if path.isEmpty || path.utf8.last == ASCII.slash { path += "index.html" }
    return path
  }
}
