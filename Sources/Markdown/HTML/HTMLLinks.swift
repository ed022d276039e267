import Bedrock

/// The links in the author's own HTML.
public enum HTMLLinks {
  /// HTML in which each `href` and `src` leads where `destination` says; `nil` leaves one as it is.
  public static func rewritten(
    _ html: String, destination: (_ text: String, _ isImage: Bool) -> String?
  ) -> String {
    let bytes = Array(html.utf8)
    guard bytes.contains(ASCII.less) else { return html }
    var out: [UInt8] = []
    var next = 0
    for found in TagDestinations.all(in: bytes, [0..<bytes.count]) {
      guard found.range.lowerBound >= next,
        let text = destination(found.text, found.kind == .source), text != found.text
      else { continue }
      out += bytes[next..<found.range.lowerBound]
      out += found.written(text)
      next = found.range.upperBound
    }
    return String(decoding: out + bytes[next...], as: UTF8.self)
  }
}
