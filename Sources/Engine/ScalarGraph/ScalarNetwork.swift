/// A small network that predicts a token, as a scalar graph: every weight is a leaf.
///
/// h = activation(x·W₁ + b₁), logits = h·W₂ + b₂, …, loss = log Σⱼ exp(logitⱼ) − logit(target), which
/// is −log softmax(logits)[target], the cross-entropy.
public struct ScalarNetwork: Sendable {
  /// x·W + b, with W `[inputs, outputs]` and b `[outputs]` or none.
  public struct Layer: Sendable, Equatable {
    public var weights: DoubleMatrix
    public var bias: [Double]?

    public init(weights: DoubleMatrix, bias: [Double]? = nil) {
      self.weights = weights
      self.bias = bias
    }
  }

  public let graph: ScalarGraph
  public let input: [Int]
  /// The leaves of each layer: weights row by row, then the bias.
  public let weights: [[[Int]]]
  public let biases: [[Int]?]
  /// x·W + b of each layer, before any activation; the last layer's are the logits.
  public let sums: [[Int]]
  /// The values of each layer but the last after the activation.
  public let hidden: [[Int]]
  public let logits: [Int]
  /// The cross-entropy.
  public let loss: Int

  /// Builds the graph of a network and evaluates it.
  ///
  /// - Parameter activation: goes between layers, not after the last; `nil` for none.
  /// - Precondition: the shapes go together and the target is one of the last layer's outputs.
  /// - Throws: `ScalarGraphError` where a value overflows.
  public init(
    input x: [Double], layers: [Layer], activation: ScalarOperation?, target: Int
  ) throws {
    var graph = ScalarGraph()
    var current = x.indices.map { graph.leaf("x[\($0)]", x[$0]) }
    input = current
    var weights: [[[Int]]] = []
    var biases: [[Int]?] = []
    var sums: [[Int]] = []
    var hidden: [[Int]] = []
    for (depth, layer) in layers.enumerated() {
      let matrix = layer.weights
      precondition(matrix.rowCount == current.count, "layer \(depth) takes \(matrix.rowCount)")
      let leaves = (0..<matrix.rowCount).map { i in
        (0..<matrix.columnCount).map { j in
          graph.leaf("w\(depth + 1)[\(i), \(j)]", matrix[i, j])
        }
      }
      let bias = layer.bias.map { bias in
        bias.indices.map { graph.leaf("b\(depth + 1)[\($0)]", bias[$0]) }
      }
      current = try (0..<matrix.columnCount).map { j in
        let sum = try graph.dot(current, leaves.map { $0[j] })
        return try bias.map { try graph.apply(.add, sum, $0[j]) } ?? sum
      }
      sums.append(current)
      if depth < layers.count - 1 {
        if let activation { current = try current.map { try graph.apply(activation, $0) } }
        hidden.append(current)
      }
      weights.append(leaves)
      biases.append(bias)
    }
    logits = current
    loss = try graph.apply(.subtract, graph.apply(.logSumExp, current), current[target])
    self.weights = weights
    self.biases = biases
    self.sums = sums
    self.hidden = hidden
    self.graph = graph
  }

  /// The leaves that learn: all weights and biases.
  public var parameters: [Int] {
    zip(weights, biases).flatMap { rows, bias in rows.flatMap { $0 } + (bias ?? []) }
  }
}

extension ScalarGraph {
  /// Σₖ aₖ bₖ as products and a chain of additions, in ascending order of k.
  ///
  /// - Precondition: one length, at least 1.
  public mutating func dot(_ a: [Int], _ b: [Int]) throws -> Int {
    precondition(a.count == b.count && !a.isEmpty, "a dot product needs two vectors of one length")
    let products = try zip(a, b).map { try apply(.multiply, $0, $1) }
    return try sum(products)
  }

  /// The sum as a chain of additions.
  ///
  /// - Precondition: at least one term.
  public mutating func sum(_ terms: [Int]) throws -> Int {
    var total = terms[0]
    for term in terms.dropFirst() { total = try apply(.add, total, term) }
    return total
  }
}
