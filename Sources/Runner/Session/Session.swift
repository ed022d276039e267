import Bedrock
import Figures
import Notebook

/// Carries out one lab, from its first line to its last.
///
/// A session is one lab's alone: names, draws and errors of another never reach it, so labs may run in
/// parallel and in any order. An error ends its directive; whatever does not depend on that goes on, so
/// that a run reports every error.
struct Session {
  let host: SessionHost
  let lab: ParsedLab
  /// The folder of the lab as the working folder sees it.
  let folder: String

  var environment = Environment()
  var log = DiagnosticLog()
  /// Names that the author bound, and where.
  var explicitNames: [String: SourceSpan] = [:]
  /// Labels of all blocks, those of included parts with them, and where.
  var labels: [String: SourceSpan] = [:]
  /// How often each name has drawn.
  var occurrences: [String: Int] = [:]
  /// The parts that are being carried out, from the outermost in.
  var includes: [IncludeFrame] = []
  /// The anchors of the pages that links lead to, by real path; the lab's own under an empty one.
  var pageAnchors: [String: PageAnchors] = [:]
  /// Why the lab cannot be carried out on this machine: a lab that it uses needs a model that is not
  /// here.
  var skipNote: String?
  /// Directives that took long, and how long.
  var slow: [(call: DirectiveCall, time: Duration)] = []
  /// The pages and parts that were looked through for anchors so far.
  var linkedParts = 0
  /// How many parts were included, and their bytes together.
  var included = (parts: 0, bytes: 0)
  /// Notes for the terminal alone, such as how long a block took.
  var notes: [String] = []

  init(lab: ParsedLab, folder: String, host: SessionHost) {
    self.lab = lab
    self.folder = folder
    self.host = host
  }

  /// How much the lab's directives may take.
  var limit: WorkLimit { WorkLimit(factor: host.limit ?? lab.frontMatter.limit) }

  /// Carries the lab out; what went wrong is in `log`.
  mutating func run() -> ExecutedLab {
    let start = ContinuousClock.now
    bindParameters()
    takeModel()
    let executed = execute(lab, folder: folder)
    noteSlow(of: ContinuousClock.now - start)
    return executed
  }

  /// Carries out a lab or a part of one.
  mutating func execute(_ lab: ParsedLab, folder: String) -> ExecutedLab {
    for diagnostic in lab.diagnostics { report(diagnostic) }
    var executed = ExecutedLab(lab: lab, replacements: checkLinks(of: lab, folder: folder))
    executed.pieces.reserveCapacity(lab.pieces.count)
    for piece in lab.pieces {
      switch piece {
      case .byteOrderMark, .frontMatter: break
      case .output(let region): check(region)
      case .prose(let range): executed.pieces.append(.prose(range))
      case .inline(let inline): executed.pieces.append(.value(inline, evaluate(inline)))
      case .block(let block): executed.pieces.append(execute(block, folder: folder))
      }
    }
    return executed
  }

  mutating func report(_ diagnostic: Diagnostic) {
    let anchor = includes.first?.span.range.lowerBound ?? diagnostic.span.range.lowerBound
    log.append(diagnostic, at: anchor)
  }

  // MARK: Parameters

  private mutating func bindParameters() {
    for parameter in lab.frontMatter.parameters {
      do throws(Diagnostic) {
        try checkIsFree(parameter.name)
        let value = try ParameterSetting.value(of: parameter, settings: host.settings)
        environment.bind(parameter.name.text, Environment.Binding(value))
        explicitNames[parameter.name.text] = parameter.name.span
      } catch {
        report(error)
        environment.fail(parameter.name.text)
      }
    }
  }

  /// The front matter's model: a built-in one, or a file.
  private mutating func takeModel() {
    guard let model = lab.frontMatter.model else { return }
    let isFile = model.text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") }
    guard isFile || host.modelNames.contains(model.text) else {
      report(
        .error(
          "there is no model '\(VisibleText.line(model.text))'", at: model.span,
          suggestion: EditDistance.suggestion(for: model.text, among: Array(host.modelNames))))
      return
    }
    environment.defaultModel = model.text
  }

  // MARK: Results in place

  /// What somebody changed by hand is not overwritten.
  private mutating func check(_ region: OutputRegion) {
    guard host.isInPlace, !region.isIntact else { return }
    report(
      .error(
        "these results were changed by hand; take them away with both comments, or put them back",
        at: region.mark))
  }

  // MARK: Inline expressions

  private mutating func evaluate(_ inline: InlineExpression) -> String? {
    if host.isInPlace, let kept = inline.kept, !kept.isIntact {
      report(
        .error(
          "the value before this comment was changed by hand; put it back, or take the comment away",
          at: inline.span))
    }
    guard let expression = inline.expression else { return nil }
    do {
      let value = try Evaluator(environment: environment).evaluate(expression)
      return try InlineValue.text(of: value, format: inline.format, at: expression.span)
    } catch let diagnostic as Diagnostic {
      report(diagnostic)
    } catch is DependencyFailed {
      // The failure itself was reported where it came up.
    } catch {
      report(.error("\(error)", at: inline.span))
    }
    return nil
  }
}
