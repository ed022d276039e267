import Bedrock

/// A link's destination that names a place on a page of the course.
struct AnchorLink: Equatable {
  /// The page's path without its escapes; `nil` for the page that the link stands on.
  var path: String?
  /// The fragment without its escapes.
  var fragment: String

  /// - Returns: `nil` for what has no fragment, or leads to another site.
  init?(_ text: String) {
    guard let hash = text.utf8.firstIndex(of: UInt8(ascii: "#")),
      let fragment = PercentEncoding.decoded(String(text[text.utf8.index(after: hash)...]))
    else { return nil }
    self.fragment = fragment
    if hash == text.startIndex { return }
    guard let page = RelativeDestination(text)?.path else { return nil }
    path = page
  }
}
