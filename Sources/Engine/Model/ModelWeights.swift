import Bedrock
import Numerics

/// The numbers of a model: a tensor for each parameter of its configuration.
///
/// Law: `tensors` has the order of `configuration.parameters`, each in the shape that the configuration
/// says.
public struct ModelWeights: Sendable, Equatable {
  public let configuration: ModelConfiguration
  /// The parameters, in the order of `tensors`.
  public let parameters: [Parameter]
  /// A name for each parameter, unique within the model.
  public let names: [String]
  /// The numbers; whoever changes them keeps their shapes.
  public var tensors: [Tensor]
  private let positions: [Parameter: Int]

  /// Weights with the given tensors. Throws if the configuration makes no model, or a tensor is
  /// missing or has another shape.
  public init(configuration: ModelConfiguration, tensors: [Tensor]) throws(ModelError) {
    try configuration.validate()
    self.configuration = configuration
    parameters = configuration.parameters
    names = configuration.storedTensors.flatMap(\.parameterNames)
    guard tensors.count <= parameters.count else {
      throw .unknownTensor("number \(parameters.count)")
    }
    for (index, parameter) in parameters.enumerated() {
      guard index < tensors.count else { throw .missingTensor(names[index]) }
      let expected = configuration.shape(of: parameter)
      guard tensors[index].shape == expected else {
        throw .wrongShape(name: names[index], shape: tensors[index].shape, expected: expected)
      }
    }
    self.tensors = tensors
    positions = Dictionary(uniqueKeysWithValues: zip(parameters, parameters.indices))
  }

  /// The position of a parameter in `tensors`; nil if such a model has none.
  public func position(of parameter: Parameter) -> Int? { positions[parameter] }

  /// The tensor of a parameter; nil if such a model has none.
  public subscript(parameter: Parameter) -> Tensor? {
    positions[parameter].map { tensors[$0] }
  }

  /// The tensor of a layer's parameter; nil if such a model has none.
  public subscript(layer: Int, part: LayerParameter) -> Tensor? { self[.layer(layer, part)] }

  /// The map to logits, `[vocabulary, width]`: its own, or the token embedding.
  public var outputMatrix: Tensor { tensors[outputPosition] }

  /// Where the map to logits lies in `tensors`.
  public var outputPosition: Int { positions[.output] ?? positions[.tokenEmbedding] ?? 0 }
}

extension ModelConfiguration {
  /// A parameter's name, as `ModelWeights.names` has it.
  func name(of parameter: Parameter) -> String {
    zip(parameters, storedTensors.flatMap(\.parameterNames)).first { $0.0 == parameter }?.1
      ?? "\(parameter)"
  }
}

extension StoredTensor {
  /// A name for each of its parameters: its own, with the part behind it if there are several.
  var parameterNames: [String] {
    guard parameters.count > 1 else { return [name] }
    return ["q", "k", "v"].prefix(parameters.count).map { "\(name)[\($0)]" }
  }
}
