import Bedrock
import Numerics

/// What a model wrote after a prompt.
public struct Generation: Sendable, Equatable {
  /// Why no more was written.
  public enum Ending: Sendable, Equatable {
    /// As many tokens as were asked for.
    case length
    /// A token that ends the text.
    case stop(Int)
    /// The model's context is full.
    case context
    /// The caller wanted no more.
    case cancelled
  }

  /// The new tokens, without one that ended the text.
  public var ids: [Int] = []
  /// For each of them its probability after all filters.
  public var probabilities: [Double] = []
  public var ending = Ending.length
}

extension Transformer {
  /// Writes on after a prompt.
  ///
  /// Law: what is written is a function of weights, prompt, options and stream.
  ///
  /// - Parameters:
  ///   - prompt: at least one token.
  ///   - stream: what tokens are drawn with; untouched by the greedy strategy.
  ///   - onToken: called with each new token; false ends the text.
  public func generate(
    _ prompt: [Int], _ options: GenerationOptions, stream: inout RandomStream,
    taps: Taps? = nil, pool: WorkerPool = .default, onToken: (Int) throws -> Bool = { _ in true }
  ) throws -> Generation {
    var state = DecodingState(
      configuration,
      capacity: min(prompt.count + max(options.maximumTokens, 0), configuration.context))
    var result = Generation()
    var (tokens, next) = (prompt, prompt)
    while result.ids.count < options.maximumTokens {
      guard state.count + next.count <= configuration.context || result.ids.isEmpty else {
        result.ending = .context
        return result
      }
      let logits = try logits(next, state: &state, rows: .last, taps: taps, pool: pool)
      let (id, probability) = try options.choose(logits, after: tokens, stream: &stream)
      if options.stopTokens.contains(id) {
        result.ending = .stop(id)
        return result
      }
      result.ids.append(id)
      result.probabilities.append(probability)
      tokens.append(id)
      next = [id]
      guard try onToken(id) else {
        result.ending = .cancelled
        return result
      }
    }
    return result
  }
}

extension GenerationOptions {
  /// The next token and its probability after all filters.
  ///
  /// - Parameter logits: `[1, vocabulary]`.
  func choose(
    _ logits: Tensor, after tokens: [Int], stream: inout RandomStream
  ) throws -> (id: Int, probability: Double) {
    var current = logits.elements.map { Double($0) }
    if filters.isEmpty, strategy == .greedy {
      let id = LogitFilter.best(current) ?? 0
      return (id, 1 / (try Softmax.exponentials(current).reduce(0, +)))
    }
    for filter in filters {
      current = try filter.following(tokens).applied(to: current)
    }
    let probabilities = try Softmax.probabilities(current)
    let id: Int
    switch strategy {
    case .greedy: id = LogitFilter.best(current) ?? 0
    case .sample: id = stream.categorical(probabilities)
    }
    return (id, probabilities[id])
  }
}
