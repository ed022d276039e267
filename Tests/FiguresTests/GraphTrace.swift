import Figures

/// Reads a drawn graph back: which boxes the lines join.
///
/// For pictures in Unicode, without labels on the arrows, of nodes called `n0`, `n1` and so on.
struct GraphTrace {
  private struct Box {
    var left: Int
    var right: Int
    var top: Int
    var bottom: Int
  }

  private struct Step: Hashable {
    var x: Int
    var y: Int
    var dx: Int
    var dy: Int
  }

  private let cells: [[Unicode.Scalar]]
  private let boxes: [Box]

  /// Nil if a box cannot be found, as in a list.
  init?(_ lines: [String], nodes: Int) {
    cells = lines.map { Array($0.unicodeScalars) }
    var boxes: [Box] = []
    for node in 0..<nodes {
      guard let box = Self.box(named: "n\(node)", in: cells) else { return nil }
      boxes.append(box)
    }
    self.boxes = boxes
  }

  private static func box(named name: String, in cells: [[Unicode.Scalar]]) -> Box? {
    let text = Array(name.unicodeScalars)
    for (y, row) in cells.enumerated() {
      for x in row.indices where Array(row[x...].prefix(text.count)) == text {
        let after = row.dropFirst(x + text.count).first ?? " "
        guard !("0"..."9").contains(after) else { continue }
        var (left, right, top, bottom) = (x, x, y, y)
        while left >= 0, row[left] != "│" { left -= 1 }
        while right < row.count, row[right] != "│" { right += 1 }
        while top >= 0, at(left, top, cells) != "┌" { top -= 1 }
        while bottom < cells.count, at(left, bottom, cells) != "└" { bottom += 1 }
        let isBox = left >= 0 && right < row.count && top >= 0 && bottom < cells.count
        return isBox ? Box(left: left, right: right, top: top, bottom: bottom) : nil
      }
    }
    return nil
  }

  private static func at(_ x: Int, _ y: Int, _ cells: [[Unicode.Scalar]]) -> Unicode.Scalar {
    cells.indices.contains(y) && cells[y].indices.contains(x) ? cells[y][x] : " "
  }

  /// The pairs of nodes that lines lead from and to, sorted, as often as there are arrowheads.
  var edges: [[Int]] {
    boxes.indices.flatMap { node in targets(of: node).map { [node, $0] } }.sorted {
      ($0[0], $0[1]) < ($1[0], $1[1])
    }
  }

  private func targets(of node: Int) -> [Int] {
    let box = boxes[node]
    var open: [Step] = []
    for y in box.top...box.bottom { open.append(Step(x: box.right + 1, y: y, dx: 1, dy: 0)) }
    for x in box.left...box.right { open.append(Step(x: x, y: box.bottom + 1, dx: 0, dy: 1)) }
    var seen: Set<Step> = []
    var targets: [Int] = []
    while let step = open.popLast() {
      guard seen.insert(step).inserted else { continue }
      let glyph = Self.at(step.x, step.y, cells)
      if glyph == "►" && step.dx == 1 || glyph == "▼" && step.dy == 1 {
        targets += boxes.indices.filter { index in
          let box = boxes[index]
          return glyph == "►"
            ? box.left == step.x + 1 && (box.top...box.bottom).contains(step.y)
            : box.top == step.y + 1 && (box.left...box.right).contains(step.x)
        }
        continue
      }
      open += next(step, glyph)
    }
    return targets
  }

  /// The ways on from a cell that was entered in a direction.
  private func next(_ step: Step, _ glyph: Unicode.Scalar) -> [Step] {
    // A vertical line passes over: whoever meets it from the side goes on straight.
    if glyph == "│" && step.dx != 0 { return [moved(step, step.dx, step.dy)] }
    guard let arms = Self.arms[glyph], arms.contains(where: { $0 == (-step.dx, -step.dy) }) else {
      return []
    }
    return arms.filter { $0 != (-step.dx, -step.dy) }.map { moved(step, $0.0, $0.1) }
  }

  private func moved(_ step: Step, _ dx: Int, _ dy: Int) -> Step {
    Step(x: step.x + dx, y: step.y + dy, dx: dx, dy: dy)
  }

  private static let arms: [Unicode.Scalar: [(Int, Int)]] = {
    let (left, right, up, down) = ((-1, 0), (1, 0), (0, -1), (0, 1))
    return [
      "─": [left, right], "│": [up, down], "┘": [left, up], "└": [right, up], "┐": [left, down],
      "┌": [right, down], "┴": [left, right, up], "┬": [left, right, down], "┤": [left, up, down],
      "├": [right, up, down], "┼": [left, right, up, down],
    ]
  }()
}

extension RandomFigures {
  /// A graph without cycles whose nodes are called `n0`, `n1` and so on, some edges doubled.
  mutating func traceableGraph(_ direction: Graph.Direction) -> Graph {
    let count = 2 + below(9)
    var edges: [Graph.Edge] = []
    for _ in 0..<(1 + below(count * 3 / 2)) {
      let (a, b) = (below(count), below(count))
      if a != b { edges.append(.init(from: min(a, b), to: max(a, b))) }
    }
    return Graph(
      nodes: (0..<count).map { .init("n\($0)", lines: below(2) == 0 ? [] : ["value"]) },
      edges: edges, direction: direction)
  }
}
