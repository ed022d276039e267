/// Where a graph's boxes stand and at which cells its lines leave and enter them.
///
/// Everything is told along two axes: *along*, in which the arrows point, and *across*.
struct GraphLayout {
  enum Orientation { case right, down }

  struct Place {
    /// The first cell across that is taken, and how many are: by the box and by labels beside it.
    var start: Int
    var size: Int
    /// The box's cells across, from `start` on.
    var box: Int
    /// Cells along.
    var depth: Int
    /// From `start` to the cell where lines leave.
    var exit: Int
    /// From `start` to the cell where each link enters, by the link's position.
    var entries: [Int: Int]
  }

  let orientation: Orientation
  let layers: GraphLayers
  private(set) var places: [Place]
  private let boxes: GraphBoxes

  init?(_ graph: Graph, _ boxes: GraphBoxes, _ orientation: Orientation) {
    guard let layers = GraphLayers(graph) else { return nil }
    self.layers = layers
    self.orientation = orientation
    self.boxes = boxes
    var positions = Array(repeating: 0, count: layers.items.count)
    for layer in layers.order {
      for (position, item) in layer.enumerated() { positions[item] = position }
    }
    places = layers.items.indices.map { item in
      let entering = layers.links.indices.filter { layers.links[$0].to == item }.sorted {
        (positions[layers.links[$0].from], $0) < (positions[layers.links[$1].from], $1)
      }
      guard let node = layers.items[item].node else {
        let entries = Dictionary(uniqueKeysWithValues: entering.map { ($0, 0) })
        return Place(start: 0, size: 1, box: 1, depth: 0, exit: 0, entries: entries)
      }
      let labels = entering.map { boxes.labelWidth(layers.links[$0].label) }
      return orientation == .right
        ? Self.sideEntries(boxes.size(node), isFramed: boxes.isFramed[node], entering, labels)
        : Self.topEntries(boxes.size(node), entering, labels)
    }
    align()
  }

  /// Lines enter at the left border, two rows apart.
  private static func sideEntries(
    _ box: (width: Int, height: Int), isFramed: Bool, _ entering: [Int], _ labels: [Int]
  ) -> Place {
    let needed = max(1, 2 * labels.count - 1)
    let height = max(box.height, needed + (isFramed ? 2 : 0))
    let first = labels.count == 1 ? height / 2 : (height - needed) / 2
    return Place(
      start: 0, size: height, box: height, depth: box.width, exit: height / 2,
      entries: Dictionary(
        uniqueKeysWithValues: zip(entering, labels.indices.map { first + 2 * $0 })))
  }

  /// Lines enter at the top border, as far apart as their labels need.
  private static func topEntries(
    _ box: (width: Int, height: Int), _ entering: [Int], _ labels: [Int]
  ) -> Place {
    let spacing = labels.map { $0 == 0 ? 4 : $0 + 3 }
    let needed = 1 + spacing.dropLast().reduce(0, +)
    let width = max(box.width, needed + 2) | 1
    let first = labels.count == 1 ? width / 2 : (width - needed) / 2
    var offsets: [Int] = []
    var next = first
    for space in spacing {
      offsets.append(next)
      next += space
    }
    // The last label may stand out over the box's right side.
    let reach = (offsets.last ?? 0) + (labels.last.map { $0 == 0 ? 0 : $0 + 2 } ?? 0) + 1
    return Place(
      start: 0, size: max(width, reach), box: width, depth: box.height, exit: width / 2,
      entries: Dictionary(uniqueKeysWithValues: zip(entering, offsets)))
  }

  /// The cells that a link's label takes.
  func labelWidth(_ link: Int) -> Int { boxes.labelWidth(layers.links[link].label) }

  /// Moves everything behind a layer one cell across.
  mutating func shift(behind layer: Int) {
    for item in places.indices where layers.items[item].layer > layer { places[item].start += 1 }
  }

  // MARK: Alignment across

  private var gap: Int { orientation == .right ? 1 : 3 }

  /// Moves boxes so that lines are straight where they can be: each layer in turn to the mean of
  /// what its neighbours ask for.
  private mutating func align() {
    for layer in layers.order { spread(layer, wanted: layer.map { _ in 0 }) }
    for round in 0..<8 {
      let isDown = round % 2 == 0
      for layer in isDown ? layers.order : layers.order.reversed() {
        spread(layer, wanted: layer.map { wanted($0, isDown: isDown) })
      }
    }
    let least = places.map(\.start).min() ?? 0
    for item in places.indices { places[item].start -= least }
  }

  private func wanted(_ item: Int, isDown: Bool) -> Double {
    let asked = layers.links.enumerated().compactMap { index, link -> Double? in
      let entry = places[link.to].entries[index] ?? 0
      if isDown && link.to == item {
        return Double(places[link.from].start + places[link.from].exit - entry)
      }
      if !isDown && link.from == item {
        return Double(places[link.to].start + entry - places[item].exit)
      }
      return nil
    }
    return asked.isEmpty ? Double(places[item].start) : asked.reduce(0, +) / Double(asked.count)
  }

  /// The places nearest to those wanted that keep order and distance: least squares by pooling
  /// neighbours that are too near (Ayer and others 1955).
  private mutating func spread(_ layer: [Int], wanted: [Double]) {
    var offsets: [Double] = []
    var offset = 0
    for item in layer {
      offsets.append(Double(offset))
      offset += places[item].size + gap
    }
    var pools: [(mean: Double, count: Int)] = []
    for (target, offset) in zip(wanted, offsets) {
      pools.append((target - offset, 1))
      while pools.count > 1, let last = pools.last, pools[pools.count - 2].mean >= last.mean {
        let before = pools[pools.count - 2]
        let count = before.count + last.count
        let sum = before.mean * Double(before.count) + last.mean * Double(last.count)
        pools.removeLast(2)
        pools.append((sum / Double(count), count))
      }
    }
    let means = pools.flatMap { Array(repeating: $0.mean, count: $0.count) }
    for (index, item) in layer.enumerated() {
      places[item].start = Int((means[index]).rounded()) + Int(offsets[index])
    }
  }
}
