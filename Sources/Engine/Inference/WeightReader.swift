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

  /// The matrices of experts, in the file's blocks, or as floats.
  func matrices(_ parameter: Parameter, count: Int) throws -> [WeightMatrix] {
    let blocks = try source.blocks(of: parameter)
    var whole: Tensor?
    return try (0..<count).map { index in
      if let blocks = try blocks?.part(index, of: count)?.matrix(in: arena, pool: pool) {
        return .blocks(blocks)
      }
      let tensor = try whole ?? tensor(parameter)
      whole = tensor
      return .floats(
        try PackedMatrix(try tensor.matrix(at: index), transposed: true, pool: pool))
    }
  }

  func norm(_ weight: Parameter, _ bias: Parameter? = nil) throws -> Normalization {
    Normalization(
      weight: configuration.hasNorms ? try tensor(weight) : nil,
      bias: try bias.flatMap { try source.tensor(of: $0) },
      epsilon: configuration.normEpsilon, kind: configuration.norm)
  }

  /// The norm at a place of a layer; nil where such a model has none.
  func norm(
    _ layer: Int, _ place: NormPlaces, _ weight: LayerParameter, _ bias: LayerParameter? = nil
  ) throws -> Normalization? {
    guard configuration.hasNorms, configuration.normPlaces.contains(place) else { return nil }
    return try norm(.layer(layer, weight), bias.map { .layer(layer, $0) })
  }
}
