import Bedrock

/// Passes through a model, a line each: which positions are computed and which come from a cache.
public struct Timeline: Figure {
  public static var kind: String { "timeline" }

  public struct Pass: Sendable, Codable, Equatable {
    /// Such as `prefill` or `decode 1`.
    public var name: String
    /// Positions that are only looked up.
    public var cached: Int
    /// Positions that are computed in this pass, behind the cached ones.
    public var computed: Int

    public init(_ name: String, cached: Int, computed: Int) {
      self.name = name
      self.cached = cached
      self.computed = computed
    }
  }

  public var passes: [Pass]
  /// A line above the picture; none if empty.
  public var title: String
  /// How many passes are drawn at most: of more, the first and the last.
  public var limit: Int
  /// Columns that the names have at least, and positions that the page has room for, so that another
  /// timeline can be on the same scale.
  public var nameColumns: Int?
  public var reach: Int?

  public init(
    passes: [Pass], title: String = "", limit: Int = 12, nameColumns: Int? = nil, reach: Int? = nil
  ) {
    self.passes = passes
    self.title = title
    self.limit = limit
    self.nameColumns = nameColumns
    self.reach = reach
  }

  public var data: JSON {
    .members([
      (
        "passes",
        .array(
          passes.map {
            .object([
              ("name", .string($0.name)), ("cached", .integer($0.cached)),
              ("computed", .integer($0.computed)),
            ])
          })
      ), ("title", .unlessEmpty(title)),
    ])
  }

  public var sentence: String {
    let computed = passes.reduce(0) { $0 &+ $1.computed }
    let cached = passes.reduce(0) { $0 &+ $1.cached }
    let verb = passes.count == 1 ? "computes" : "compute"
    return
      "\(counted: passes.count, "pass") \(verb) \(counted: computed, "position")"
      + (cached == 0
        ? "; nothing is cached."
        : " and \(passes.count == 1 ? "looks" : "look") up \(NumberText.grouped(cached)).")
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: passes.isEmpty ? "no passes" : nil) { picture(style) }
  }

  private func picture(_ style: FigureStyle) -> [String] {
    let limit = max(2, limit)
    let isWhole = passes.count - 1 <= limit
    let head = isWhole ? passes.count : limit - limit / 4
    let tail = isWhole ? passes.count : passes.count - limit / 4
    let longest = span
    let names = passes.map { name($0, style.charset) }
    let room = max(8, style.width - nameWidth(style.charset) - 24)
    let cells = min(longest, room)
    let heading = TextFit.cut("positions 0 to \(max(0, longest - 1))", to: room, style.charset)
    var table = Columns([.left, .left, .right, .right])
    table.add([TextFit.left("pass", nameWidth(style.charset)), heading, "computed", "cached"])
    for index in Array(0..<head) + Array(tail..<passes.count) {
      if index == tail, head < tail {
        table.add(["..", "\(counted: tail - head, "pass") not shown"])
      }
      let pass = passes[index]
      table.add([
        names[index], bar(pass, cells, longest, style.charset), NumberText.grouped(pass.computed),
        NumberText.grouped(pass.cached),
      ])
    }
    var legend =
      "\(style.charset.glyphs.full) computed   \(style.charset.glyphs.light) from the cache"
    if longest > cells {
      let each = NumberText.significant(Double(longest) / Double(max(1, cells)), digits: 3)
      legend += "   one character is about \(each) positions"
    }
    return table.lines(style) + [""] + TextFit.wrapped(legend, style)
  }

  private func name(_ pass: Pass, _ charset: FigureStyle.Charset) -> String {
    TextFit.elided(TextFit.escaped(pass.name), to: 16, charset)
  }

  /// Columns of the longest name, or those asked for.
  func nameWidth(_ charset: FigureStyle.Charset) -> Int {
    let longest = passes.map { TextFit.width(name($0, charset)) }.max() ?? 0
    return max(longest, min(nameColumns ?? 0, 16))
  }

  /// How many positions the longest pass reaches over, or the page has room for.
  var span: Int { max(passes.map(Self.length).max() ?? 0, min(max(0, reach ?? 0), 1 << 41)) }

  /// How many positions a pass reaches over, within reason.
  private static func length(_ pass: Pass) -> Int {
    min(max(0, pass.cached), 1 << 40) + min(max(0, pass.computed), 1 << 40)
  }

  /// The pass's positions to scale; what is computed has at least one character.
  private func bar(
    _ pass: Pass, _ cells: Int, _ longest: Int, _ charset: FigureStyle.Charset
  ) -> String {
    func cell(_ position: Int) -> Int {
      longest == 0 ? 0 : Int((Double(position) * Double(cells) / Double(longest)).rounded())
    }
    let end = cell(Self.length(pass))
    var start = min(cell(min(max(0, pass.cached), 1 << 40)), end)
    if pass.computed > 0 && start == end { start = max(0, end - 1) }
    let (cached, computed) = (String(charset.glyphs.light), String(charset.glyphs.full))
    return String(repeating: cached, count: start) + String(repeating: computed, count: end - start)
  }
}
