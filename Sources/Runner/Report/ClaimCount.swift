import Bedrock

/// How many claims a page makes and how many of them hold.
///
/// A claim whose failure is the lesson, in a block that expects an error, is none of the page's.
struct ClaimCount: Equatable {
  var made = 0
  var held = 0

  init(_ executed: ExecutedLab) {
    for piece in executed.pieces {
      switch piece {
      case .block(let block) where !block.isLesson: add(block)
      case .part(let part, _):
        let inner = ClaimCount(part)
        made += inner.made
        held += inner.held
      case .block, .prose, .value: break
      }
    }
  }

  private mutating func add(_ block: ExecutedBlock) {
    for statement in block.statements where statement.verb == "expect" {
      if statement.state != .notRun { made += 1 }
      if statement.state == .done { held += 1 }
    }
  }

  /// The line at a page's end; nil where no claim is made.
  var sentence: String? {
    if made == 0 { return nil }
    if held < made { return "Of \(counted: made, "claim") on this page, \(held) hold." }
    return made == 1
      ? "The one claim on this page holds."
      : "All \(NumberText.grouped(made)) claims on this page hold."
  }

  var json: JSON { .object([("made", .integer(made)), ("held", .integer(held))]) }
}
