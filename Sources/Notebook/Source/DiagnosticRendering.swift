import Bedrock

extension Diagnostic {
  /// The message with the suggestion behind it, said once.
  public var fullMessage: String {
    guard let suggestion, plainMessage == message else { return message }
    return "\(message); did you mean '\(suggestion)'?"
  }

  /// The message without the suggestion, should it have that already.
  var plainMessage: String {
    guard suggestion != nil, let tail = message.offset(of: "; did you mean ") else {
      return message
    }
    return String(decoding: message.utf8.prefix(tail), as: UTF8.self)
  }

  /// The diagnostic as a compiler shows it: place and message, the line, a caret under the place,
  /// then the notes.
  public func rendered() -> String {
    var lines = Self.lines(severity.rawValue, fullMessage, span)
    for note in notes {
      if let span = note.span {
        lines += Self.lines("note", note.message, span)
      } else {
        lines.append("    note: \(note.message)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func lines(_ kind: String, _ message: String, _ span: SourceSpan) -> [String] {
    let position = span.position
    let head = "\(span.file.path):\(position.line):\(position.column): \(kind): \(message)"
    let excerpt = SourceExcerpt(span)
    return excerpt.text.isEmpty ? [head] : [head, "    " + excerpt.text, "    " + excerpt.marker]
  }
}

extension String {
  /// How many bytes stand before the first occurrence of an ASCII text.
  fileprivate func offset(of part: String) -> Int? {
    let bytes = Array(utf8)
    let part = Array(part.utf8)
    guard part.count <= bytes.count else { return nil }
    return (0...(bytes.count - part.count)).first { bytes[$0...].starts(with: part) }
  }
}
