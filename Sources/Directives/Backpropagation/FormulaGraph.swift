import Bedrock
import Engine
import Notebook

/// A formula from a lab as a scalar graph, with its leaves by name.
struct FormulaGraph: Sendable {
  /// A `let` value that the formula uses.
  struct Leaf: Sendable {
    let name: String
    let value: NumericArray
    /// Whether the value is a number and no list; its array then has one element.
    let isNumber: Bool
    /// The node of each element; `nil` for one that the formula does not use.
    let nodes: [Int?]
  }

  let graph: ScalarGraph
  let output: Int
  /// In the order of their first use.
  let leaves: [Leaf]
  /// The formula as it was written.
  let text: String
}

extension ParameterType where T == FormulaGraph {
  /// A formula over `let` values, turned into its graph.
  ///
  /// Here and not in `run`, so that what is wrong in a formula is shown at its place.
  static var scalarFormula: Self {
    let formula = ParameterType<Expression>.formula
    return ParameterType(
      name: "formula",
      placeholder: FormulaGraph(graph: ScalarGraph(), output: 0, leaves: [], text: ""),
      text: { $0.text },
      fingerprint: { formula in
        .array(
          [.string(formula.text)]
            + formula.leaves.flatMap { [.string($0.value.contentHash), .bool($0.isNumber)] })
      },
      decode: { atom, evaluator in
        let expression = try formula.decode(atom, evaluator)
        var compiler = FormulaCompiler(evaluator)
        return try compiler.compile(expression)
      })
  }
}
