import Bedrock
import Numerics

/// Measures what a model has learned of the world.
public struct TinyWorldEvaluation: Sendable {
  public let model: LanguageModel
  public let pool: WorkerPool

  public init(_ model: LanguageModel, pool: WorkerPool = .default) {
    self.model = model
    self.pool = pool
  }

  /// How often a model's most likely candidate is the right one.
  public struct Accuracy: Sendable, Equatable {
    public var right = 0
    public var items = 0
    /// The expected number of right ones by blind choice.
    public var expectedByChance = 0.0

    public var share: Double { Double(right) / Double(max(items, 1)) }
    public var chance: Double { expectedByChance / Double(max(items, 1)) }
  }

  /// Asks a probe's questions: right is whoever gives the answer the largest probability among the
  /// candidates, the first of equals counting as chosen.
  public func accuracy(of probe: TinyWorld.Probe, items count: Int, seed: UInt64 = 0) throws
    -> Accuracy
  {
    var accuracy = Accuracy()
    for item in probe.items(count, seed: seed) {
      let scores = try logProbabilities(of: item.candidates, after: item.prompt)
      var best = 0
      for (index, score) in scores.enumerated() where score > scores[best] { best = index }
      accuracy.items += 1
      accuracy.right += best == item.answer ? 1 : 0
      accuracy.expectedByChance += 1 / Double(max(scores.count, 1))
    }
    return accuracy
  }

  /// For each continuation ln of its probability after a prompt that begins a document.
  public func logProbabilities(
    of continuations: [String], after prompt: String
  ) throws -> [Double] {
    let first = ids(prompt)
    var state = DecodingState(model.configuration, capacity: first.count + 16)
    let row = try model.transformer.logits(first, state: &state, rows: .last, pool: pool)
    let next = try Softmax.logProbabilities(row.row(0).map { Double($0) })
    return try continuations.map { continuation in
      let whole = ids(prompt + continuation)
      // A continuation may change how the prompt's end is cut into tokens.
      let common = zip(first, whole).prefix { $0 == $1 }.count
      guard common == first.count else {
        return try logProbability(of: whole, from: common)
      }
      guard common < whole.count else { return 0 }
      var sum = next[whole[common]]
      // What comes after the last token is not asked.
      let rest = Array(whole[common..<whole.count - 1])
      guard !rest.isEmpty else { return sum }
      var copy = state
      let logits = try model.transformer.logits(rest, state: &copy, pool: pool)
      for (row, following) in whole[(common + 1)...].enumerated() {
        sum += try Softmax.logProbabilities(logits.row(row).map { Double($0) })[following]
      }
      return sum
    }
  }

  /// −ln p of documents by the model and by the world itself, over the same documents.
  public struct Entropy: Sendable, Equatable {
    public var documents = 0
    /// The tokens that were predicted, the ends of the documents among them.
    public var tokens = 0
    /// The model's −ln p.
    public var modelNats = 0.0
    /// The world's −ln p, below which no model comes on average.
    public var worldNats = 0.0
    /// Documents that were left out, for they do not fit into the context.
    public var skipped = 0

    /// The model's perplexity a token.
    public var perplexity: Double { Elementary.exp(modelNats / Double(max(tokens, 1))) }
    /// The lowest perplexity a token that any model can have.
    public var floor: Double { Elementary.exp(worldNats / Double(max(tokens, 1))) }
  }

  /// How well the model predicts documents.
  public func entropy(of documents: some Sequence<TinyWorld.Document>) throws -> Entropy {
    var entropy = Entropy()
    for document in documents {
      let ids = ids(document.text) + [model.endOfText ?? 0]
      guard ids.count - 1 <= model.configuration.context else {
        entropy.skipped += 1
        continue
      }
      entropy.documents += 1
      entropy.tokens += ids.count - 1
      entropy.worldNats += document.nats
      entropy.modelNats -= try logProbability(of: ids, from: 1)
    }
    return entropy
  }

  /// ln of the probability of the tokens from `start` on, given those before.
  private func logProbability(of ids: [Int], from start: Int) throws -> Double {
    let logits = try model.transformer.logits(Array(ids.dropLast()), pool: pool)
    let losses = try CrossEntropy(logits, targets: Array(ids.dropFirst()), pool: pool).losses
    return -losses.elements.dropFirst(start - 1).reduce(0.0) { $0 + Double($1) }
  }

  /// The tokens of a document's beginning.
  private func ids(_ text: String) -> [Int] {
    [model.endOfText ?? 0] + model.tokenizer.encode(text)
  }
}
