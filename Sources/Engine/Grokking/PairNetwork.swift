import Bedrock
import Numerics

/// A network that maps a pair of numbers below p to p logits.
public struct PairNetwork: Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// A decoder-only transformer that reads a and b as two tokens.
    case transformer
    /// W (U_a + V_b)², two layers (Gromov, 2023, arXiv:2301.02679).
    case quadratic
  }

  public let kind: Kind
  public let modulus: Int
  /// The starting weights, and what an optimizer must know of them.
  public let tensors: [Tensor]
  public let kinds: [ParameterKind]
  private let graph: TrainingGraph?

  /// A one-layer transformer, random.
  public static func transformer(modulus: Int, width: Int, heads: Int, seed: UInt64) throws -> Self
  {
    let configuration = ModelConfiguration.llama(
      vocabularySize: modulus, width: width, layers: 1, heads: heads, hiddenWidth: 4 * width,
      context: 2, activation: .relu, tiesEmbeddings: false)
    let weights = try ModelWeights(
      configuration: configuration, seed: seed,
      deviations: InitialDeviations(
        matrix: 1 / Elementary.sqrt(Double(width)), embedding: 1 / Elementary.sqrt(Double(width)),
        residual: 1 / Elementary.sqrt(Double(2 * width))))
    return PairNetwork(
      kind: .transformer, modulus: modulus, tensors: weights.tensors,
      kinds: configuration.parameterKinds, graph: try TrainingGraph(configuration))
  }

  /// Two layers with a quadratic activation, random.
  public static func quadratic(modulus: Int, width: Int, deviation: Double, seed: UInt64) -> Self {
    let stream = RandomStream(seed: seed, name: "weights")
    let tensors = ["u", "v", "w"].map {
      Tensor.normal([modulus, width], deviation: deviation, stream: stream.child($0))
    }
    return PairNetwork(
      kind: .quadratic, modulus: modulus, tensors: tensors,
      kinds: [.matrix, .matrix, .matrix], graph: nil)
  }

  /// The mean cross-entropy over pairs.
  func loss(_ pairs: [ModularTask.Pair], on tape: inout Tape) throws -> Variable {
    let logits = try logits(pairs, on: &tape)
    return try tape.crossEntropy(logits, targets: targets(pairs))
  }

  /// For each row of `logits` the result, or that it does not count.
  func targets(_ pairs: [ModularTask.Pair]) -> [Int] {
    switch kind {
    case .quadratic: pairs.map(\.result)
    case .transformer: pairs.flatMap { [CrossEntropy.ignored, $0.result] }
    }
  }

  func logits(_ pairs: [ModularTask.Pair], on tape: inout Tape) throws -> Variable {
    if let graph {
      return try graph.logits(pairs.flatMap { [$0.a, $0.b] }, batch: pairs.count, on: &tape)
    }
    let u = try tape.embedding(tape.parameter(0), pairs.map(\.a))
    let v = try tape.embedding(tape.parameter(1), pairs.map(\.b))
    let hidden = try tape.squared(try tape.add(u, v))
    return try tape.linear(hidden, tape.parameter(2))
  }
}
