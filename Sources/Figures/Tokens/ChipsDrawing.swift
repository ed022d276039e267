import Bedrock

/// The rows of a token listing.
struct ChipsDrawing {
  private struct Chip {
    var position: Int
    var label: TokenLabel
    var id: String
  }

  private let chips: [Chip]
  private let hidden: Range<Int>?
  private let style: FigureStyle
  /// Whether each token has its own line.
  private let isListing: Bool

  init(_ figure: Chips, _ style: FigureStyle) {
    self.style = style
    let tokens = figure.tokens
    func chips(_ range: Range<Int>) -> [Chip] {
      range.map {
        Chip(
          position: $0, label: TokenLabel(bytes: tokens[$0].bytes),
          id: tokens[$0].id.map { "\($0)" } ?? "")
      }
    }
    func isWild(_ chips: [Chip]) -> Bool {
      chips.count(where: { !$0.label.isSafe }) * 4 > chips.count
    }
    let limit = max(2, figure.limit)
    let edge = Self.edge(tokens.count, limit)
    let sample = chips(0..<edge.head) + chips(edge.tail..<tokens.count)
    isListing = isWild(sample)
    let shown = isListing ? Self.edge(tokens.count, min(limit, 60)) : edge
    hidden = shown.head < shown.tail ? shown.head..<shown.tail : nil
    self.chips = isListing ? chips(0..<shown.head) + chips(shown.tail..<tokens.count) : sample
  }

  /// Where the first part that is shown ends, and where the last begins.
  private static func edge(_ count: Int, _ limit: Int) -> (head: Int, tail: Int) {
    count <= limit ? (count, count) : (limit - limit / 4, count - limit / 4)
  }

  var lines: [String] {
    let drawn = isListing ? listing : rows
    return drawn.map { TextFit.finished($0, style) }
  }

  private var gapNote: String {
    "  .. \(NumberText.grouped(hidden?.count ?? 0)) tokens not shown .."
  }

  private var listing: [String] {
    let positions = chips.map { "\($0.position)".utf8.count }.max() ?? 1
    let ids = max(2, chips.map(\.id.utf8.count).max() ?? 0)
    let hasIDs = chips.contains { !$0.id.isEmpty }
    func line(_ position: String, _ id: String, _ text: String) -> String {
      TextFit.right(position, max(1, positions)) + (hasIDs ? "  " + TextFit.right(id, ids) : "")
        + "  " + text
    }
    var lines = [line("#", "id", "token")]
    for chip in chips {
      if let hidden, chip.position == hidden.upperBound { lines.append(gapNote) }
      let room = style.width - TextFit.width(line("", "", "")) - positions
      lines.append(
        line("\(chip.position)", chip.id, chip.label.elided(to: max(8, room), style.charset)))
    }
    return lines
  }

  private var rows: [String] {
    var lines: [String] = []
    var row: [Chip] = []
    var used = 1
    func flush() {
      if !row.isEmpty { lines += (lines.isEmpty ? [] : [""]) + draw(row) }
      row = []
      used = 1
    }
    for chip in chips {
      if let hidden, chip.position == hidden.upperBound {
        flush()
        lines += ["", gapNote]
      }
      let width = cellWidth(chip) + 3
      if used + width > style.width { flush() }
      row.append(chip)
      used += width
      if !chip.label.isSafe { flush() }
    }
    flush()
    return lines
  }

  /// The longest token that is drawn whole.
  private var longest: Int { min(32, style.width - 4) }

  private func text(_ chip: Chip) -> String { chip.label.elided(to: longest, style.charset) }

  private func cellWidth(_ chip: Chip) -> Int {
    max(TextFit.width(text(chip)), chip.id.utf8.count)
  }

  /// A row of tokens and one of their ids; a token that is not safe is the last, without an edge.
  private func draw(_ row: [Chip]) -> [String] {
    let edge = String(style.charset.glyphs.vertical)
    var (above, below) = (edge, edge)
    for chip in row {
      if chip.label.isSafe {
        above += " " + TextFit.left(text(chip), cellWidth(chip)) + " " + edge
        below += " " + TextFit.left(chip.id, cellWidth(chip)) + " " + edge
      } else {
        above += " " + text(chip)
        below += " " + chip.id
      }
    }
    return chips.contains { !$0.id.isEmpty } ? [above, below] : [above]
  }
}
