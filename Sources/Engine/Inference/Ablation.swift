import Numerics

/// Takes a part of a model out of its computation, to see what it is there for.
public struct Ablation: Sendable, Equatable {
  /// What is taken out.
  public enum Target: Sendable, Equatable {
    /// What a head puts into the output projection.
    case head(layer: Int, head: Int)
    /// What a feed-forward adds to the residual stream.
    case feedForward(layer: Int)
    /// A neuron's activation.
    case neuron(layer: Int, neuron: Int)
  }

  public let target: Target
  /// What stands in its place for every token: zeros, or its mean over some text.
  public let replacement: [Float]

  /// Zeros in place of a part. Throws if the model has no such part.
  public init(_ target: Target, in configuration: ModelConfiguration) throws(ModelError) {
    replacement = Array(repeating: 0, count: try target.columns(configuration).count)
    self.target = target
  }

  /// A part's mean over the tokens of a text, in place of it. Throws if the model has no such part.
  public init(
    _ target: Target, in model: Transformer, meanOver ids: [Int], pool: WorkerPool = .default
  ) throws {
    let columns = try target.columns(model.configuration)
    let recorder = TapRecorder()
    try model.run(ids, through: target.point, taps: recorder.taps([target.point]), pool: pool)
    var sums = [Double](repeating: 0, count: columns.count)
    if let tensor = recorder[target.point] {
      let width = tensor.count / ids.count
      for token in ids.indices {
        for (index, column) in columns.enumerated() {
          sums[index] += Double(tensor[flat: token * width + column])
        }
      }
    }
    replacement = sums.map { Float($0 / Double(ids.count)) }
    self.target = target
  }
}

extension Ablation.Target {
  /// Where the part passes by.
  var point: TapPoint {
    switch self {
    case .head(let layer, _): .layer(layer, .headOutputs)
    case .feedForward(let layer): .layer(layer, .feedForwardOutput)
    case .neuron(let layer, _): .layer(layer, .hidden)
    }
  }

  /// Which of a token's numbers at that point are the part's.
  func columns(_ configuration: ModelConfiguration) throws(ModelError) -> Range<Int> {
    let (layer, part, count): (Int, Int, Int)
    switch self {
    case .head(let l, let head): (layer, part, count) = (l, head, configuration.heads)
    case .feedForward(let l): (layer, part, count) = (l, 0, 1)
    case .neuron(let l, let neuron): (layer, part, count) = (l, neuron, configuration.hiddenWidth)
    }
    guard (0..<configuration.layers).contains(layer), (0..<count).contains(part) else {
      throw .configuration("there is no \(self) in it")
    }
    switch self {
    case .head:
      return part * configuration.headWidth..<(part + 1) * configuration.headWidth
    case .feedForward: return 0..<configuration.width
    case .neuron: return part..<part + 1
    }
  }
}

extension Taps {
  /// Taps that take parts of a model out. Throws if it has no such part.
  public static func ablating(
    _ ablations: [Ablation], in configuration: ModelConfiguration
  ) throws(ModelError) -> Taps {
    var parts: [(point: TapPoint, columns: Range<Int>, values: [Float])] = []
    for ablation in ablations {
      let columns = try ablation.target.columns(configuration)
      parts.append((ablation.target.point, columns, ablation.replacement))
    }
    return Taps(parts.map(\.point)) { point, tensor in
      let tokens = tensor.shape.first ?? 0
      let width = tensor.count / max(tokens, 1)
      for part in parts where part.point == point {
        for token in 0..<tokens {
          for (column, value) in zip(part.columns, part.values) {
            tensor[flat: token * width + column] = value
          }
        }
      }
    }
  }
}
