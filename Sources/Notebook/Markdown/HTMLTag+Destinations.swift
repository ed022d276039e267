extension HTMLTag {
  /// Where the tag's `src` and `href` lead.
  func destinations(_ bytes: [UInt8], _ text: FlatText) -> [Destination] {
    attributes.compactMap { attribute in
      let name = bytes[attribute.name].map(\.lowercased)
      let kind: Destination.Kind
      if name.elementsEqual("src".utf8) {
        kind = .source
      } else if name.elementsEqual("href".utf8) {
        kind = .reference
      } else {
        return nil
      }
      guard let value = attribute.value, let range = text.documentRange(of: value) else {
        return nil
      }
      return Destination(
        range: range, kind: kind, form: attribute.quote == 0 ? .unquoted : .quoted(attribute.quote),
        text: MarkdownText.withoutReferences(bytes[value]))
    }
  }
}

/// Finds the destinations in the tags of an HTML block.
struct HTMLBlockScanner {
  /// Elements whose content holds no tags.
  private static let rawElements: Set<String> = ["script", "style", "textarea"]

  static func destinations(_ text: FlatText) -> [Destination] {
    let bytes = text.bytes
    var found: [Destination] = []
    var html = RawHTML()
    var index = 0
    while index < bytes.count {
      guard bytes[index] == ASCII.less, let end = html.end(bytes, at: index) else {
        index += 1
        continue
      }
      index = end
      guard let tag = html.tag else { continue }
      found += tag.destinations(bytes, text)
      let name = String(decoding: bytes[tag.name].map(\.lowercased), as: UTF8.self)
      if !tag.isClosing, rawElements.contains(name) {
        index = rawElementEnd(bytes, from: end, name: name)
      }
    }
    return found
  }

  private static func rawElementEnd(_ bytes: [UInt8], from start: Int, name: String) -> Int {
    var index = start
    while index < bytes.count {
      if bytes[index] == ASCII.less, let tag = HTMLTag(bytes, at: index, end: bytes.count),
        tag.isClosing, bytes[tag.name].map(\.lowercased).elementsEqual(name.utf8)
      {
        return index
      }
      index += 1
    }
    return index
  }
}
