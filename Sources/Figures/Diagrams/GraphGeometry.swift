/// Where everything of a graph lies, in cells: its boxes, lines, arrowheads and labels.
///
/// What the cells are, characters or pixels, is decided where they are drawn.
struct GraphGeometry {
  typealias Place = (x: Int, y: Int)

  struct Box {
    var node: Int
    var x: Int
    var y: Int
    var width: Int
    var height: Int
  }

  /// A stroke along a row or a column; strokes of one net join where they meet.
  struct Line {
    var from: Place
    var to: Place
    var net: Int
  }

  /// An arrowhead with the label before it.
  struct End {
    var place: Place
    var label: String
  }

  private(set) var boxes: [Box] = []
  private(set) var lines: [Line] = []
  private(set) var ends: [End] = []
  let width: Int
  let height: Int
  /// Whether the arrows point to the right, and not down.
  let isRight: Bool
  /// Whether some lines lie on each other, so that a picture would be wrong.
  let isAmbiguous: Bool

  private let layout: GraphLayout
  /// The first cell along of each layer, and behind the last.
  private let starts: [Int]
  private let depths: [Int]

  init(_ layout: GraphLayout) {
    let order = layout.layers.order
    var layout = layout
    let channels = order.indices.dropLast().map { Self.channel(&layout, after: $0) }
    self.layout = layout
    isRight = layout.orientation == .right
    isAmbiguous = channels.contains(where: \.isAmbiguous)
    depths = order.map { layer in layer.map { layout.places[$0].depth }.max() ?? 0 }
    var starts = [0]
    for (index, depth) in depths.enumerated() {
      let width = index < channels.count ? Self.width(channels[index], layout.orientation) : 0
      starts.append(starts[index] + depth + width)
    }
    self.starts = starts
    let across = layout.places.map { $0.start + $0.size }.max() ?? 0
    let along = starts.last ?? 0
    (width, height) = isRight ? (along, across) : (across, along)
    for item in layout.layers.items.indices { addBox(item) }
    for (index, channel) in channels.enumerated() {
      for net in channel.nets { route(net, index) }
    }
  }

  /// The lines behind a layer; what follows is moved a little if some would lie on each other.
  private static func channel(_ layout: inout GraphLayout, after layer: Int) -> GraphChannel {
    for _ in 0..<4 {
      let channel = GraphChannel(layout, after: layer)
      if !channel.isAmbiguous { return channel }
      layout.shift(behind: layer)
    }
    return GraphChannel(layout, after: layer)
  }

  /// Cells between two layers: a way out, the tracks, the labels, the arrowheads.
  private static func width(_ channel: GraphChannel, _ orientation: GraphLayout.Orientation) -> Int
  {
    switch orientation {
    case .right:
      let label = channel.labelWidth == 0 ? 1 : channel.labelWidth + 4
      return 2 + (channel.trackCount == 0 ? 0 : 2 * channel.trackCount - 1) + label
    case .down:
      return 1 + channel.trackCount + (channel.labelWidth == 0 ? 0 : 1)
        + (channel.trackCount == 0 ? 0 : 1)
    }
  }

  private mutating func addBox(_ item: Int) {
    guard let node = layout.layers.items[item].node else { return }
    let place = layout.places[item]
    let (x, y) = point(starts[layout.layers.items[item].layer], place.start)
    let (width, height) = isRight ? (place.depth, place.box) : (place.box, place.depth)
    boxes.append(Box(node: node, x: x, y: y, width: width, height: height))
  }

  private func point(_ along: Int, _ across: Int) -> Place {
    isRight ? (along, across) : (across, along)
  }

  private mutating func route(_ net: GraphChannel.Net, _ index: Int) {
    let source = layout.layers.items[net.source]
    let isBox = source.node != nil
    let begin = starts[index] + (isBox ? layout.places[net.source].depth : 0)
    let first = starts[index] + depths[index] + 1
    let turn = first + (net.track ?? 0) * (isRight ? 2 : 1)
    if !net.isStraight {
      add(net.origin, from: point(begin, net.exit), to: point(turn, net.exit))
      add(
        net.origin, from: point(turn, net.span.lowerBound), to: point(turn, net.span.upperBound))
    }
    for entry in net.entries {
      let link = layout.layers.links[entry.link]
      let isEnd = layout.layers.items[link.to].node != nil
      let end = starts[index + 1] - (isEnd ? 1 : 0)
      add(
        net.origin, from: point(net.isStraight ? begin : turn, entry.cell),
        to: point(end, entry.cell))
      if isEnd { ends.append(End(place: point(end, entry.cell), label: link.label)) }
    }
  }

  private mutating func add(_ net: Int, from: Place, to: Place) {
    lines.append(Line(from: from, to: to, net: net))
  }
}
