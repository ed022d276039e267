import Numerics

/// Makes the parts of a transformer from weights.
struct WeightReader {
  let source: any WeightSource
  let pool: WorkerPool

  var configuration: ModelConfiguration { source.configuration }

  func tensor(_ parameter: Parameter) throws -> Tensor {
    guard let tensor = try source.tensor(of: parameter) else {
      throw ModelError.missingTensor("\(parameter)")
    }
    return tensor
  }

  func map(_ layer: Int, _ weight: LayerParameter, _ bias: LayerParameter) throws -> LinearMap {
    try LinearMap(
      try tensor(.layer(layer, weight)), bias: try source.tensor(of: .layer(layer, bias)),
      pool: pool)
  }

  func norm(_ weight: Parameter, _ bias: Parameter) throws -> Normalization {
    Normalization(
      weight: configuration.hasNorms ? try tensor(weight) : nil, bias: try source.tensor(of: bias),
      epsilon: configuration.normEpsilon)
  }
}
