import Numerics

/// What a transformer is made of: a tensor for each parameter, there or to be had from a file.
public protocol WeightSource: Sendable {
  var configuration: ModelConfiguration { get }

  /// The tensor of a parameter; nil if such a model has none.
  func tensor(of parameter: Parameter) throws -> Tensor?

  /// The same as a file's blocks, from which products are computed without spreading them out; nil where
  /// the numbers are not kept so.
  ///
  /// Law: products with the blocks have the bits of products with `tensor(of:)`.
  func blocks(of parameter: Parameter) throws -> StoredBlocks?
}

extension WeightSource {
  public func blocks(of parameter: Parameter) throws -> StoredBlocks? { nil }
}

extension ModelWeights: WeightSource {
  public func tensor(of parameter: Parameter) -> Tensor? { self[parameter] }
}

extension WeightSource {
  /// All tensors at once.
  public func weights() throws -> ModelWeights {
    if let weights = self as? ModelWeights { return weights }
    return try ModelWeights(
      configuration: configuration,
      tensors: configuration.parameters.map { parameter in
        guard let tensor = try tensor(of: parameter) else {
          throw ModelError.missingTensor("\(parameter)")
        }
        return tensor
      })
  }
}
