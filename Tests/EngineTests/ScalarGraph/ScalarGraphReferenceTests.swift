import Bedrock
import Engine
import Foundation
import Testing

@Suite struct ScalarGraphReferenceTests {
  /// The formulas that scripts/make_scalar_graph.py wrote.
  private static func cases() throws -> [JSON] {
    let bytes = try [UInt8](Data(contentsOf: Fixture.url("scalar_graph.json")))
    return try JSON(parsing: bytes).arrayValue ?? []
  }

  private static func build(_ tree: JSON, _ leaves: JSON, _ graph: inout ScalarGraph) throws -> Int
  {
    let parts = try #require(tree.arrayValue)
    let name = try #require(parts[0].stringValue)
    switch name {
    case "leaf":
      let leaf = try #require(parts[1].stringValue)
      return graph.leaf(leaf, try #require(leaves[leaf]?.doubleValue))
    case "constant": return graph.constant(try #require(parts[1].doubleValue))
    default:
      let inputs = try parts.dropFirst().map { try build($0, leaves, &graph) }
      return try graph.apply(try #require(ScalarOperation(rawValue: name)), inputs)
    }
  }

  @Test(
    "values and gradients are JAX's, whether equal parts are shared or not",
    arguments: [true, false])
  func reference(shares: Bool) throws {
    let cases = try Self.cases()
    #expect(cases.count == 260)
    for example in cases {
      var graph = ScalarGraph(sharesEqualParts: shares)
      let formula = try #require(example["formula"])
      let output = try Self.build(formula, try #require(example["leaves"]), &graph)
      let pass = try BackwardPass(of: graph, from: output)
      let value = try #require(example["value"]?.doubleValue)
      #expect(Self.isClose(graph.nodes[output].value, value), "\(formula.serialized())")
      for leaf in graph.leaves {
        guard case .leaf(let name) = graph.nodes[leaf].source else { continue }
        let expected = try #require(example["gradients"]?[name]?.doubleValue)
        #expect(
          Self.isClose(pass.gradients[leaf], expected), "d/d\(name) \(formula.serialized())")
      }
    }
  }

  @Test("gradients agree with central differences where the formula is smooth")
  func finiteDifferences() throws {
    let kinked = ["relu", "abs", "min", "max"]
    for example in try Self.cases() {
      let formula = try #require(example["formula"])
      guard !kinked.contains(where: formula.serialized().contains) else { continue }
      var graph = ScalarGraph()
      let output = try Self.build(formula, try #require(example["leaves"]), &graph)
      let pass = try BackwardPass(of: graph, from: output)
      for leaf in graph.leaves {
        guard let slope = FiniteDifference.central(of: graph, output: output, leaf: leaf) else {
          continue
        }
        // The formula's own curvature decides how near a difference can come.
        let tolerance = 1e-6 * max(1, abs(slope), abs(graph.nodes[output].value))
        #expect(abs(pass.gradients[leaf] - slope) < tolerance, "\(formula.serialized())")
      }
    }
  }

  private static func isClose(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-11 * max(1, abs(b))
  }
}
