import Bedrock

extension Diagnostic {
  /// The diagnostic for tools: severity, place, message without the suggestion, suggestion.
  ///
  /// - Parameter source: the path of the lab that it is listed under; a place in another file, such
  ///   as an included part, names that file as `source`.
  public func json(in source: String? = nil) -> JSON {
    let position = span.position
    var members: [(String, JSON)] = [
      ("severity", .string(severity.rawValue)), ("line", .integer(position.line)),
      ("column", .integer(position.column)), ("message", .string(plainMessage)),
      ("suggestion", suggestion.map(JSON.string) ?? .null),
    ]
    if let source, source != span.file.path { members.append(("source", .string(span.file.path))) }
    if !notes.isEmpty { members.append(("notes", .array(notes.map { Self.json($0, in: source) }))) }
    return .object(members)
  }

  private static func json(_ note: Note, in source: String?) -> JSON {
    var members: [(String, JSON)] = [("message", .string(note.message))]
    if let span = note.span {
      let position = span.position
      members.append(("line", .integer(position.line)))
      members.append(("column", .integer(position.column)))
      if let source, source != span.file.path {
        members.append(("source", .string(span.file.path)))
      }
    }
    return .object(members)
  }
}
