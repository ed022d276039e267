import Bedrock

extension HTMLWriter {
  mutating func enter(_ block: MarkdownBlock, _ index: Int) {
    switch block {
    case .document, .definition: break
    case .quote(let alert): enterQuote(alert)
    case .list(let list): enterList(list)
    case .item(let task): enterItem(task)
    case .footnote: break
    case .paragraph:
      if isTightParagraph { return }
      beginLine()
      put("<p>")
    case .heading(let level):
      beginLine()
      put("<h\(level)\(layer.headingAttributes(index, in: document))>")
    case .thematicBreak:
      beginLine()
      put("<hr />\n")
    case .fence(let fence): writeFence(document.fences[fence], index)
    case .indentedCode(let lines): writeCode(text(of: document.lines[lines]), info: "", index)
    case .html(let lines):
      beginLine()
      put(layer.rawHTML(text(of: document.lines[lines])))
      beginLine()
    case .table:
      beginLine()
      put(layer.table.open)
      hasTableBody = false
    case .row(let isHeader): enterRow(isHeader: isHeader)
    case .cell(let alignment): enterCell(alignment)
    }
  }

  mutating func leave(_ block: MarkdownBlock, _ index: Int) {
    switch block {
    case .quote(let alert):
      beginLine()
      put(alert == nil ? "</blockquote>\n" : "</div>\n")
    case .list(let list):
      tightness.removeLast()
      put(list.start == nil ? "</ul>\n" : "</ol>\n")
    case .item: put("</li>\n")
    case .paragraph: leaveParagraph(index)
    case .heading(let level): put("\(layer.headingEnd(index, in: document))</h\(level)>\n")
    case .table: leaveTable()
    case .row(let isHeader):
      beginLine()
      put("</tr>")
      if isHeader {
        put("\n</thead>")
        isInTableHead = false
      }
    case .cell: put(isInTableHead ? "</th>" : "</td>")
    case .document, .definition, .footnote, .thematicBreak, .fence, .indentedCode, .html: break
    }
  }

  // MARK: Containers

  private mutating func enterQuote(_ alert: MarkdownBlock.Alert?) {
    beginLine()
    guard let alert else { return put("<blockquote>\n") }
    let name = alert.rawValue
    let title = name.prefix(1).uppercased() + name.dropFirst()
    put("<div class=\"markdown-alert markdown-alert-\(name)\">\n")
    put("<p class=\"markdown-alert-title\">\(title)</p>\n")
  }

  private mutating func enterList(_ list: MarkdownBlock.List) {
    beginLine()
    tightness.append(list.isTight)
    switch list.start {
    case nil: put("<ul>\n")
    case 1: put("<ol>\n")
    case let start?: put("<ol start=\"\(start)\">\n")
    }
  }

  private mutating func enterItem(_ task: MarkdownBlock.TaskState?) {
    beginLine()
    put("<li>")
    guard let task else { return }
    let state = task == .done ? " checked=\"\"" : ""
    put("<input type=\"checkbox\"\(state) disabled=\"\" /> ")
  }

  /// Whether the innermost block around is an item of a tight list.
  private var isTightParagraph: Bool {
    guard let parent = open.last, case .item = document.nodes[parent].block else { return false }
    return tightness.last ?? false
  }

  private mutating func leaveParagraph(_ index: Int) {
    if isTightParagraph { return }
    if let footnote, open.last == document.footnotes[footnote].node,
      document.nodes[index].end == document.nodes[document.footnotes[footnote].node].end
    {
      put(" ")
      writeWayBack(footnote)
    }
    put("</p>\n")
  }

  // MARK: Code

  private mutating func writeFence(_ fence: MarkdownFence, _ index: Int) {
    let info = MarkdownText.unescaped(document.bytes[fence.info])
    writeCode(text(of: fence.lines), info: info, index)
  }

  private mutating func writeCode(_ code: String, info: String, _ index: Int) {
    beginLine()
    if let html = layer.code(code, info: info, node: index, in: document) {
      put(html)
      return beginLine()
    }
    let language = String(decoding: info.utf8.prefix { !$0.isWhitespace }, as: UTF8.self)
    put("<pre><code")
    if !language.isEmpty {
      let name = language.utf8.starts(with: "language-".utf8) ? language : "language-" + language
      put(" class=\"\(HTMLText.escaped(name))\"")
    }
    put(">")
    escape(code)
    put("</code></pre>\n")
  }

  // MARK: Tables

  private mutating func enterRow(isHeader: Bool) {
    beginLine()
    if isHeader {
      isInTableHead = true
      put("<thead>\n")
    } else if !hasTableBody {
      put("<tbody>\n")
      hasTableBody = true
    }
    put("<tr>")
  }

  private mutating func enterCell(_ alignment: MarkdownBlock.Alignment?) {
    beginLine()
    let align = alignment.map { " align=\"\($0.rawValue)\"" } ?? ""
    put("<\(isInTableHead ? "th" : "td")\(align)>")
  }

  private mutating func leaveTable() {
    beginLine()
    if hasTableBody { put("</tbody>\n") }
    hasTableBody = false
    put("\(layer.table.close)\n")
  }
}
