import Numerics

/// The rotation of a layer's queries and keys.
struct LayerRotary: Sendable {
  let usual: RotaryEmbedding
  /// That of long texts, where it is another one.
  let long: RotaryEmbedding?

  func rotation(isLong: Bool) -> RotaryEmbedding { isLong ? long ?? usual : usual }
}

/// The rotations that a model's layers choose from, each made once.
struct ModelRotary: Sendable {
  private let global: LayerRotary
  private let local: LayerRotary?

  /// Nil where positions are learned.
  init?(_ configuration: ModelConfiguration) throws(ShapeError) {
    guard let usual = try configuration.rotaryEmbedding() else { return nil }
    var long: RotaryEmbedding?
    if let other = configuration.longRotary {
      long = try configuration.rotaryEmbedding(
        base: configuration.rotaryBase, scaling: other.scaling)
    }
    global = LayerRotary(usual: usual, long: long)
    guard let own = configuration.localRotary else {
      local = nil
      return
    }
    local = LayerRotary(
      usual: try configuration.rotaryEmbedding(
        base: own.base, scaling: own.factor == 1 ? .none : .linear(factor: own.factor)), long: nil)
  }

  func layer(_ rotation: LayerAttention.Rotation) -> LayerRotary? {
    switch rotation {
    case .none: nil
    case .global: global
    case .local: local
    }
  }
}

extension ModelConfiguration {
  /// The rotary embedding that layers have unless they say something else; nil where positions are
  /// learned.
  func rotaryEmbedding() throws(ShapeError) -> RotaryEmbedding? {
    isRotary ? try rotaryEmbedding(base: rotaryBase, scaling: rotaryScaling) : nil
  }

  fileprivate func rotaryEmbedding(
    base: Double, scaling: RotaryScaling
  ) throws(ShapeError) -> RotaryEmbedding {
    try RotaryEmbedding(
      headWidth: headWidth, rotatedWidth: rotaryWidth, base: base, layout: rotaryLayout,
      scaling: scaling, positions: min(context, 4096))
  }
}
