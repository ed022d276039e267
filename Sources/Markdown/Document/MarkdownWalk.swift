extension MarkdownDocument {
  /// A step of a walk through the tree.
  public enum Step: Sendable {
    case enter(Int)
    case leave(Int)
  }

  /// Walks through a node and all below it, each entered before its children and left behind them.
  public func walk(from start: Int = 0, _ visit: (Step) throws -> Void) rethrows {
    var open: [Int] = []
    let end = nodes[start].end
    var index = start
    while true {
      while let last = open.last, nodes[last].end <= index {
        try visit(.leave(last))
        open.removeLast()
      }
      guard index < end else { return }
      try visit(.enter(index))
      open.append(index)
      index += 1
    }
  }

  /// The text that a node shows: of its text, code and math, breaks as blanks.
  public func plainText(of index: Int) -> String {
    var text = ""
    for node in nodes[index..<nodes[index].end] {
      switch node.inline {
      case .text(let part), .code(let part), .html(let part): text += part
      case .math(let math): text += math.source
      case .softBreak, .hardBreak: text += " "
      default: break
      }
    }
    return text
  }
}
