import Bedrock

/// HTML of somebody whom one does not trust: a list of harmless tags passes, all else shows as text.
///
/// Law: what comes out has no script, no style, no form, no frame, loads nothing, and leads nowhere but
/// by `http`, `https` and `mailto` or relative to the page.
public enum SafeHTML {
  /// Elements that only shape text.
  private static let elements: Set<String> = [
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn",
    "div",
    "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins",
    "kbd",
    "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary",
    "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "wbr",
  ]

  /// Attributes that neither run nor load nor style anything.
  private static let attributes: Set<String> = [
    "id", "name", "title", "lang", "dir", "open", "align", "colspan", "rowspan", "start",
  ]

  /// A piece of HTML with only harmless tags; comments go.
  public static func filtered(_ html: String) -> String {
    let bytes = Array(html.utf8)
    var out: [UInt8] = []
    var raw = RawHTML()
    var index = 0
    while index < bytes.count {
      guard bytes[index] == ASCII.less else {
        out.append(bytes[index])
        index += 1
        continue
      }
      let end = raw.end(bytes, at: index)
      if let end, let tag = raw.tag, let safe = written(tag, bytes) {
        out += safe.utf8
        index = end
      } else if let end, bytes[index...].starts(with: "<!--".utf8) {
        index = end
      } else {
        out += "&lt;".utf8
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The tag with its harmless attributes; `nil` for an element that is not on the list.
  private static func written(_ tag: HTMLTag, _ bytes: [UInt8]) -> String? {
    let name = String(decoding: bytes[tag.name].map(\.lowercased), as: UTF8.self)
    guard elements.contains(name) else { return nil }
    if tag.isClosing { return "</\(name)>" }
    var out = "<\(name)"
    for attribute in tag.attributes {
      let key = String(decoding: bytes[attribute.name].map(\.lowercased), as: UTF8.self)
      let value = attribute.value.map { MarkdownText.withoutReferences(bytes[$0]) }
      if key == "href", name == "a" {
        guard let value, let target = destination(value, isImage: false) else { continue }
        out += " href=\"\(HTMLText.escaped(target))\""
      } else if attributes.contains(key) {
        out += " \(key)=\"\(HTMLText.escaped(value ?? ""))\""
      }
    }
    return out + ">"
  }

  /// A destination that can do no harm; `nil` for any other.
  ///
  /// Browsers pass over blanks and control characters in a scheme, and so does this.
  public static func destination(_ text: String, isImage: Bool) -> String? {
    let bytes = text.utf8.filter { $0 > 0x20 && $0 != 0x7F }
    let head = bytes.prefix { !"/?#".utf8.contains($0) }
    guard let colon = head.firstIndex(of: ASCII.colon) else { return text }
    let scheme = String(decoding: head[..<colon].map(\.lowercased), as: UTF8.self)
    let schemes = isImage ? ["http", "https"] : ["http", "https", "mailto"]
    return schemes.contains(scheme) ? text : nil
  }
}
