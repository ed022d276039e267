/// A feed-forward network of two layers at double width, with every step kept.
///
/// A₁ = a(X W₁ + b₁) and Z₂ = A₁ W₂ + b₂, for each row of X on its own (Vaswani et al., 2017,
/// "Attention Is All You Need", equation 2); with a gate A₁ = a(X V + c) ⊙ (X W₁ + b₁) (Shazeer,
/// 2020, arXiv:2002.05202). Law: a row of the result depends on the same row of X, and on no other.
public struct ScalarFeedForward: Sendable, Equatable {
  /// Weights with a row for each input and a column for each unit, and a bias a unit.
  public struct Layer: Sendable, Equatable {
    public let name: String
    public let weights: DoubleMatrix
    public let biasName: String
    public let bias: [Double]?

    public init(_ name: String, _ weights: DoubleMatrix, biasName: String, bias: [Double]?) {
      self.name = name
      self.weights = weights
      self.biasName = biasName
      self.bias = bias
    }

    public var parameterCount: Int { weights.elements.count + (bias?.count ?? 0) }

    func applied(to x: DoubleMatrix, named input: String) throws -> DoubleMatrix {
      guard !weights.elements.isEmpty else { throw FeedForwardError.empty(name) }
      guard weights.rowCount == x.columnCount else {
        throw FeedForwardError.shape(
          matrix: name, shape: weights.shapeText,
          needs: "\(input) has \(x.columnCount) columns, and each needs its row")
      }
      var sums = x.multiplied(by: weights)
      guard let bias else { return sums }
      guard bias.count == weights.columnCount else {
        throw FeedForwardError.bias(
          name: biasName, count: bias.count, units: weights.columnCount)
      }
      for row in 0..<sums.rowCount {
        for (unit, value) in bias.enumerated() { sums[row, unit] += value }
      }
      return sums
    }
  }

  /// `[positions, width]`
  public let x: DoubleMatrix
  public let first: Layer
  public let gate: Layer?
  public let second: Layer
  public let activation: ScalarActivation
  /// Z₁ = X W₁ + b₁, `[positions, hidden units]`.
  public let sums: DoubleMatrix
  /// X V + c, `[positions, hidden units]`; `nil` without a gate.
  public let gateSums: DoubleMatrix?
  /// A₁, `[positions, hidden units]`.
  public let hidden: DoubleMatrix
  /// Z₂, `[positions, outputs]`.
  public let output: DoubleMatrix

  /// - Throws: `FeedForwardError` where the shapes do not agree.
  public init(
    x: DoubleMatrix, first: Layer, gate: Layer? = nil, second: Layer,
    activation: ScalarActivation
  ) throws {
    guard !x.elements.isEmpty else { throw FeedForwardError.empty("x") }
    let sums = try first.applied(to: x, named: "x")
    let gateSums = try gate.map { try $0.applied(to: x, named: "x") }
    if let gate, let gateSums, gateSums.columnCount != sums.columnCount {
      throw FeedForwardError.shape(
        matrix: gate.name, shape: gate.weights.shapeText,
        needs: "\(first.name) has \(sums.columnCount) columns, and each needs its gate")
    }
    let activated = (gateSums ?? sums).elements.map(activation.value)
    let hidden = DoubleMatrix(
      rowCount: sums.rowCount, columnCount: sums.columnCount,
      elements: gateSums == nil ? activated : zip(activated, sums.elements).map { $0 * $1 })
    self.x = x
    self.first = first
    self.gate = gate
    self.second = second
    self.activation = activation
    self.sums = sums
    self.gateSums = gateSums
    self.hidden = hidden
    output = try second.applied(to: hidden, named: "the hidden layer")
  }

  /// What the activation is applied to, `[positions, hidden units]`.
  public var arguments: DoubleMatrix { gateSums ?? sums }

  /// Whether a hidden unit passes its value on: what its activation is applied to lies above 0.
  public func isFiring(_ position: Int, _ unit: Int) -> Bool { arguments[position, unit] > 0 }

  /// The weights and biases of all layers.
  public var parameterCount: Int {
    first.parameterCount + (gate?.parameterCount ?? 0) + second.parameterCount
  }
}
