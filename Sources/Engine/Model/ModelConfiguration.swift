import Numerics

/// The sizes and choices that make a decoder-only transformer.
///
/// What distinguishes architectures is data: kinds and places of norms, biases, windows, rotations,
/// caps, factors and experts. Two plain builds (`llama`, `gpt2`) are where all others start from, and
/// the transformer is one. Read from and written to JSON (`init(json:)`, `json`).
public struct ModelConfiguration: Sendable, Equatable {
  /// The plain build that a model comes from; it decides the names of tensors in safetensors files.
  public enum Family: String, CaseIterable, Sendable {
    /// RMSNorm, rotary positions, gated feed-forward, grouped queries, no biases
    /// (Touvron et al., 2023, arXiv:2302.13971).
    case llama
    /// LayerNorm, learned positions, plain feed-forward, biases (Radford et al., 2019).
    case gpt2
  }

  public var family: Family
  /// The number of tokens, and of logits.
  public var vocabularySize: Int
  /// The width of the residual stream.
  public var width: Int
  public var layers: Int
  /// The query heads.
  public var heads: Int
  /// The key and value heads, which query heads share in groups; `heads` in GPT-2.
  public var keyValueHeads: Int
  public var headWidth: Int
  /// The width inside the feed-forward; with experts, that of all of them together.
  public var hiddenWidth: Int
  /// The most tokens that a sequence may have.
  public var context: Int
  public var activation: Activation
  /// The number under the root of a norm.
  public var normEpsilon: Float
  /// Whether the output projection is the token embedding.
  public var tiesEmbeddings: Bool
  /// The base of the rotary frequencies.
  public var rotaryBase = 10_000.0
  public var rotaryLayout = RotaryEmbedding.Layout.half
  public var rotaryScaling = RotaryScaling.none
  /// How a model tells where a token stands.
  public var positions = Positions.rotary
  /// Whether attention, feed-forward and output read a norm of the residual stream; without, they read
  /// the stream itself.
  public var hasNorms = true
  /// Whether attention and feed-forward add to the stream; without, what they give takes its place.
  public var isResidual = true

  /// How a model tells where a token stands.
  public enum Positions: String, CaseIterable, Sendable {
    /// Queries and keys are turned by their positions (Su et al., 2021, arXiv:2104.09864).
    case rotary
    /// A row of a table is added to each token's embedding (Radford et al., 2019).
    case learned
    /// The causal mask alone (Kazemnejad et al., 2023, arXiv:2305.19466).
    case none
  }

  /// How many numbers of a head are rotated, from the first on; nil for all.
  public var rotaryWidth: Int?
  /// The frequencies of layers whose rotation is `local`.
  public var localRotary: LocalRotary?
  /// The rotation of texts longer than `longContext`, where it is another one.
  public var longRotary: LongRotary?
  /// What each layer's attention sees, where they differ or do not see all; empty otherwise.
  public var layerAttention: [LayerAttention] = []
  public var norm: NormKind
  public var normPlaces = NormPlaces.before
  public var queryKeyNorm = QueryKeyNorm.none
  /// Which maps of a layer add a bias.
  public var biases: Set<LayerParameter> = []
  /// Whether norms add a bias.
  public var normsHaveBias = false
  /// Whether the map to logits adds a bias.
  public var outputHasBias = false
  /// Whether the feed-forward has a gate.
  public var isGated: Bool
  /// Whether attention and feed-forward read the same norm of the stream, and are added together.
  public var isParallel = false
  public var scales = ModelScales()
  /// How tokens find their experts; nil where the feed-forward is one for all.
  public var experts: ExpertRouting?

  /// A Llama-like model. Heads are `width / heads` wide unless another width is given.
  public static func llama(
    vocabularySize: Int, width: Int, layers: Int, heads: Int, keyValueHeads: Int? = nil,
    headWidth: Int? = nil, hiddenWidth: Int, context: Int, activation: Activation = .silu,
    normEpsilon: Float = 1e-5, tiesEmbeddings: Bool = true, rotaryBase: Double = 10_000,
    rotaryLayout: RotaryEmbedding.Layout = .half, rotaryScaling: RotaryScaling = .none
  ) -> ModelConfiguration {
    ModelConfiguration(
      family: .llama, vocabularySize: vocabularySize, width: width, layers: layers, heads: heads,
      keyValueHeads: keyValueHeads ?? heads, headWidth: headWidth ?? width / max(heads, 1),
      hiddenWidth: hiddenWidth, context: context, activation: activation,
      normEpsilon: normEpsilon, tiesEmbeddings: tiesEmbeddings, rotaryBase: rotaryBase,
      rotaryLayout: rotaryLayout, rotaryScaling: rotaryScaling, norm: .rms, isGated: true)
  }

  /// A model like GPT-2. The feed-forward is four times as wide unless another width is given.
  public static func gpt2(
    vocabularySize: Int, width: Int, layers: Int, heads: Int, hiddenWidth: Int? = nil,
    context: Int, activation: Activation = .geluTanh, normEpsilon: Float = 1e-5,
    tiesEmbeddings: Bool = true
  ) -> ModelConfiguration {
    ModelConfiguration(
      family: .gpt2, vocabularySize: vocabularySize, width: width, layers: layers, heads: heads,
      keyValueHeads: heads, headWidth: width / max(heads, 1), hiddenWidth: hiddenWidth ?? 4 * width,
      context: context, activation: activation, normEpsilon: normEpsilon,
      tiesEmbeddings: tiesEmbeddings, positions: .learned, norm: .layer,
      biases: Set(LayerParameter.biases), normsHaveBias: true, isGated: false)
  }

  /// Whether queries and keys are turned by their positions.
  public var isRotary: Bool { positions == .rotary }
  /// Whether linear maps add a bias.
  public var hasBiases: Bool { !biases.isEmpty }
  /// The width of all query heads together.
  public var queryWidth: Int { heads * headWidth }
  /// The width of all key (or value) heads together.
  public var keyValueWidth: Int { keyValueHeads * headWidth }
  /// What scores are multiplied by: 1/√headWidth, unless the model says something else.
  public var attentionScale: Float { scales.attention ?? 1 / Float(headWidth).squareRoot() }

  /// What a layer's attention sees.
  public func attention(inLayer layer: Int) -> LayerAttention {
    layerAttention.indices.contains(layer)
      ? layerAttention[layer] : LayerAttention(rotation: isRotary ? .global : .none)
  }

  /// Whether it is one of the two plain builds, or lacks something of one: those can be trained.
  public var isPlain: Bool {
    var plain: ModelConfiguration =
      family == .llama
      ? .llama(
        vocabularySize: vocabularySize, width: width, layers: layers, heads: heads,
        keyValueHeads: keyValueHeads, headWidth: headWidth, hiddenWidth: hiddenWidth,
        context: context, activation: activation, normEpsilon: normEpsilon,
        tiesEmbeddings: tiesEmbeddings, rotaryBase: rotaryBase, rotaryLayout: rotaryLayout,
        rotaryScaling: rotaryScaling)
      : .gpt2(
        vocabularySize: vocabularySize, width: width, layers: layers, heads: heads,
        hiddenWidth: hiddenWidth, context: context, activation: activation,
        normEpsilon: normEpsilon, tiesEmbeddings: tiesEmbeddings)
    (plain.rotaryBase, plain.rotaryLayout) = (rotaryBase, rotaryLayout)
    (plain.rotaryScaling, plain.positions) = (rotaryScaling, positions)
    (plain.hasNorms, plain.isResidual) = (hasNorms, isResidual)
    return self == plain
  }
}

extension ModelConfiguration {
  /// Throws if the sizes make no model.
  public func validate() throws(ModelError) {
    let sizes = [
      ("vocabulary size", vocabularySize), ("width", width), ("number of layers", layers),
      ("number of heads", heads), ("number of key and value heads", keyValueHeads),
      ("head width", headWidth), ("hidden width", hiddenWidth), ("context", context),
    ]
    for (name, size) in sizes where size < 1 || size > 1 << 30 {
      throw .configuration("the \(name) is \(size)")
    }
    guard heads % keyValueHeads == 0 else {
      throw .configuration(
        "\(heads) heads cannot share \(keyValueHeads) key and value heads evenly")
    }
    let rotated = rotaryWidth ?? headWidth
    guard !isRotary || rotated % 2 == 0 && rotated > 0 && rotated <= headWidth else {
      throw .configuration(
        rotaryWidth == nil
          ? "rotary positions need an even head width, got \(headWidth)"
          : "\(rotated) of the \(headWidth) numbers of a head cannot be rotated")
    }
    try validateBuild()
    guard family == .llama || queryWidth == width && keyValueHeads == heads else {
      throw .configuration("\(heads) heads of \(headWidth) do not make the width \(width)")
    }
    guard normEpsilon >= 0, normEpsilon.isFinite else {
      throw .configuration("the norm's epsilon is \(normEpsilon)")
    }
    guard !isRotary || rotaryBase > 0 && rotaryBase.isFinite else {
      throw .configuration("the rotary base is \(rotaryBase)")
    }
  }
}
