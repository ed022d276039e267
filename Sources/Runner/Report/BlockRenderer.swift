import Bedrock
import Figures
import Markdown
import Notebook

/// What the report shows in a block's place: anchor, source, results, caption.
///
/// Each part is some lines; a blank line stands between parts. The prefix of the quotes and list items
/// around comes later.
struct BlockRenderer {
  var style: FigureStyle
  /// Whether errors are shown in their place, as in a draft.
  var showsErrors: Bool
  /// Whether each figure's sentence is said even where a caption stands.
  var saysSentences = false
  /// Where pictures go; `nil` where figures are text.
  var folder: PictureFolder?
  /// The pictures of the blocks so far.
  private(set) var pictures: [ReportPicture] = []
  /// The names that are left for the block's pictures.
  private var names: ArraySlice<String> = []

  init(
    style: FigureStyle, showsErrors: Bool, saysSentences: Bool = false,
    folder: PictureFolder? = nil
  ) {
    self.style = style
    self.showsErrors = showsErrors
    self.saysSentences = saysSentences
    self.folder = folder
  }

  /// The parts of a block.
  ///
  /// - Parameter style: the page's, less the columns that the prefix takes.
  mutating func parts(of executed: ExecutedBlock) -> [[String]] {
    let options = executed.block.options
    var parts: [[String]] = []
    if let label = options.label { parts.append(["<a id=\"\(label.text)\"></a>"]) }
    if options.echo {
      let source = [TextFence.lines(executed.block.source, info: "swiftlab")]
      parts += options.fold == .source ? folded(source, "Source") : source
    }
    if showsErrors || executed.isLesson, !executed.diagnostics.isEmpty {
      parts += errors(executed)
    }
    if options.output {
      let results = resultParts(of: executed)
      parts += options.fold == .output && !results.isEmpty ? folded(results, "Results") : results
    }
    return parts
  }

  /// The parts that stand behind the source in the lab itself.
  mutating func partsInPlace(of executed: ExecutedBlock) -> [[String]] {
    let options = executed.block.options
    var parts: [[String]] = []
    if executed.isLesson {
      parts += errors(executed)
    }
    if options.output {
      let results = resultParts(of: executed)
      parts += options.fold == .output && !results.isEmpty ? folded(results, "Results") : results
    }
    if let label = options.label, !parts.isEmpty {
      parts.insert(["<a id=\"\(label.text)\"></a>"], at: 0)
    }
    return parts
  }

  private mutating func resultParts(of executed: ExecutedBlock) -> [[String]] {
    names = folder == nil ? [] : PictureNames(executed).names[...]
    let options = executed.block.options
    // A caption says what is to be seen; a page is not told everything twice.
    let caption = options.caption.map(MarkdownEscape.cell) ?? ""
    let saysSentence = saysSentences || caption.isEmpty
    let isShared = executed.statements.filter { $0.name != nil && !$0.results.isEmpty }.count > 1
    var parts: [[String]] = []
    for statement in onOneScale(executed.statements) {
      let results = statement.results + skipped(statement)
      // Where several directives share a block, each result stands under its own name.
      if isShared, let name = statement.name, !results.isEmpty {
        parts.append(["**\(CodeSpanText.span(name))**"])
      }
      for result in results {
        parts += part(
          of: result, saysSentence: saysSentence && options.alt == nil, options.alt)
      }
    }
    let showsFigure = executed.statements.contains { $0.results.contains { $0.figure != nil } }
    if let alt = options.alt, showsFigure, saysSentence {
      parts.append(paragraph(alt))
    }
    if !caption.isEmpty { parts.append(wrapped("*\(caption)*")) }
    return parts.filter { !$0.isEmpty }
  }

  /// The statements with their pictures drawn to one scale, for they are seen together.
  private func onOneScale(_ statements: [ExecutedStatement]) -> [ExecutedStatement] {
    let figures = statements.flatMap(\.results).compactMap(\.figure)
    var shared = SharedScale.applied(to: figures, style)[...]
    return statements.map { statement in
      var statement = statement
      statement.results = statement.results.map { result in
        guard result.figure != nil, let figure = shared.popFirst() else { return result }
        return .outcome(.figure(figure))
      }
      return statement
    }
  }

  private mutating func part(
    of result: StatementResult, saysSentence: Bool, _ alternative: String?
  ) -> [[String]] {
    switch result {
    case .outcome(.figure(let figure)):
      let drawing =
        link(to: figure, alternative)
        ?? TextFence.lines(figure.lines(style).flatMap(VisibleText.lines))
      return saysSentence ? [drawing, paragraph(figure.sentence)] : [drawing]
    case .outcome(.table(let table)):
      return [
        table.title.isEmpty ? [] : ["**\(MarkdownEscape.cell(table.title))**"],
        TableMarkdown.lines(table),
        paragraph(table.summary ?? ""),
      ]
    case .outcome(.paragraph(let text)): return [paragraph(text)]
    case .runHeading(let text): return [["**\(MarkdownEscape.cell(text))**"]]
    case .line(let expression, let value):
      if let expression { return [[CodeSpanText.span("\(expression) = \(value)")]] }
      return [paragraph(value)]
    case .text(let lines): return [TextFence.lines(lines.flatMap(VisibleText.lines))]
    }
  }

  /// A link to the figure's file; `nil` where it is text.
  private mutating func link(to figure: any Figure, _ alternative: String?) -> [String]? {
    guard let folder, let name = names.popFirst() else { return nil }
    let picture = folder.picture(figure, named: name, alternative: alternative)
    pictures.append(picture)
    let text = MarkdownEscape.inline(alternative ?? figure.sentence)
    return ["![\(text)](\(folder.destination(of: picture)))"]
  }

  /// Plain text as paragraphs that fit the page.
  private func paragraph(_ text: String) -> [String] {
    MarkdownEscape.paragraph(text).flatMap(wrapped)
  }

  private func wrapped(_ line: String) -> [String] {
    ProseWrap.lines(line, columns: style.width)
  }

  private func errors(_ executed: ExecutedBlock) -> [[String]] {
    executed.diagnostics.map {
      TextFence.lines(DiagnosticText.lines($0, width: style.width))
    }
  }

  private func skipped(_ statement: ExecutedStatement) -> [StatementResult] {
    guard showsErrors, case .skipped(let name) = statement.state else { return [] }
    return [.text(["skipped: '\(name)' failed"])]
  }

  private func folded(_ parts: [[String]], _ summary: String) -> [[String]] {
    [["<details><summary>\(summary)</summary>"]] + parts + [["</details>"]]
  }
}

extension StatementResult {
  fileprivate var figure: (any Figure)? {
    if case .outcome(.figure(let figure)) = self { figure } else { nil }
  }
}
