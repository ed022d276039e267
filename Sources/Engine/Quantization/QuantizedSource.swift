import Numerics

/// A model's weights, quantized one by one when somebody asks for them.
public struct QuantizedSource: WeightSource {
  private let original: any WeightSource
  private let quantization: ModelQuantization

  public init(_ original: some WeightSource, _ quantization: ModelQuantization) {
    self.original = original
    self.quantization = quantization
  }

  public var configuration: ModelConfiguration { original.configuration }

  /// Throws if numbers cannot be quantized; the error says where.
  public func tensor(of parameter: Parameter) throws -> Tensor? {
    guard let tensor = try original.tensor(of: parameter) else { return nil }
    return try quantization.replaced(tensor, parameter, configuration)
  }
}
