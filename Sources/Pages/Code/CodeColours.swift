import Markdown
import Notebook

/// A block of the lab language as HTML in colour, by what the language's own parser sees in it.
enum CodeColours {
  static func html(_ source: String) -> String {
    let bytes = Array(source.utf8)
    var html = ""
    var start = 0
    func escaped(_ range: Range<Int>) -> String {
      HTMLText.escaped(String(decoding: bytes[range], as: UTF8.self))
    }
    for (range, kind) in SourceHighlights(source).parts
    where range.lowerBound >= start && range.upperBound <= bytes.count {
      html += escaped(start..<range.lowerBound)
      html += "<span class=\"\(kind.rawValue)\">\(escaped(range))</span>"
      start = range.upperBound
    }
    return html + escaped(start..<bytes.count)
  }
}
