import Bedrock
import Engine
import Notebook

/// The loss that a lab names: a surface of the engine, or a formula over `let` values.
enum LossSource: Sendable {
  case surface(LossSurface)
  case formula(FormulaGraph)

  var function: LossFunction {
    switch self {
    case .surface(let surface): LossFunction(surface)
    case .formula(let formula): LossFunction(formula)
    }
  }
}

extension ParameterType where T == LossSource {
  /// A surface's name, or a formula in parentheses.
  static var loss: Self {
    let formula = ParameterType<FormulaGraph>.scalarFormula
    let names = LossSurface.allCases.map(\.rawValue)
    return ParameterType(
      name: "surface or formula", allowed: names.joined(separator: " | ") + " | (formula)",
      placeholder: .surface(.bowl),
      text: { source in
        switch source {
        case .surface(let surface): surface.rawValue
        case .formula(let graph): "(\(graph.text))"
        }
      },
      fingerprint: { source in
        switch source {
        case .surface(let surface): .string(surface.rawValue)
        case .formula(let graph): formula.fingerprint(graph)
        }
      },
      decode: { atom, evaluator in
        guard let word = word(atom) else { return .formula(try formula.decode(atom, evaluator)) }
        if let surface = LossSurface(rawValue: word) { return .surface(surface) }
        let suggestion = EditDistance.suggestion(for: word, among: names)
        throw ParameterMismatch(
          "must be one of \(names.joined(separator: ", ")), or a formula in parentheses, not"
            + " '\(word)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? ""),
          suggestion: suggestion)
      })
  }

  private static func word(_ atom: Atom) -> String? {
    switch atom {
    case .path(let path) where path.steps.isEmpty: path.root.text
    case .string(let text, _), .value(.string(let text), _): text
    default: nil
    }
  }
}

/// A loss of some weights, with its gradient.
struct LossFunction: Sendable {
  /// One a weight.
  let names: [String]
  /// The formula as a reader sees it.
  let text: String
  var start: [Double]
  /// Where the loss is least, as far as that is known.
  let minima: [(x: Double, y: Double)]
  /// What a map should show at least.
  let window: MapWindow?
  /// About how many operations a step costs.
  let cost: Int
  private let source: LossSource
  /// The nodes of the weights in a formula.
  private let nodes: [Int]

  init(_ surface: LossSurface) {
    names = ["w1", "w2"]
    text = surface.formula
    start = [surface.start.x, surface.start.y]
    minima = surface.minima
    window = MapWindow(x: surface.window.x, y: surface.window.y)
    cost = 10
    source = .surface(surface)
    nodes = []
  }

  init(_ formula: FormulaGraph) {
    nodes = formula.leaves.flatMap { $0.nodes.compactMap { $0 } }
    names = nodes.map(formula.graph.name)
    text = formula.text
    start = nodes.map { formula.graph.nodes[$0].value }
    minima = []
    window = nil
    cost = 10 * formula.graph.nodes.count
    source = .formula(formula)
  }

  func value(_ point: [Double]) throws -> Double {
    switch source {
    case .surface(let surface): surface.value(point[0], point[1])
    case .formula(let formula):
      try formula.graph.value(of: formula.output, leafValues(point))
    }
  }

  func gradient(_ point: [Double]) throws -> [Double] {
    switch source {
    case .surface(let surface):
      let slope = surface.gradient(point[0], point[1])
      return [slope.x, slope.y]
    case .formula(let formula):
      let graph = try formula.graph.evaluated(leafValues(point))
      let gradients = try BackwardPass(of: graph, from: formula.output).gradients
      return nodes.map { gradients[$0] }
    }
  }

  private func leafValues(_ point: [Double]) -> [Int: Double] {
    Dictionary(uniqueKeysWithValues: zip(nodes, point))
  }
}
