import Bedrock
import Engine
import Notebook

extension ModelValue {
  /// A model that a directive made of weights, with the tokenizer that they were trained with.
  init(name: String, weights: ModelWeights, tokenizer: TokenizerRecord) {
    let bytes = LanguageModel.file(weights: weights, tokenizer: tokenizer)
    self.init(name: name, sha256: SHA256.hash(bytes).hex) { bytes }
  }
}
