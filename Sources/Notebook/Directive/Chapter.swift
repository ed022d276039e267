import Bedrock

/// The chapters of the course, under which directives are listed.
public enum Chapter: String, CaseIterable, Sendable {
  case wholePath = "00 The whole path"
  case tokenization = "01 Tokenization"
  case embeddings = "02 Embeddings"
  case neuron = "03 Neuron"
  case feedForward = "04 Feed-forward network"
  case sampling = "05 Logits and sampling"
  case backpropagation = "06 Backpropagation"
  case optimizers = "07 Optimizers"
  case attention = "08 Attention"
  case multiHead = "09 Multi-head attention"
  case rope = "10 RoPE"
  case block = "11 Transformer block"
  case training = "12 Training"
  case postTraining = "13 Post-training"
  case cache = "14 Context and KV cache"
  case quantization = "15 Quantization"
  /// Beside the course's chapters: an author's tables and texts.
  case ownData = "Your own data"

  /// The number that the chapter's lab begins with: `08`.
  public var number: String { String(Substring(rawValue.utf8.prefix(2))) }
}
