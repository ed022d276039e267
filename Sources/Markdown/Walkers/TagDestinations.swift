import Bedrock

/// Finds where the `src` and `href` of HTML tags lead, and what their `id` and `name` name.
enum TagDestinations {
  /// Elements whose content holds no tags.
  private static let rawElements: Set<String> = ["script", "style", "textarea"]

  /// The destinations in some lines of HTML.
  static func all(in document: MarkdownDocument, _ lines: [Range<Int>]) -> [Destination] {
    all(in: document.bytes, lines)
  }

  /// The destinations in some lines of HTML.
  static func all(in bytes: [UInt8], _ lines: [Range<Int>]) -> [Destination] {
    let text = FlatText(bytes, lines.map { TextSegment(range: $0) }[...])
    return tags(in: text.bytes).flatMap { destinations(of: $0, text) }
  }

  /// The values of the attributes `id` and `name` in some lines of HTML.
  static func names(in document: MarkdownDocument, _ lines: [Range<Int>]) -> [String] {
    let text = FlatText(document.bytes, lines.map { TextSegment(range: $0) }[...])
    return tags(in: text.bytes).flatMap(\.attributes).compactMap { attribute in
      let name = text.bytes[attribute.name].map(\.lowercased)
      guard name.elementsEqual("id".utf8) || name.elementsEqual("name".utf8) else { return nil }
      return attribute.value.map { MarkdownText.withoutReferences(text.bytes[$0]) }
    }
  }

  /// The tags of a piece of HTML, in order.
  private static func tags(in bytes: [UInt8]) -> [HTMLTag] {
    var found: [HTMLTag] = []
    var html = RawHTML()
    var index = 0
    while index < bytes.count {
      guard bytes[index] == ASCII.less, let end = html.end(bytes, at: index) else {
        index += 1
        continue
      }
      index = end
      guard let tag = html.tag else { continue }
      found.append(tag)
      let name = String(decoding: bytes[tag.name].map(\.lowercased), as: UTF8.self)
      if !tag.isClosing, rawElements.contains(name) {
        index = rawElementEnd(bytes, from: end, name: name)
      }
    }
    return found
  }

  private static func destinations(of tag: HTMLTag, _ text: FlatText) -> [Destination] {
    tag.attributes.compactMap { attribute in
      let name = text.bytes[attribute.name].map(\.lowercased)
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
        text: MarkdownText.withoutReferences(text.bytes[value]))
    }
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
