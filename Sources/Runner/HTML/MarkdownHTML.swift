/// Markdown as HTML: all that a report is made of, in CommonMark's sense, with GFM's tables.
///
/// Headings, paragraphs, quotes, lists, fenced and indented code, tables, thematic breaks, HTML blocks
/// and reference definitions; inside of lines code, emphasis, links, images, HTML and entities. HTML of
/// the author passes through; all other text is escaped.
struct MarkdownHTML {
  /// Where a link or image leads on the page, for where it led in the Markdown.
  let destination: (String) -> String
  private var definitions: [String: MarkdownLine.Definition] = [:]
  private var slugs: [String: Int] = [:]
  private var out = ""

  static func html(_ markdown: [UInt8], destination: @escaping (String) -> String) -> String {
    let lines = markdown.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { MarkdownLine(String(decoding: $0, as: UTF8.self)) }
    var writer = MarkdownHTML(destination: destination)
    writer.define(lines)
    writer.write(lines, isTight: false)
    return writer.out
  }

  private init(destination: @escaping (String) -> String) { self.destination = destination }

  /// Takes in what `[label]: destination` lines define, which may stand behind their use.
  private mutating func define(_ lines: [MarkdownLine]) {
    var isInParagraph = false
    for line in lines {
      if !isInParagraph, let definition = line.definition {
        if definitions[definition.label] == nil { definitions[definition.label] = definition }
      } else {
        isInParagraph = line.isParagraphText
      }
    }
  }

  // MARK: Blocks

  /// - Parameter isTight: whether paragraphs go without their tags, as in a list without blank lines.
  private mutating func write(_ lines: [MarkdownLine], isTight: Bool) {
    var index = 0
    while index < lines.count {
      let line = lines[index]
      switch line.kind {
      case .blank: index += 1
      case .indented: index = writeIndented(lines, index)
      case .fence(let fence): index = writeFence(lines, index, fence)
      case .heading(let level, let text):
        writeHeading(level, text)
        index += 1
      case .rule:
        out += "<hr>\n"
        index += 1
      case .quote: index = writeQuote(lines, index)
      case .item(let marker): index = writeList(lines, index, marker)
      case .html(let end): index = writeHTML(lines, index, end)
      case .text: index = writeParagraph(lines, index, isTight)
      }
    }
  }

  private mutating func writeIndented(_ lines: [MarkdownLine], _ start: Int) -> Int {
    var end = start
    var last = start
    while end < lines.count, lines[end].isBlank || lines[end].indent >= 4 {
      if !lines[end].isBlank { last = end }
      end += 1
    }
    let text = lines[start...last].map { $0.removing(indent: 4) }.joined(separator: "\n")
    out += "<pre><code>\(HTMLText.escaped(text))\n</code></pre>\n"
    return last + 1
  }

  private mutating func writeFence(
    _ lines: [MarkdownLine], _ start: Int, _ fence: MarkdownLine.Fence
  ) -> Int {
    var content: [String] = []
    var index = start + 1
    while index < lines.count, !lines[index].closes(fence) {
      content.append(lines[index].removing(indent: fence.indent))
      index += 1
    }
    let word = String(Substring(fence.info.utf8.prefix { $0 != UInt8(ascii: " ") }))
    let language = word.isEmpty ? "" : " class=\"language-\(HTMLText.escaped(word))\""
    let text = content.map { HTMLText.escaped($0) + "\n" }.joined()
    out += "<pre><code\(language)>\(text)</code></pre>\n"
    return min(index + 1, lines.count)
  }

  private mutating func writeHeading(_ level: Int, _ text: String) {
    let inner = inlines(text)
    var slug = HTMLText.slug(of: text)
    let count = slugs[slug, default: 0]
    slugs[slug] = count + 1
    if count > 0 { slug += "-\(count)" }
    out += "<h\(level) id=\"\(HTMLText.escaped(slug))\">\(inner)</h\(level)>\n"
  }

  private mutating func writeQuote(_ lines: [MarkdownLine], _ start: Int) -> Int {
    var inner: [MarkdownLine] = []
    var index = start
    while index < lines.count {
      if let line = lines[index].withoutQuoteMark {
        inner.append(line)
      } else if let last = inner.last, last.isParagraphText, lines[index].continuesParagraph {
        inner.append(lines[index])
      } else {
        break
      }
      index += 1
    }
    out += "<blockquote>\n"
    write(inner, isTight: false)
    out += "</blockquote>\n"
    return index
  }

  private mutating func writeHTML(
    _ lines: [MarkdownLine], _ start: Int, _ end: MarkdownLine.HTMLEnd
  ) -> Int {
    var index = start
    while index < lines.count {
      if case .blankLine = end, lines[index].isBlank { break }
      out += lines[index].text + "\n"
      index += 1
      if case .text(let closing) = end, lines[index - 1].contains(closing) { break }
    }
    return index
  }

  private mutating func writeParagraph(
    _ lines: [MarkdownLine], _ start: Int, _ isTight: Bool
  ) -> Int {
    if lines[start].definition != nil { return start + 1 }
    if let end = writeTable(lines, start) { return end }
    var text: [String] = []
    var index = start
    while index < lines.count, index == start || lines[index].continuesParagraph {
      if index > start, let level = lines[index].underlineLevel {
        writeHeading(level, text.joined(separator: "\n"))
        return index + 1
      }
      if index > start, Self.isTableHead(lines, index) { break }
      text.append(lines[index].trimmedStart)
      index += 1
    }
    if index < lines.count, let level = lines[index].underlineLevel {
      writeHeading(level, text.joined(separator: "\n"))
      return index + 1
    }
    let inner = inlines(HTMLText.withoutBlanksAtEnd(text.joined(separator: "\n")))
    out += isTight ? inner + "\n" : "<p>\(inner)</p>\n"
    return index
  }

  // MARK: Lists

  private mutating func writeList(
    _ lines: [MarkdownLine], _ start: Int, _ first: MarkdownLine.Marker
  ) -> Int {
    var items: [[MarkdownLine]] = []
    var index = start
    var isLoose = false
    while index < lines.count, case .item(let marker) = lines[index].kind, marker.isLike(first) {
      var item = [lines[index].removingMarker(marker)]
      index += 1
      while index < lines.count {
        let line = lines[index]
        if line.isBlank || line.indent >= marker.width {
          item.append(MarkdownLine(line.removing(indent: marker.width)))
        } else if case .item = line.kind {
          break
        } else if let last = item.last, last.isParagraphText, line.continuesParagraph {
          item.append(line)
        } else {
          break
        }
        index += 1
      }
      let length = item.count
      while item.last?.isBlank == true { item.removeLast() }
      // A blank line between this item and the next, or between two blocks of it.
      var isFollowed = false
      if index < lines.count, case .item(let next) = lines[index].kind {
        isFollowed = next.isLike(first)
      }
      if (isFollowed && item.count < length) || Self.hasGap(item) { isLoose = true }
      items.append(item)
    }
    let tag = first.number == nil ? "ul" : "ol"
    let from = first.number.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
    out += "<\(tag)\(from)>\n"
    for item in items {
      out += "<li>"
      write(item, isTight: !isLoose)
      out += "</li>\n"
    }
    out += "</\(tag)>\n"
    return index
  }

  /// Whether a blank line stands between two blocks, and not inside of a fence.
  private static func hasGap(_ lines: [MarkdownLine]) -> Bool {
    var fence: MarkdownLine.Fence?
    for (index, line) in lines.enumerated() {
      if let open = fence {
        if line.closes(open) { fence = nil }
      } else if case .fence(let opened) = line.kind {
        fence = opened
      } else if line.isBlank, index > 0 {
        return true
      }
    }
    return false
  }

  // MARK: Tables

  private static func isTableHead(_ lines: [MarkdownLine], _ start: Int) -> Bool {
    guard start + 1 < lines.count, let head = lines[start].cells,
      let alignments = lines[start + 1].alignments
    else { return false }
    return alignments.count == head.count
  }

  private mutating func writeTable(_ lines: [MarkdownLine], _ start: Int) -> Int? {
    guard Self.isTableHead(lines, start), let head = lines[start].cells,
      let alignments = lines[start + 1].alignments
    else { return nil }
    out += "<table>\n<thead>\n"
    writeRow(head, alignments, "th")
    out += "</thead>\n<tbody>\n"
    var index = start + 2
    while index < lines.count, !lines[index].isBlank, lines[index].continuesParagraph {
      writeRow(lines[index].cells ?? [lines[index].text], alignments, "td")
      index += 1
    }
    out += "</tbody>\n</table>\n"
    return index
  }

  private mutating func writeRow(_ cells: [String], _ alignments: [String], _ tag: String) {
    out += "<tr>"
    for (index, alignment) in alignments.enumerated() {
      let style = alignment.isEmpty ? "" : " style=\"text-align:\(alignment)\""
      out += "<\(tag)\(style)>\(index < cells.count ? inlines(cells[index]) : "")</\(tag)>"
    }
    out += "</tr>\n"
  }

  private func inlines(_ text: String) -> String {
    var writer = InlineHTML(text, definitions: definitions, destination: destination)
    return writer.html()
  }
}
