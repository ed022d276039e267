import Figures
import Notebook

/// What became of a lab: its pieces in their order, each with what it came to.
///
/// The report, the draft and the JSON document are all written from this.
struct ExecutedLab: Sendable {
  var lab: ParsedLab
  /// The destinations that must read otherwise in the report, in order.
  var replacements: [LinkReplacement] = []
  var pieces: [ExecutedPiece] = []
}

indirect enum ExecutedPiece: Sendable {
  /// Bytes of the file that pass through.
  case prose(Range<Int>)
  case block(ExecutedBlock)
  /// An inline expression's value as text; `nil` where it has none.
  case value(InlineExpression, String?)
  /// A passage that stands in a block's place.
  case part(ExecutedLab, in: Block)
}

/// A block and what its directives came to.
struct ExecutedBlock: Sendable {
  var block: Block
  var statements: [ExecutedStatement] = []
  /// What went wrong in it.
  var diagnostics: [Diagnostic] = []
  /// Whether its errors are the lesson, as `expect-error` says, and not a failure.
  var isLesson = false

  /// Whether its results are shown and a figure is among them.
  var hasFigures: Bool {
    block.options.output
      && statements.contains { statement in
        statement.results.contains { result in
          if case .outcome(.figure) = result { true } else { false }
        }
      }
  }
}

/// A directive and what it came to.
struct ExecutedStatement: Sendable {
  enum State: Sendable, Equatable {
    case done
    case failed
    /// Not run, because a name that it reads has no value.
    case skipped(because: String)
    case notRun
  }

  var statement: Statement
  var state: State
  /// The name that its result is bound to; `nil` for `show`, `expect` and `include`.
  var name: String?
  var values = Record()
  var results: [StatementResult] = []

  var verb: String {
    switch statement {
    case .directive(let call): call.verb.text
    case .binding: "let"
    case .show: "show"
    case .expect: "expect"
    case .include: "include"
    case .use: "use"
    }
  }
}

/// One thing that a directive shows.
enum StatementResult: Sendable {
  case outcome(OutcomeBlock)
  /// The name and value of one run of a sweep, above what that run shows.
  case runHeading(String)
  /// A value that `show` shows: on a line of its own, behind the expression's text.
  case line(expression: String?, value: String)
  /// A value that takes several lines.
  case text([String])
}

/// A link's destination that must read otherwise in the report.
struct LinkReplacement: Sendable {
  var range: Range<Int>
  var bytes: [UInt8]
}

extension ExecutedLab {
  /// The replacements inside a stretch of the file.
  func replacements(in range: Range<Int>) -> ArraySlice<LinkReplacement> {
    var (low, high) = (0, replacements.count)
    while low < high {
      let middle = (low + high) / 2
      if replacements[middle].range.lowerBound < range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return replacements[low...].prefix { $0.range.upperBound <= range.upperBound }
  }
}
