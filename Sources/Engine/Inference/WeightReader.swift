import Numerics

/// Makes the parts of a transformer from weights.
struct WeightReader {
  let weights: ModelWeights
  let pool: WorkerPool

  func tensor(_ parameter: Parameter) throws(ModelError) -> Tensor {
    guard let tensor = weights[parameter] else { throw .missingTensor("\(parameter)") }
    return tensor
  }

  func map(_ layer: Int, _ weight: LayerParameter, _ bias: LayerParameter) throws -> LinearMap {
    try LinearMap(
      try tensor(.layer(layer, weight)), bias: weights[layer, bias], pool: pool)
  }

  func norm(_ weight: Parameter, _ bias: Parameter) throws(ModelError) -> Normalization {
    Normalization(
      weight: try tensor(weight), bias: weights[bias],
      epsilon: weights.configuration.normEpsilon)
  }
}
