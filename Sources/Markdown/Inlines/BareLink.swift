import Bedrock

/// Finds links that are written without brackets, as cmark-gfm's extension `autolink` does.
enum BareLink {
  /// The end of the link that begins with `www.` at an offset.
  static func hostEnd(_ bytes: [UInt8], at start: Int, limit: Int) -> Int? {
    guard bytes[start..<limit].starts(with: "www.".utf8) else { return nil }
    if start > 0, !bytes[start - 1].isWhitespace, !"*_~(".utf8.contains(bytes[start - 1]) {
      return nil
    }
    guard let domain = domainEnd(bytes, at: start, limit: limit, needsDot: true) else { return nil }
    return linkEnd(bytes, from: start, at: domain, limit: limit)
  }

  /// The range of the link with a scheme whose `:` stands at an offset.
  static func uri(_ bytes: [UInt8], at colon: Int, limit: Int, from first: Int) -> Range<Int>? {
    guard colon + 3 < limit, bytes[colon + 1] == ASCII.slash, bytes[colon + 2] == ASCII.slash else {
      return nil
    }
    var start = colon
    while start > first, bytes[start - 1].isLetter, colon - start < 6 { start -= 1 }
    let scheme = bytes[start..<colon].map(\.lowercased)
    let isKnown = ["http", "https", "ftp"].contains { scheme.elementsEqual($0.utf8) }
    guard isKnown, isHostStart(bytes, at: colon + 3, limit: limit),
      let domain = domainEnd(bytes, at: colon + 3, limit: limit, needsDot: false)
    else { return nil }
    return linkEnd(bytes, from: start, at: domain, limit: limit).map { start..<$0 }
  }

  private static func isHostStart(_ bytes: [UInt8], at index: Int, limit: Int) -> Bool {
    let byte = bytes[index]
    if byte < 0x80 { return !byte.isWhitespace && !byte.isPunctuation }
    let text = String(decoding: bytes[index..<min(limit, index + 4)], as: UTF8.self)
    let category = GeneralCategory(text.unicodeScalars.first ?? " ")
    return category != .spaceSeparator
      && !(GeneralCategory.connectorPunctuation.rawValue...GeneralCategory.otherPunctuation.rawValue)
        .contains(category.rawValue)
  }

  /// The end of a domain: no underscore stands in its last two parts.
  private static func domainEnd(
    _ bytes: [UInt8], at start: Int, limit: Int, needsDot: Bool
  ) -> Int? {
    var index = start + 1
    var (dots, underscoresBefore, underscores) = (0, 0, 0)
    // The last byte is no part of the domain: "www." alone is no link.
    scan: while index < limit - 1 {
      switch bytes[index] {
      case ASCII.underscore: underscores += 1
      case ASCII.dot:
        (underscoresBefore, underscores) = (underscores, 0)
        dots += 1
      case ASCII.minus: break
      case let byte where byte >= 0x80 || byte.isWhitespace || byte.isPunctuation: break scan
      default: break
      }
      index += 1
    }
    guard underscoresBefore == 0, underscores == 0, !needsDot || dots > 0 else { return nil }
    return index
  }

  /// A link goes on to the next blank, without the punctuation of the sentence around it.
  static func linkEnd(_ bytes: [UInt8], from start: Int, at domain: Int, limit: Int) -> Int? {
    var end = domain
    while end < limit, !bytes[end].isWhitespace { end += 1 }
    end = withoutPunctuation(bytes, start, end)
    return end > start ? end : nil
  }

  /// The end without what belongs to the sentence: marks, entities, parentheses that close none.
  static func withoutPunctuation(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
    var end = bytes[start..<limit].firstIndex(of: ASCII.less) ?? limit
    var open = 0
    for byte in bytes[start..<end] {
      if byte == ASCII.leftParenthesis { open += 1 }
      if byte == ASCII.rightParenthesis { open -= 1 }
    }
    while end > start {
      let last = bytes[end - 1]
      if "?!.,:*_~'\"".utf8.contains(last) {
        end -= 1
      } else if last == ASCII.semicolon {
        var name = end - 1
        while name > start, bytes[name - 1].isLetter { name -= 1 }
        let isEntity = name < end - 1 && name > start && bytes[name - 1] == ASCII.ampersand
        end = isEntity ? name - 1 : end - 1
      } else if last == ASCII.rightParenthesis, open < 0 {
        open += 1
        end -= 1
      } else {
        break
      }
    }
    return end
  }
}

extension InlineParser {
  /// Takes a bare link that begins here, or whose scheme ends here; none stands in brackets.
  mutating func takeBareLink() {
    guard extensions.contains(.autolinks), brackets.isEmpty else {
      index += 1
      return
    }
    if bytes[index] == ASCII.colon {
      guard let range = BareLink.uri(bytes, at: index, limit: end, from: textStart) else {
        index += 1
        return
      }
      index = range.lowerBound
      append(.autolink(destination: MarkdownText.plain(bytes[range])), to: range.upperBound)
    } else if let close = BareLink.hostEnd(bytes, at: index, limit: end) {
      let host = MarkdownText.plain(bytes[index..<close])
      append(.autolink(destination: "http://" + host), to: close)
    } else {
      index += 1
    }
  }
}
