import Bedrock
import Markdown

/// Reads front matter.
///
/// It stands at the very start of the file and ends with the next line of `---`. Where there is no
/// such line, the first one is a thematic break and all of it prose; a warning says so if the line
/// after it looks like a key. Blank lines and lines that begin with `#` are passed over.
struct FrontMatterParser {
  let file: SourceFile
  var matter = FrontMatter()
  var diagnostics: [Diagnostic] = []
  private var given: [String: SourceSpan] = [:]

  init(_ file: SourceFile) { self.file = file }

  /// Reads the front matter that begins at an offset; the result is its range with the line end
  /// behind it, or `nil` if there is none.
  mutating func parse(at start: Int) -> Range<Int>? {
    let bytes = file.utf8
    var line = LineCursor(bytes)
    line.startLine(at: start)
    guard isRule(line, from: start) else { return nil }
    var lines: [Range<Int>] = []
    var lineStart = line.next
    while lineStart < bytes.count {
      line.startLine(at: lineStart)
      if isRule(line, from: lineStart) {
        for range in lines { readLine(range) }
        return start..<line.next
      }
      lines.append(lineStart..<line.end)
      lineStart = line.next
    }
    if let first = lines.first, looksLikeKey(first) {
      line.startLine(at: start)
      diagnostics.append(
        Diagnostic(
          .warning, "this front matter is never closed by a line of '---', so it is prose",
          at: SourceSpan(file: file, range: start..<line.end)))
    }
    return nil
  }

  /// Whether a line is `---` and blanks.
  private func isRule(_ line: LineCursor, from start: Int) -> Bool {
    file.utf8[start..<line.end].starts(with: "---".utf8)
      && file.utf8[(start + 3)..<line.end].allSatisfy(\.isBlank)
  }

  private func looksLikeKey(_ range: Range<Int>) -> Bool {
    let key = file.utf8[range].prefix { $0 != ASCII.colon }
    return key.count < range.count && !key.isEmpty
      && key.allSatisfy { $0.isNamePart || $0 == ASCII.dot }
  }

  // MARK: Lines

  private mutating func readLine(_ range: Range<Int>) {
    let range = trimmed(range)
    guard let first = range.first, file.utf8[first] != ASCII.hash else { return }
    guard let colon = range.first(where: { file.utf8[$0] == ASCII.colon }), colon > first else {
      diagnostics.append(
        .error("a line of the front matter has the form 'key: value'", at: span(range)))
      return
    }
    let keyRange = trimmed(range.lowerBound..<colon)
    let key = Name(file.text(in: keyRange), at: span(keyRange))
    let value = trimmed(colon + 1..<range.upperBound)
    if let first = given[key.text] {
      diagnostics.append(
        .error(
          "'\(key.text)' is given twice", at: key.span, notes: [.init("first here", at: first)]))
      return
    }
    given[key.text] = key.span
    guard !value.isEmpty else {
      diagnostics.append(.error("'\(key.text)' has no value", at: key.span))
      return
    }
    set(key, value)
  }

  private mutating func set(_ key: Name, _ range: Range<Int>) {
    do throws(Diagnostic) {
      if key.text.utf8.starts(with: "param.".utf8) {
        try setParameter(key, range)
        return
      }
      guard let known = FrontMatterKey.all.first(where: { $0.name == key.text }) else {
        throw unknown(key)
      }
      let value = Name(try unquoted(range), at: span(range))
      if let mismatch = known.set(&matter, value) {
        throw .error(
          "'\(key.text)' \(mismatch.message)", at: value.span, suggestion: mismatch.suggestion)
      }
    } catch {
      diagnostics.append(error)
    }
  }

  private mutating func setParameter(_ key: Name, _ range: Range<Int>) throws(Diagnostic) {
    let nameRange = key.span.range.lowerBound + 6..<key.span.range.upperBound
    let name = Name(file.text(in: nameRange), at: span(nameRange))
    guard ParameterText.isName(name.text) else {
      throw .error(
        "'\(name.text)' is no name for a parameter: a letter or '_', then letters, digits and '_'",
        at: key.span)
    }
    let value = try ParameterText.value(SourceText(file: file, range: range))
    matter.parameters.append(FrontMatter.Parameter(name: name, value: value))
  }

  private func unknown(_ key: Name) -> Diagnostic {
    let names = FrontMatterKey.all.map(\.name)
    return .error(
      "unknown front-matter key '\(key.text)'; there are \(names.joined(separator: ", ")) "
        + "and param.NAME",
      at: key.span, suggestion: EditDistance.suggestion(for: key.text, among: names))
  }

  /// A value without the quotes that may stand around it.
  private func unquoted(_ range: Range<Int>) throws(Diagnostic) -> String {
    switch file.utf8[range.lowerBound] {
    case ASCII.quote: return try ParameterText.string(SourceText(file: file, range: range))
    case ASCII.apostrophe
    where range.count >= 2 && file.utf8[range.upperBound - 1] == ASCII.apostrophe:
      return file.text(in: range.lowerBound + 1..<range.upperBound - 1)
    default: return file.text(in: range)
    }
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, file.utf8[first].isBlank { range.removeFirst() }
    while let last = range.last, file.utf8[last].isBlank { range.removeLast() }
    return range
  }

  private func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: file, range: range) }
}
