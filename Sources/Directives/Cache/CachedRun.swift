import Engine
import Numerics

/// A model that wrote on twice at once, with a cache and from scratch, and what differed.
struct CachedRun {
  /// What the model was given, start token included.
  let prompt: [Int]
  /// The new tokens, one that ended the text among them.
  private(set) var ids: [Int] = []
  /// The logits that were compared, over all steps.
  private(set) var compared = 0
  /// Those of them whose bits were not the same.
  private(set) var different = 0
  private(set) var maximumDifference = 0.0
  /// For each layer the cache against keys and values of a pass over everything.
  private(set) var layers: [Layer] = []
  private(set) var ending = Ending.length

  enum Ending: String { case length, stop, context }

  /// A layer's cache held against keys and values that were computed anew.
  struct Layer {
    let tokens: Int
    /// Keys' numbers, and as many values' numbers.
    let numbers: Int
    let differentKeys: Int
    let differentValues: Int
  }

  /// - Parameters:
  ///   - count: the most steps; each gives a token.
  ///   - stopTokens: tokens after which no more is asked.
  init(
    _ model: LanguageModel, prompt: [Int], count: Int, stopTokens: Set<Int>,
    progress: (Int) -> Void
  ) throws {
    self.prompt = prompt
    let transformer = try model.transformer
    var state = DecodingState(
      model.configuration, capacity: min(prompt.count + count, model.configuration.context))
    var (tokens, next) = (prompt, prompt)
    while ids.count < count {
      guard tokens.count <= model.configuration.context else {
        ending = .context
        break
      }
      let cached = try transformer.logits(next, state: &state, rows: .last)
      var scratch = DecodingState(model.configuration, capacity: tokens.count)
      let anew = try transformer.logits(tokens, state: &scratch, rows: .last)
      compare(cached.elements, anew.elements)
      let id = Self.largest(cached.elements)
      ids.append(id)
      progress(ids.count)
      if stopTokens.contains(id) {
        ending = .stop
        break
      }
      tokens.append(id)
      next = [id]
    }
    layers = try Self.layers(state, transformer, tokens: prompt + ids.dropLast())
  }

  var identical: Bool { different == 0 }
  var isCacheIdentical: Bool {
    layers.allSatisfy { $0.differentKeys == 0 && $0.differentValues == 0 }
  }

  /// The tokens that were fed, by the same counting as without a run.
  var count: CacheCount {
    CacheCount(prompt: prompt.count, generated: ids.count, convention: .real)
  }

  private mutating func compare(_ cached: [Float], _ anew: [Float]) {
    for (x, y) in zip(cached, anew) {
      compared += 1
      if x.bitPattern != y.bitPattern { different += 1 }
      let difference = (Double(x) - Double(y)).magnitude
      if difference > maximumDifference { maximumDifference = difference }
    }
  }

  /// The position of the largest number, the first of equals.
  private static func largest(_ values: [Float]) -> Int {
    var best = 0
    for (index, x) in values.enumerated() where x > values[best] { best = index }
    return best
  }

  /// Computes keys and values of all tokens in one pass and looks for them in the cache.
  private static func layers(
    _ state: DecodingState, _ transformer: Transformer, tokens: [Int]
  ) throws -> [Layer] {
    let recorder = TapRecorder()
    let points = state.caches.indices.flatMap { layer in
      [TapPoint.layer(layer, .rotatedKey), .layer(layer, .value)]
    }
    if let last = points.last {
      try transformer.run(tokens, through: last, taps: recorder.taps(points))
    }
    return state.caches.enumerated().map { layer, cache in
      func different(_ stored: Tensor, _ tap: LayerTap) -> Int {
        guard let anew = recorder[.layer(layer, tap)] else { return stored.count }
        return zip(stored.elements, anew.elements).count { $0.bitPattern != $1.bitPattern }
      }
      let keys = cache.storedKeys()
      return Layer(
        tokens: cache.count, numbers: keys.count,
        differentKeys: different(keys, .rotatedKey),
        differentValues: different(cache.storedValues(), .value))
    }
  }
}
