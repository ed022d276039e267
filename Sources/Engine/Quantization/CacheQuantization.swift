import Numerics

/// Stores the keys, the values, or both of a KV cache in fewer bits.
///
/// Keys are stored as they are cached: after their rotation. Which numbers share a scale is the
/// recipe's granularity, where a row is a token's key (or value) of one head, and a column is one
/// number of a head over all tokens.
public final class CacheQuantization {
  public let recipe: QuantizationRecipe
  public let quantizesKeys: Bool
  public let quantizesValues: Bool
  /// How far the stored numbers were from the exact ones, over all passes so far.
  public private(set) var loss = QuantizationLoss()

  public init(_ recipe: QuantizationRecipe, keys: Bool = true, values: Bool = true) {
    self.recipe = recipe
    quantizesKeys = keys
    quantizesValues = values
  }

  /// Taps for a model of this shape: attention then reads what came out of the store.
  public func taps(_ configuration: ModelConfiguration) -> Taps {
    let kinds: [LayerTap] =
      (quantizesKeys ? [.rotatedKey] : []) + (quantizesValues ? [.value] : [])
    let points = (0..<configuration.layers).flatMap { layer in
      kinds.map { TapPoint.layer(layer, $0) }
    }
    return Taps(points) { _, tensor in try self.store(&tensor) }
  }

  /// - Parameter tensor: `[tokens, keyValueHeads, headWidth]`.
  private func store(_ tensor: inout Tensor) throws {
    let values = tensor.elements
    let (rows, columns) = Self.shape(
      tokens: tensor.shape[0], heads: tensor.shape[1], width: tensor.shape[2], recipe)
    let stored = try recipe.quantize(values, rows: rows, columns: columns).values
    loss.add(QuantizationLoss(values, stored))
    tensor = try Tensor(stored, shape: tensor.shape)
  }

  /// The matrix whose rows and columns share scales.
  private static func shape(
    tokens: Int, heads: Int, width: Int, _ recipe: QuantizationRecipe
  ) -> (rows: Int, columns: Int) {
    recipe.granularity == .column || recipe.granularity == .tensor
      ? (tokens, heads * width) : (tokens * heads, width)
  }

  /// What the cache of so many tokens takes; what is not quantized stays in the format given.
  public func size(
    tokens: Int, _ configuration: ModelConfiguration, rest: QuantizationFormat = .fp32
  ) throws(QuantizationError) -> QuantizedSize {
    var size = QuantizedSize()
    for isQuantized in [quantizesKeys, quantizesValues] {
      let recipe = isQuantized ? recipe : QuantizationRecipe(rest)
      let (rows, columns) = Self.shape(
        tokens: tokens, heads: configuration.keyValueHeads, width: configuration.headWidth, recipe)
      let one = try recipe.size(rows: rows, columns: columns)
      size =
        size
        + QuantizedSize(
          numberBytes: configuration.layers * one.numberBytes,
          sharedBytes: configuration.layers * one.sharedBytes)
    }
    return size
  }
}
