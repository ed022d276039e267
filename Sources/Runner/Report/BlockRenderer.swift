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

  /// The parts of a block.
  ///
  /// - Parameter style: the page's, less the columns that the prefix takes.
  func parts(of executed: ExecutedBlock) -> [[String]] {
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
  func partsInPlace(of executed: ExecutedBlock) -> [[String]] {
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

  private func resultParts(of executed: ExecutedBlock) -> [[String]] {
    let options = executed.block.options
    let isShared = executed.statements.filter { $0.name != nil && !$0.results.isEmpty }.count > 1
    var parts: [[String]] = []
    for statement in onOneScale(executed.statements) {
      let results = statement.results + skipped(statement)
      // Where several directives share a block, each result stands under its own name.
      if isShared, let name = statement.name, !results.isEmpty {
        parts.append(["**\(CodeSpanText.span(name))**"])
      }
      for result in results { parts += part(of: result, alt: options.alt) }
    }
    let showsFigure = executed.statements.contains { $0.results.contains { $0.figure != nil } }
    if let alt = options.alt, showsFigure {
      parts.append(paragraph(alt))
    }
    if let caption = options.caption, !MarkdownEscape.cell(caption).isEmpty {
      parts.append(wrapped("*\(MarkdownEscape.cell(caption))*"))
    }
    if let claims = claims(executed) { parts.append([claims]) }
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

  private func part(of result: StatementResult, alt: String?) -> [[String]] {
    switch result {
    case .outcome(.figure(let figure)):
      let drawing = TextFence.lines(figure.lines(style).flatMap(VisibleText.lines))
      return alt == nil ? [drawing, paragraph(figure.sentence)] : [drawing]
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

  /// How many claims of a block hold, if it makes any.
  private func claims(_ executed: ExecutedBlock) -> String? {
    let held = executed.statements.filter { $0.verb == "expect" && $0.state == .done }.count
    switch held {
    case 0: return nil
    case 1: return "Checked: 1 claim holds."
    default: return "Checked: \(held) claims hold."
    }
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
