/// A laid-out graph on a canvas.
struct GraphDrawing {
  private let layout: GraphLayout
  private let boxes: GraphBoxes
  private let style: FigureStyle
  private let channels: [GraphChannel]
  /// The first cell along of each layer, and behind the last.
  private let starts: [Int]
  private let depths: [Int]

  private static let mostRows = 90

  init(_ layout: GraphLayout, _ boxes: GraphBoxes, _ style: FigureStyle) {
    self.boxes = boxes
    self.style = style
    let order = layout.layers.order
    var layout = layout
    channels = order.indices.dropLast().map { Self.channel(&layout, after: $0) }
    self.layout = layout
    depths = order.map { layer in layer.map { layout.places[$0].depth }.max() ?? 0 }
    var starts = [0]
    for (index, depth) in depths.enumerated() {
      let width = index < channels.count ? Self.width(channels[index], layout.orientation) : 0
      starts.append(starts[index] + depth + width)
    }
    self.starts = starts
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

  private var isRight: Bool { layout.orientation == .right }

  /// Nil if the graph does not fit the page.
  var lines: [String]? {
    let across = layout.places.map { $0.start + $0.size }.max() ?? 0
    let along = starts.last ?? 0
    let (width, height) = isRight ? (along, across) : (across, along)
    guard width <= style.width, height <= Self.mostRows,
      !channels.contains(where: \.isAmbiguous)
    else { return nil }
    var canvas = Canvas(width: width, height: height)
    for item in layout.layers.items.indices { drawBox(item, on: &canvas) }
    var strokes = Strokes()
    for (index, channel) in channels.enumerated() {
      for net in channel.nets { route(net, channel, index, &strokes, on: &canvas) }
    }
    strokes.draw(on: &canvas, style.charset)
    return canvas.lines(style)
  }

  // MARK: Boxes

  private func drawBox(_ item: Int, on canvas: inout Canvas) {
    guard let node = layout.layers.items[item].node else { return }
    let place = layout.places[item]
    let (x, y) = point(starts[layout.layers.items[item].layer], place.start)
    let (width, height) = isRight ? (place.depth, place.box) : (place.box, place.depth)
    let frame = Frame(x: x, y: y, width: width, height: height)
    if boxes.isFramed[node] {
      frame.draw(boxes.texts[node], on: &canvas, style.charset)
    } else {
      frame.write(boxes.texts[node], on: &canvas)
    }
  }

  private func point(_ along: Int, _ across: Int) -> (x: Int, y: Int) {
    isRight ? (along, across) : (across, along)
  }

  // MARK: Lines

  private func route(
    _ net: GraphChannel.Net, _ channel: GraphChannel, _ index: Int, _ strokes: inout Strokes,
    on canvas: inout Canvas
  ) {
    let source = layout.layers.items[net.source]
    let isBox = source.node != nil
    let begin = starts[index] + (isBox ? layout.places[net.source].depth : 0)
    let first = starts[index] + depths[index] + 1
    let turn = first + (net.track ?? 0) * (isRight ? 2 : 1)
    if !net.isStraight {
      along(&strokes, net.exit, from: begin, to: turn, net.origin)
      across(&strokes, turn, from: net.span.lowerBound, to: net.span.upperBound, net.origin)
    }
    for entry in net.entries {
      let link = layout.layers.links[entry.link]
      let isEnd = layout.layers.items[link.to].node != nil
      let end = starts[index + 1] - (isEnd ? 1 : 0)
      along(&strokes, entry.cell, from: net.isStraight ? begin : turn, to: end, net.origin)
      if isEnd { drawEnd(link, entry.cell, end, on: &canvas) }
    }
  }

  private func along(_ strokes: inout Strokes, _ across: Int, from: Int, to: Int, _ net: Int) {
    if isRight {
      strokes.horizontal(y: across, from: from, to: to, net: net)
    } else {
      strokes.vertical(x: across, from: from, to: to, net: net)
    }
  }

  private func across(_ strokes: inout Strokes, _ along: Int, from: Int, to: Int, _ net: Int) {
    if isRight {
      strokes.vertical(x: along, from: from, to: to, net: net)
    } else {
      strokes.horizontal(y: along, from: from, to: to, net: net)
    }
  }

  /// The arrowhead and, before it, the label.
  private func drawEnd(
    _ link: GraphLayers.Link, _ cell: Int, _ end: Int, on canvas: inout Canvas
  ) {
    let (x, y) = point(end, cell)
    let isASCII = style.charset == .ascii
    canvas[x, y] = isRight ? (isASCII ? ">" : "►") : (isASCII ? "v" : "▼")
    let label = TextFit.escaped(link.label)
    if label.isEmpty { return }
    if isRight {
      // Blanks would let the line through: they are set as no-break marks of the label itself.
      canvas.write("\u{A0}\(label)\u{A0}", x: x - label.unicodeScalars.count - 3, y: y)
    } else {
      canvas.write("\u{A0}\(label)", x: x + 1, y: y - 1)
    }
  }
}
