import Numerics

/// What a transformer remembers of the tokens so far: keys and values of every layer.
///
/// A value: a copy goes on independently of its original.
public struct DecodingState: Sendable {
  /// A cache for each layer.
  public internal(set) var caches: [KeyValueCache]
  /// Whether its tokens get the rotation of long texts, where the model has one of its own.
  public let isLong: Bool

  /// The state before the first token, with room for `capacity` tokens; it grows if more come.
  ///
  /// Where a model rotates long texts differently, it is the capacity that decides: as all keys must
  /// be rotated alike, a text that outgrows a state made for short ones is refused.
  public init(_ configuration: ModelConfiguration, capacity: Int = 64) {
    isLong = configuration.longRotary.map { capacity > $0.originalContext } ?? false
    caches = (0..<configuration.layers).map { _ in
      KeyValueCache(
        keyValueHeads: configuration.keyValueHeads, headWidth: configuration.headWidth,
        capacity: capacity)
    }
  }

  /// The number of tokens so far.
  public var count: Int { caches.first?.count ?? 0 }

  /// Forgets all tokens but the first `count`.
  public mutating func truncate(to count: Int) {
    for index in caches.indices where caches[index].count > count {
      caches[index].truncate(to: count)
    }
  }
}
