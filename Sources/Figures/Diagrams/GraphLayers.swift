/// A graph's nodes in layers, each after all that leads to it, with a stand-in in every layer that
/// a longer arrow passes.
struct GraphLayers {
  /// A node, or a stand-in for a line that passes by.
  struct Item {
    /// The position in the graph's nodes; nil for a stand-in.
    var node: Int?
    /// The node that the line through a stand-in comes from; the node itself otherwise.
    var origin: Int
    var layer: Int
  }

  /// A piece of an arrow between neighbouring layers.
  struct Link {
    var from: Int
    var to: Int
    var label: String
  }

  private(set) var items: [Item]
  private(set) var links: [Link] = []
  /// The items of each layer in their order.
  private(set) var order: [[Int]] = []

  static let mostNodes = 60

  /// Nil for a graph with a cycle, or with too many nodes to be read as a picture.
  init?(_ graph: Graph) {
    let edges = graph.validEdges
    guard graph.nodes.count <= Self.mostNodes, edges.count <= 2 * Self.mostNodes,
      let layers = Self.layers(graph.nodes.count, edges)
    else { return nil }
    items = layers.enumerated().map { Item(node: $0.offset, origin: $0.offset, layer: $0.element) }
    addLinks(edges)
    order = (0...(layers.max() ?? 0)).map { layer in
      items.indices.filter { items[$0].layer == layer }
    }
    reduceCrossings()
  }

  /// Longest paths from the beginnings; a beginning stands right before what it leads to.
  private static func layers(_ count: Int, _ edges: [Graph.Edge]) -> [Int]? {
    var layers = Array(repeating: 0, count: count)
    for round in 0...count {
      var changed = false
      for edge in edges where layers[edge.to] < layers[edge.from] + 1 {
        layers[edge.to] = layers[edge.from] + 1
        changed = true
      }
      if !changed { break }
      if round == count { return nil }
    }
    for node in 0..<count where !edges.contains(where: { $0.to == node }) {
      let next = edges.filter { $0.from == node }.map { layers[$0.to] }.min()
      if let next { layers[node] = next - 1 }
    }
    return layers
  }

  private mutating func addLinks(_ edges: [Graph.Edge]) {
    var passing: [Int: [Int: Int]] = [:]
    for edge in edges {
      var from = edge.from
      for layer in (items[edge.from].layer + 1)..<items[edge.to].layer {
        if let known = passing[edge.from]?[layer] {
          from = known
          continue
        }
        items.append(Item(node: nil, origin: edge.from, layer: layer))
        links.append(Link(from: from, to: items.count - 1, label: ""))
        passing[edge.from, default: [:]][layer] = items.count - 1
        from = items.count - 1
      }
      links.append(Link(from: from, to: edge.to, label: edge.label))
    }
  }

  // MARK: Order

  /// Barycentre sweeps in both directions (Sugiyama, Tagawa and Toda 1981); the order with the
  /// fewest crossings stays.
  private mutating func reduceCrossings() {
    var best = (order: order, count: crossings(order))
    var current = order
    for round in 0..<24 where best.count > 0 {
      let isDown = round % 2 == 0
      let layers =
        isDown ? Array(current.indices.dropFirst()) : current.indices.dropLast().reversed()
      for layer in layers {
        let fixed = Self.positions(current[isDown ? layer - 1 : layer + 1])
        current[layer] = sorted(current[layer], by: fixed, isDown: isDown)
      }
      let count = crossings(current)
      if count < best.count { best = (current, count) }
    }
    order = best.order
  }

  private static func positions(_ layer: [Int]) -> [Int: Int] {
    var positions: [Int: Int] = [:]
    for (position, item) in layer.enumerated() { positions[item] = position }
    return positions
  }

  private func sorted(_ layer: [Int], by fixed: [Int: Int], isDown: Bool) -> [Int] {
    let keys = layer.enumerated().map { position, item in
      let neighbours = links.compactMap { link in
        isDown
          ? (link.to == item ? fixed[link.from] : nil) : (link.from == item ? fixed[link.to] : nil)
      }
      if neighbours.isEmpty { return Double(position) }
      return Double(neighbours.reduce(0, +)) / Double(neighbours.count)
    }
    return layer.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { layer[$0] }
  }

  private func crossings(_ order: [[Int]]) -> Int {
    var positions: [Int: Int] = [:]
    for layer in order { positions.merge(Self.positions(layer)) { first, _ in first } }
    var count = 0
    for (index, a) in links.enumerated() {
      for b in links[(index + 1)...] where items[a.from].layer == items[b.from].layer {
        let from = positions[a.from, default: 0] - positions[b.from, default: 0]
        let to = positions[a.to, default: 0] - positions[b.to, default: 0]
        if from * to < 0 { count += 1 }
      }
    }
    return count
  }
}
