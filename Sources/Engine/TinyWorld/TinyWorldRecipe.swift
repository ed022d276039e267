import Bedrock
import Numerics

/// How the model `tinyworld` is made: corpus, vocabulary, shape, training.
///
/// Law: the file is a function of the recipe: the same bytes on every machine and at every thread
/// count.
public struct TinyWorldRecipe: Sendable, Equatable {
  public var seed: UInt64 = 1
  /// The documents that are trained on, and those of them that teach the vocabulary.
  public var documents = 340_000
  public var vocabularyDocuments = 30_000
  /// The number of tokens, the end of text among them.
  public var vocabularySize = 1280
  public var width = 128
  public var layers = 4
  public var heads = 4
  public var keyValueHeads = 2
  public var hiddenWidth = 352
  public var context = 128
  public var batch = 8
  public var steps = 10_000
  public var learningRate = 3e-3

  public init() {}

  /// The SHA-256 of the file that the recipe makes.
  public static let shippedSHA256 =
    "fafd487d5637a146dd9f55e00098b4d9b2c49cee1889446d57dc5adcabcf6f5a"

  /// The recipe of the shipped weights.
  public static let shipped = TinyWorldRecipe()

  /// A shortened form, for checks: the first steps on a small corpus.
  public static var short: TinyWorldRecipe {
    var recipe = TinyWorldRecipe()
    recipe.documents = 400
    recipe.vocabularyDocuments = 400
    recipe.vocabularySize = 512
    recipe.steps = 5
    return recipe
  }

  /// The shape of the model.
  public var configuration: ModelConfiguration {
    .llama(
      vocabularySize: vocabularySize, width: width, layers: layers, heads: heads,
      keyValueHeads: keyValueHeads, hiddenWidth: hiddenWidth, context: context)
  }

  /// How it is trained: AdamW, a cosine down to a tenth.
  public var plan: TrainingPlan {
    let warmup = min(100, steps / 2)
    return TrainingPlan(
      steps: steps, batch: batch, context: context, learningRate: learningRate,
      schedule: .cosine(warmup: warmup, total: steps, floor: 0.1),
      method: .adamW(beta2: 0.95, weightDecay: 0.1), seed: seed)
  }

  /// The vocabulary, learned from the first documents.
  public func tokenizerRecord() -> TokenizerRecord {
    let texts = TinyWorld.corpus(seed: seed, documents: min(vocabularyDocuments, documents))
    // One place is the end of text's.
    let trainer = BytePairTrainer(preTokenizer: .r50k, vocabularySize: vocabularySize - 1)
    let vocabulary = trainer.train(on: texts.lazy.map(\.text))
    return TokenizerRecord(
      name: "tinyworld", vocabulary, specialTokens: [TinyWorld.endOfText],
      beginsWithEndOfText: true)
  }

  /// The corpus as tokens, the end of text before each document and at the end.
  public func tokens(_ tokenizer: any Tokenizer) -> [UInt32] {
    let end = UInt32(tokenizer.specialTokens.first?.id ?? 0)
    var tokens: [UInt32] = []
    for document in TinyWorld.corpus(seed: seed, documents: documents) {
      tokens.append(end)
      tokens += tokenizer.encode(Array(document.text.utf8))
    }
    tokens.append(end)
    return tokens
  }

  /// The training, about to begin.
  ///
  /// What writes into the residual stream begins at 0, so that every layer begins as the identity
  /// (Zhang et al., 2019, arXiv:1901.09321).
  public func trainer(_ tokenizer: any Tokenizer) throws -> Trainer {
    let weights = try ModelWeights(
      configuration: configuration, seed: seed,
      deviations: InitialDeviations(matrix: 0.08, embedding: 0.03, residual: 0))
    return try Trainer(weights, tokens: tokens(tokenizer), plan: plan)
  }

  /// Makes the model: the bytes of a safetensors file in half floats, with configuration and tokenizer
  /// among its metadata; nil if `progress`, called after each step, said false.
  public func make(
    pool: WorkerPool = .default, progress: (TrainingProgress) throws -> Bool = { _ in true }
  ) throws -> [UInt8]? {
    let record = tokenizerRecord()
    var trainer = try trainer(record.tokenizer())
    try trainer.run(pool: pool, progress: progress)
    guard trainer.isFinished else { return nil }
    return LanguageModel.file(
      weights: trainer.weights, tokenizer: record, format: .f16,
      history: TrainingHistory(losses: trainer.losses))
  }
}
