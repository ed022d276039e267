import Numerics

/// What kind of norm a model has.
public enum NormKind: String, CaseIterable, Sendable {
  /// Root mean square (Zhang and Sennrich, 2019, arXiv:1910.07467).
  case rms
  /// Mean and variance (Ba et al., 2016, arXiv:1607.06450), with a bias where the model has one.
  case layer
}

/// Where in a layer the residual stream, or what is added to it, is normed.
public struct NormPlaces: OptionSet, Sendable, Hashable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let beforeAttention = NormPlaces(rawValue: 1)
  /// What the attention gives, before it is added.
  public static let afterAttention = NormPlaces(rawValue: 2)
  public static let beforeFeedForward = NormPlaces(rawValue: 4)
  /// What the feed-forward gives, before it is added.
  public static let afterFeedForward = NormPlaces(rawValue: 8)

  /// Before attention and feed-forward, as in most models.
  public static let before: NormPlaces = [.beforeAttention, .beforeFeedForward]
  /// After them (OLMo 2).
  public static let after: NormPlaces = [.afterAttention, .afterFeedForward]
}

/// How queries and keys are normed before they are rotated.
public enum QueryKeyNorm: String, CaseIterable, Sendable {
  case none
  /// Each head by itself, all with the same weights (Qwen 3, Gemma 3).
  case head
  /// All heads together (OLMo 2).
  case whole
}

/// What a layer's attention sees, and how it knows positions, where layers differ.
public struct LayerAttention: Sendable, Hashable {
  /// How many tokens a query sees, its own included; nil for all.
  public var window: Int?
  /// Which rotation its queries and keys get.
  public var rotation: Rotation

  /// A model's rotations.
  public enum Rotation: String, CaseIterable, Sendable {
    case none
    /// That of `rotaryBase` and `rotaryScaling`.
    case global
    /// That of `localRotary`.
    case local
  }

  public init(window: Int? = nil, rotation: Rotation = .global) {
    self.window = window
    self.rotation = rotation
  }
}

/// The rotary frequencies of layers that have their own (Gemma 3's local ones).
public struct LocalRotary: Sendable, Hashable {
  public var base: Double
  /// What frequencies are divided by.
  public var factor: Double

  public init(base: Double, factor: Double = 1) {
    self.base = base
    self.factor = factor
  }
}

/// How tokens find their experts (Shazeer et al., 2017, arXiv:1701.06538).
public struct ExpertRouting: Sendable, Hashable {
  /// How many experts a layer has.
  public var count: Int
  /// How many of them a token goes through.
  public var used: Int
  /// The neurons of one.
  public var width: Int
  /// The neurons of the expert that all tokens go through; 0 for none.
  public var sharedWidth: Int
  /// Whether the shared expert has a sigmoid gate of its own (Qwen 2).
  public var gatesShared: Bool
  /// Whether the weights of the chosen experts are divided by their sum.
  public var normalizesWeights: Bool
  /// What the weights are multiplied by.
  public var scale: Float

  public init(
    count: Int, used: Int, width: Int, sharedWidth: Int = 0, gatesShared: Bool = false,
    normalizesWeights: Bool, scale: Float = 1
  ) {
    self.count = count
    self.used = used
    self.width = width
    self.sharedWidth = sharedWidth
    self.gatesShared = gatesShared
    self.normalizesWeights = normalizesWeights
    self.scale = scale
  }

  /// The neurons of a layer: those of all experts, one after the other, and then the shared one's.
  public var hiddenWidth: Int { count * width + sharedWidth }
}

/// Factors and limits that some models put on what they compute.
public struct ModelScales: Sendable, Hashable {
  /// What token embeddings are multiplied by.
  public var embedding: Float = 1
  /// What is added to the residual stream is multiplied by this.
  public var residual: Float = 1
  /// What scores are multiplied by; nil for 1/√headWidth.
  public var attention: Float?
  /// What logits are divided by.
  public var logitDivisor: Float = 1
  /// Scores x become c tanh(x / c) with this c (Gemma 2).
  public var attentionCap: Float?
  /// Logits x become c tanh(x / c) with this c.
  public var logitCap: Float?

  public init() {}
}

/// The rotation of texts that are longer than those a model was first trained on (LongRoPE: Ding et
/// al., 2024, arXiv:2402.13753).
public struct LongRotary: Sendable, Equatable {
  /// The longest text that still has the short rotation.
  public var originalContext: Int
  public var scaling: RotaryScaling

  public init(originalContext: Int, scaling: RotaryScaling) {
    self.originalContext = originalContext
    self.scaling = scaling
  }
}
