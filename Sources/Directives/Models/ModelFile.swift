import Bedrock
import Engine
import Notebook

/// A model's weights and tokenizer, to be trained further.
struct ModelFile: Sendable {
  let weights: ModelWeights
  let tokenizer: TokenizerRecord

  var configuration: ModelConfiguration { weights.configuration }

  /// The model as a lab's value.
  func value(named name: String) -> Value {
    .model(ModelValue(name: name, weights: weights, tokenizer: tokenizer))
  }
}

extension RunContext {
  /// The weights of the model that a reference names.
  ///
  /// Throws `DirectiveError` if there is no such file, or if it is no model.
  func weights(of reference: ModelReference) throws -> ModelFile {
    let model = try load(reference)
    return ModelFile(weights: try model.weights, tokenizer: model.tokenizerRecord)
  }
}
