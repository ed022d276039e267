/// A tensor as files hold it, under the name and in the shape of Hugging Face's checkpoints.
///
/// GPT-2 keeps its maps transposed, `[from, to]`, and queries, keys and values in one.
public struct StoredTensor: Sendable, Equatable {
  public let name: String
  /// The parameters that lie in it, one after the other along the axis of outputs.
  public let parameters: [Parameter]
  /// Whether a matrix is `[from, to]`.
  public let isTransposed: Bool

  init(_ name: String, _ parameters: Parameter..., isTransposed: Bool = false) {
    self.init(name, of: parameters, isTransposed: isTransposed)
  }

  init(_ name: String, of parameters: [Parameter], isTransposed: Bool = false) {
    self.name = name
    self.parameters = parameters
    self.isTransposed = isTransposed
  }
}

extension ModelConfiguration {
  /// What a file holds, in this order: embeddings, layers from the first, final norm, output.
  public var storedTensors: [StoredTensor] {
    family == .gpt2 && isPlain ? gpt2Tensors : namedTensors
  }

  /// The shape of a tensor in a file.
  public func shape(of stored: StoredTensor) -> [Int] {
    let shapes = stored.parameters.map { shape(of: $0) }
    let outputs = shapes.reduce(0) { $0 + $1[0] }
    let joined = [outputs] + shapes[0].dropFirst()
    return stored.isTransposed ? joined.reversed() : joined
  }

  private var gpt2Tensors: [StoredTensor] {
    var tensors = [
      StoredTensor("transformer.wte.weight", .tokenEmbedding),
      StoredTensor("transformer.wpe.weight", .positionEmbedding),
    ]
    for layer in 0..<layers { tensors += gpt2Layer(layer) }
    tensors.append(StoredTensor("transformer.ln_f.weight", .finalNorm))
    tensors.append(StoredTensor("transformer.ln_f.bias", .finalNormBias))
    if !tiesEmbeddings { tensors.append(StoredTensor("lm_head.weight", .output)) }
    return tensors
  }

  private func gpt2Layer(_ layer: Int) -> [StoredTensor] {
    let start = "transformer.h.\(layer)."
    func part(_ part: LayerParameter) -> Parameter { .layer(layer, part) }
    return [
      StoredTensor(start + "ln_1.weight", part(.attentionNorm)),
      StoredTensor(start + "ln_1.bias", part(.attentionNormBias)),
      StoredTensor(
        start + "attn.c_attn.weight", part(.query), part(.key), part(.value), isTransposed: true),
      StoredTensor(
        start + "attn.c_attn.bias", part(.queryBias), part(.keyBias), part(.valueBias)),
      StoredTensor(start + "attn.c_proj.weight", part(.attentionOutput), isTransposed: true),
      StoredTensor(start + "attn.c_proj.bias", part(.attentionOutputBias)),
      StoredTensor(start + "ln_2.weight", part(.feedForwardNorm)),
      StoredTensor(start + "ln_2.bias", part(.feedForwardNormBias)),
      StoredTensor(start + "mlp.c_fc.weight", part(.up), isTransposed: true),
      StoredTensor(start + "mlp.c_fc.bias", part(.upBias)),
      StoredTensor(start + "mlp.c_proj.weight", part(.down), isTransposed: true),
      StoredTensor(start + "mlp.c_proj.bias", part(.downBias)),
    ]
  }
}
