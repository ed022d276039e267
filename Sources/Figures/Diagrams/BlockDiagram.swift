import Bedrock

/// A stack of blocks that hang on one straight line, the residual stream.
///
/// A box on the line replaces what flows through it; a branch takes a copy, and what comes out of
/// its boxes is added back.
public struct BlockDiagram: Figure {
  public static var kind: String { "block_diagram" }

  public struct Box: Sendable, Codable, Equatable {
    /// The first line in the box.
    public var name: String
    /// Further lines.
    public var lines: [String]
    /// The shape of what leaves the box; it stands on the arrow.
    public var output: String

    public init(_ name: String, lines: [String] = [], output: String = "") {
      self.name = name
      self.lines = lines
      self.output = output
    }
  }

  public enum Stage: Sendable, Codable, Equatable {
    /// A box on the line.
    case box(Box)
    /// A branch from the line through these boxes and back to it; `output` is the line's shape
    /// behind the sum.
    case branch([Box], output: String)
  }

  /// Stages that are stacked several times.
  public struct Repeat: Sendable, Codable, Equatable {
    /// The first and the last stage.
    public var from: Int
    public var to: Int
    public var count: Int

    public init(from: Int, to: Int, count: Int) {
      self.from = from
      self.to = to
      self.count = count
    }
  }

  /// What enters at the top, such as `8 token ids`.
  public var input: String
  public var stages: [Stage]
  public var repeated: Repeat?
  /// What leaves at the bottom.
  public var output: String
  /// A line above the picture; none if empty.
  public var title: String

  public init(
    input: String, stages: [Stage], repeated: Repeat? = nil, output: String = "",
    title: String = ""
  ) {
    self.input = input
    self.stages = stages
    self.repeated = repeated
    self.output = output
    self.title = title
  }

  public var data: JSON {
    .members([
      ("input", .string(input)), ("stages", .array(stages.map(Self.json))),
      (
        "repeated",
        repeated.map {
          .object([
            ("from", .integer($0.from)), ("to", .integer($0.to)), ("count", .integer($0.count)),
          ])
        }
      ), ("output", .string(output)), ("title", .unlessEmpty(title)),
    ])
  }

  private static func json(_ box: Box) -> JSON {
    .object([
      ("name", .string(box.name)), ("lines", .strings(box.lines)), ("output", .string(box.output)),
    ])
  }

  private static func json(_ stage: Stage) -> JSON {
    switch stage {
    case .box(let box): .object([("box", json(box))])
    case .branch(let boxes, let output):
      .object([("branch", .array(boxes.map(json))), ("output", .string(output))])
    }
  }

  public var sentence: String {
    let names = stages.map { stage in
      switch stage {
      case .box(let box): TextFit.plain(box.name)
      case .branch(let boxes, _):
        boxes.map { TextFit.plain($0.name) }.joined(separator: " → ") + " (added)"
      }
    }
    if stages.isEmpty { return "An empty diagram." }
    let times =
      repeated.map {
        "; stages \($0.from + 1) to \($0.to + 1) are repeated \(counted: $0.count, "time")"
      }
      ?? ""
    return "From \(TextFit.sentence(input)): \(names.joined(separator: "; "))\(times)."
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: stages.isEmpty ? "no stages" : nil) {
      BlockDrawing(self, style).lines
    }
  }
}
