/// The lines between two neighbouring layers: which track each turns on.
struct GraphChannel {
  struct Net {
    /// The item that the line leaves, and the node that it belongs to.
    var source: Int
    var origin: Int
    /// Cells across: where it leaves, and where each link enters.
    var exit: Int
    var entries: [(link: Int, cell: Int)]
    /// Nil for a straight line.
    var track: Int?

    var isStraight: Bool { entries.allSatisfy { $0.cell == exit } }
    var span: ClosedRange<Int> {
      let cells = entries.map(\.cell) + [exit]
      return (cells.min() ?? exit)...(cells.max() ?? exit)
    }
  }

  private(set) var nets: [Net]
  let trackCount: Int
  /// The longest label of a link that ends here.
  let labelWidth: Int

  init(_ layout: GraphLayout, after layer: Int) {
    let layers = layout.layers
    var nets: [Net] = []
    var labelWidth = 0
    for source in layers.order[layer] {
      let links = layers.links.indices.filter { layers.links[$0].from == source }
      if links.isEmpty { continue }
      let place = layout.places[source]
      let entries = links.map { link in
        let target = layers.links[link].to
        return (
          link: link, cell: layout.places[target].start + (layout.places[target].entries[link] ?? 0)
        )
      }
      nets.append(
        Net(
          source: source, origin: layers.items[source].origin, exit: place.start + place.exit,
          entries: entries, track: nil))
      let labels = links.map { layout.labelWidth($0) }
      labelWidth = max(labelWidth, labels.max() ?? 0)
    }
    self.labelWidth = labelWidth
    (self.nets, trackCount) = Self.routed(nets)
  }

  /// The order of tracks with the fewest crossings: all orders of few nets, else exchanges of
  /// neighbours for as long as they help.
  private static func routed(_ nets: [Net]) -> ([Net], Int) {
    let turning = nets.indices.filter { !nets[$0].isStraight }
    var best = assigned(nets, turning)
    if turning.count <= 5 {
      for order in permutations(turning) {
        let candidate = assigned(nets, order)
        if candidate.cost < best.cost { best = candidate }
      }
    } else {
      var order = turning
      for _ in 0..<order.count {
        for index in 0..<order.count - 1 {
          var swapped = order
          swapped.swapAt(index, index + 1)
          let candidate = assigned(nets, swapped)
          if candidate.cost < best.cost { (best, order) = (candidate, swapped) }
        }
      }
    }
    return (best.nets, best.tracks)
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    if items.count <= 1 { return [items] }
    return items.indices.flatMap { index in
      var rest = items
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }

  private static func assigned(
    _ nets: [Net], _ order: [Int]
  ) -> (nets: [Net], tracks: Int, cost: Int) {
    var nets = nets
    var tracks = 0
    for (position, index) in order.enumerated() {
      var track = 0
      let earlier = order[..<position]
      // A net that leaves where this one enters has to turn away before.
      for other in earlier
      where nets[index].entries.contains(where: { $0.cell == nets[other].exit }) {
        track = max(track, (nets[other].track ?? 0) + 1)
      }
      while earlier.contains(where: {
        nets[$0].track == track && near(nets[$0].span, nets[index].span)
      }) { track += 1 }
      nets[index].track = track
      tracks = max(tracks, track + 1)
    }
    return (nets, tracks, cost(nets) * 100 + tracks)
  }

  private static func near(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>) -> Bool {
    a.lowerBound <= b.upperBound + 1 && b.lowerBound <= a.upperBound + 1
  }

  /// Crossings, and a high price for lines that would lie on each other.
  private static func cost(_ nets: [Net]) -> Int {
    var cost = 0
    for (i, a) in nets.enumerated() {
      guard let track = a.track else { continue }
      for (j, b) in nets.enumerated() where i != j {
        let other = b.track ?? Int.max
        if a.span.contains(b.exit), track < other { cost += b.exit == a.exit ? 0 : 1 }
        for entry in b.entries where b.track != nil {
          if a.span.contains(entry.cell), track > other { cost += 1 }
          if entry.cell == a.exit, track >= other { cost += 1000 }
        }
      }
    }
    return cost
  }

  /// Whether some lines lie on each other, so that the picture would be wrong.
  var isAmbiguous: Bool { Self.cost(nets) >= 1000 }
}
