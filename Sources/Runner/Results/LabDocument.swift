import Bedrock
import Figures
import Notebook

/// A lab's results for tools: every block, directive, value and figure, numbers at full precision.
enum LabDocument {
  /// - Parameter executed: `nil` for a lab that could not be read.
  static func json(of outcome: LabOutcome, executed: ExecutedLab?) -> JSON {
    let title = outcome.title ?? PathText.stem(of: outcome.lab.pathInOutput)
    return .object([
      ("source", .string(outcome.lab == .standardInput ? "-" : outcome.lab.sourceName)),
      ("title", .string(title)),
      ("status", .string(outcome.status.rawValue)),
      ("blocks", .array(executed.map { blocks(of: $0) } ?? [])),
      ("claims", executed.map { ClaimCount($0).json } ?? .null),
      (
        "diagnostics",
        .array(
          outcome.fileErrors.map(diagnostic)
            + outcome.diagnostics.map { $0.json(in: outcome.lab.path) })
      ),
    ])
  }

  /// How every document begins, by which one is known.
  static let opening = Array("{\n  \"engine\": \"".utf8)

  /// The whole document.
  static func document(_ labs: [JSON]) -> [UInt8] {
    let json = JSON.object([("engine", .string(Product.version)), ("labs", .array(labs))])
    return json.serializedBytes(pretty: true) + [UInt8(ascii: "\n")]
  }

  // MARK: Blocks

  private static func blocks(of executed: ExecutedLab, source: String? = nil) -> [JSON] {
    executed.pieces.flatMap { piece -> [JSON] in
      switch piece {
      case .block(let block): [json(of: block, source: source)]
      case .part(let part, _): blocks(of: part, source: part.lab.file.path)
      case .prose, .value: []
      }
    }
  }

  /// - Parameter source: the included part that the block stands in; its lines are that file's.
  private static func json(of executed: ExecutedBlock, source: String?) -> JSON {
    let options = executed.block.options
    var members: [(String, JSON)] = [
      ("line", .integer(executed.block.infoSpan.position.line)),
      ("label", options.label.map { .string($0.text) } ?? .null),
    ]
    if let source { members.append(("source", .string(source))) }
    members.append(
      ("directives", .array(executed.statements.map { json(of: $0, options: options) })))
    return .object(members)
  }

  private static func json(of executed: ExecutedStatement, options: BlockOptions) -> JSON {
    var members: [(String, JSON)] = [
      ("line", .integer(executed.statement.span.position.line)),
      ("verb", .string(executed.verb)),
      ("name", executed.name.map(JSON.string) ?? .null),
      ("values", executed.values.json),
      ("figures", .array(figures(of: executed, options))),
    ]
    switch executed.state {
    case .done: break
    case .failed: members.append(("status", .string("failed")))
    case .skipped(let name):
      members.append(("status", .string("skipped")))
      members.append(("because", .string(name)))
    case .notRun: members.append(("status", .string("not run")))
    }
    return .object(members)
  }

  private static func figures(of executed: ExecutedStatement, _ options: BlockOptions) -> [JSON] {
    var run: String?
    var figures: [JSON] = []
    for result in executed.results {
      switch result {
      case .runHeading(let heading): run = heading
      case .outcome(.figure(let figure)):
        figures.append(
          json(type(of: figure).kind, options.alt ?? figure.sentence, figure.data, options, run))
      case .outcome(.table(let table)):
        figures.append(json("table", table.sentence, table.data, options, run))
      case .outcome(.paragraph), .line, .text: break
      }
    }
    return figures
  }

  private static func json(
    _ kind: String, _ alt: String, _ data: JSON, _ options: BlockOptions, _ run: String?
  ) -> JSON {
    var members: [(String, JSON)] = [
      ("kind", .string(kind)), ("caption", options.caption.map(JSON.string) ?? .null),
      ("alt", .string(alt)),
    ]
    if let run { members.append(("run", .string(run))) }
    return .object(members + [("data", data)])
  }

  // MARK: Diagnostics

  private static func diagnostic(_ error: FileError) -> JSON {
    .object([
      ("severity", .string("error")), ("line", .integer(1)), ("column", .integer(1)),
      ("message", .string(error.description)), ("suggestion", .null),
    ])
  }
}
