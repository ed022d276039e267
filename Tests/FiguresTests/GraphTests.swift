import Figures
import Testing

@Suite("Graphs")
struct GraphTests {
  @Test(
    "what the lines join is what the edges join, in random graphs",
    arguments: [Graph.Direction.right, .down])
  func linesTellTheEdges(direction: Graph.Direction) {
    var drawn = 0
    for seed in 1...300 {
      var random = RandomFigures(seed: UInt64(seed))
      let graph = random.traceableGraph(direction)
      let lines = graph.lines(FigureStyle(charset: .unicode, width: 400))
      guard let trace = GraphTrace(lines, nodes: graph.nodes.count) else { continue }
      drawn += 1
      let edges = graph.edges.map { [$0.from, $0.to] }.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
      #expect(trace.edges == edges, "seed \(seed)\n\(lines.joined(separator: "\n"))")
    }
    #expect(drawn == 300, "\(drawn) of 300 were drawn as pictures")
  }

  @Test("a tree is drawn without a crossing")
  func treeIsPlane() {
    // Inner nodes 0 to 6 over leaves 7 to 14, with the leaves in a scrambled order.
    let order = [9, 13, 7, 11, 14, 8, 12, 10]
    let edges = (1..<15).map { node in
      Graph.Edge(from: node < 7 ? node : order[node - 7], to: (node - 1) / 2)
    }
    let graph = Graph(
      nodes: (0..<15).map { .init("n\($0)") },
      edges: edges.map { Graph.Edge(from: 14 - $0.from, to: 14 - $0.to) })
    let lines = graph.lines(FigureStyle(charset: .unicode, width: 80))
    // Where lines cross, a vertical one has horizontal ones on both sides.
    let crossings = lines.joined(separator: "\n").contains("─│─")
    #expect(!crossings, "\n\(lines.joined(separator: "\n"))")
  }

  @Test("a graph that does not fit the page is a list, and so is one with a cycle")
  func fallsBack() {
    let wide = Graph(
      nodes: (0..<20).map { .init("node \($0)") }, edges: (1..<20).map { .init(from: $0, to: 0) },
      direction: .down)
    #expect(wide.lines(FigureStyle(width: 40)).first == " #  from           node")
    let cycle = Graph(
      nodes: [.init("a"), .init("b")], edges: [.init(from: 0, to: 1), .init(from: 1, to: 0)])
    #expect(cycle.lines(FigureStyle()) == ["#  from  node", "0  1     a", "1  0     b"])
  }
}
