import Numerics

/// Makes the parts of a transformer from weights.
struct WeightReader {
  let source: any WeightSource
  let pool: WorkerPool
  /// Where matrices that stay in blocks are kept.
  let arena = BlockArena()

  var configuration: ModelConfiguration { source.configuration }

  func tensor(_ parameter: Parameter) throws -> Tensor {
    guard let tensor = try source.tensor(of: parameter) else {
      throw ModelError.missingTensor("\(parameter)")
    }
    return tensor
  }

  func map(_ layer: Int, _ weight: LayerParameter, _ bias: LayerParameter) throws -> LinearMap {
    LinearMap(
      matrix: try matrix(.layer(layer, weight)), bias: try source.tensor(of: .layer(layer, bias)))
  }

  /// The matrix of products x wᵀ: in its file's blocks, or as floats.
  func matrix(_ parameter: Parameter) throws -> WeightMatrix {
    if let blocks = try source.blocks(of: parameter)?.matrix(in: arena, pool: pool) {
      return .blocks(blocks)
    }
    return .floats(try PackedMatrix(try tensor(parameter), transposed: true, pool: pool))
  }

  func norm(_ weight: Parameter, _ bias: Parameter) throws -> Normalization {
    Normalization(
      weight: configuration.hasNorms ? try tensor(weight) : nil, bias: try source.tensor(of: bias),
      epsilon: configuration.normEpsilon)
  }
}
