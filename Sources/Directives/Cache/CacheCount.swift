import Engine

/// How many tokens go through a model while it writes, with a cache and without one.
///
/// Law: all counts are exact while they are below 2⁵³.
struct CacheCount: Sendable {
  /// What is counted.
  enum Convention: String, Sendable {
    /// The seed's: every step counts the whole sequence, its own new token included.
    case simple
    /// Tokens that are fed. The last one written never is: nothing is predicted after it.
    case real
  }

  /// A pass through the model: positions that a cache holds, and those that are computed.
  struct Pass: Sendable, Equatable {
    let cached: Int
    let computed: Int

    /// The pairs of a query and a key that it sees.
    var pairs: Double {
      Double(computed) * Double(cached) + Double(computed) * Double(computed + 1) / 2
    }
  }

  let prompt: Int
  let generated: Int
  let convention: Convention

  /// The tokens of all passes that start from nothing: the sum of the sequence's lengths.
  var without: Double {
    let (p, n) = (Double(prompt), Double(generated))
    let steps = convention == .simple ? n * (n + 1) / 2 : n * (n - 1) / 2
    return n * p + steps
  }

  /// The tokens that are computed once each.
  var with: Double {
    Double(prompt) + Double(convention == .simple ? generated : generated - 1)
  }

  var ratio: Double { without / with }

  /// How long the sequence is that a step without a cache counts, steps from 0.
  private func length(step: Int) -> Int {
    prompt + step + (convention == .simple ? 1 : 0)
  }

  /// A pass a new token over everything so far.
  var passesWithout: some Sequence<Pass> {
    (0..<generated).lazy.map { Pass(cached: 0, computed: length(step: $0)) }
  }

  /// Prefill over the prompt, then a pass of one token for each that is fed back.
  var passesWith: some Sequence<Pass> {
    let decodes = convention == .simple ? generated : generated - 1
    return (0...decodes).lazy.map { step in
      step == 0
        ? Pass(cached: 0, computed: prompt) : Pass(cached: prompt + step - 1, computed: 1)
    }
  }
}

/// The operations of passes through a model of some sizes, by the engine's own count.
struct PassOperations {
  private let perToken: Double
  private let perPair: Double
  private let perLogitRow: Double

  init(_ configuration: ModelConfiguration) {
    let layers = configuration.operations(tokens: 1, logitRows: 0)
    let whole = configuration.operations(tokens: 1, logitRows: 1)
    perToken = Double(layers.mapOperations)
    perPair = Double(layers.attentionOperations)
    perLogitRow = Double(whole.mapOperations - layers.mapOperations)
  }

  /// Of a pass that computes the logits of its last token.
  func of(_ pass: CacheCount.Pass) -> Double {
    perToken * Double(pass.computed) + perPair * pass.pairs + perLogitRow
  }

  func of(_ passes: some Sequence<CacheCount.Pass>) -> Double {
    passes.reduce(0) { $0 + of($1) }
  }
}
