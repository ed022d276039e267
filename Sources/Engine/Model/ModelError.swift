/// Why a model could not be made, or could not do what it was asked.
public enum ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A configuration that makes no model.
  case configuration(String)
  /// A file that holds no model.
  case file(String)
  /// A tensor that a model of this configuration needs is not there.
  case missingTensor(String)
  /// A tensor that no model of this configuration has.
  case unknownTensor(String)
  /// A tensor of another shape than the configuration says.
  case wrongShape(name: String, shape: [Int], expected: [Int])
  /// A token id outside of the vocabulary.
  case unknownToken(Int, vocabularySize: Int)
  /// More tokens than the model can attend to.
  case contextExceeded(tokens: Int, context: Int)
  /// No token where at least one is needed.
  case noTokens
  /// A replaced tensor of another shape.
  case tapChangedShape(String, shape: [Int], expected: [Int])

  public var description: String {
    switch self {
    case .configuration(let problem): "the configuration makes no model: \(problem)"
    case .file(let problem): problem
    case .missingTensor(let name): "the tensor '\(name)' is missing"
    case .unknownTensor(let name): "the tensor '\(name)' is not part of such a model"
    case .wrongShape(let name, let shape, let expected):
      "the tensor '\(name)' has the shape \(shape), expected \(expected)"
    case .unknownToken(let id, let size):
      "there is no token \(id): the vocabulary has \(size)"
    case .contextExceeded(let tokens, let context):
      "\(tokens) tokens do not fit into the model's context of \(context)"
    case .noTokens: "a model needs at least one token"
    case .tapChangedShape(let point, let shape, let expected):
      "what replaces \(point) has the shape \(shape), expected \(expected)"
    }
  }
}
