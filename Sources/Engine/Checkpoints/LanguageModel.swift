import Bedrock
import Numerics

/// A model and its tokenizer, as one file holds them: text to logits.
public struct LanguageModel: Sendable {
  public let transformer: Transformer
  /// The numbers that the transformer was made of.
  public let weights: ModelWeights
  /// The tokenizer as files hold it.
  public let tokenizerRecord: TokenizerRecord
  public let tokenizer: BytePairTokenizer
  /// How it was trained, if its file tells.
  public let history: TrainingHistory?
  /// Whether a text begins with the end of the one before it.
  public let beginsWithEndOfText: Bool
  /// The SHA-256 of the file, in hexadecimal digits.
  public let sha256: String

  public var configuration: ModelConfiguration { transformer.configuration }

  /// Reads a safetensors file with the configuration and the tokenizer among its metadata.
  public init(_ bytes: [UInt8], pool: WorkerPool = .default) throws {
    let file = try Safetensors(bytes)
    guard let text = file.metadataValue(TokenizerRecord.key) else {
      throw ModelError.configuration("the file has no tokenizer")
    }
    let record = try TokenizerRecord(json: JSON(parsing: text))
    history = try file.metadataValue(TrainingHistory.key)
      .flatMap { TrainingHistory(json: try JSON(parsing: $0)) }
    tokenizerRecord = record
    tokenizer = record.tokenizer()
    beginsWithEndOfText = record.beginsWithEndOfText
    weights = try ModelWeights(file)
    guard tokenizer.vocabularySize <= weights.configuration.vocabularySize else {
      throw ModelError.configuration(
        "its tokenizer has \(tokenizer.vocabularySize) tokens, but the model "
          + "\(weights.configuration.vocabularySize)")
    }
    transformer = try Transformer(weights, pool: pool)
    sha256 = SHA256.hash(bytes).hex
  }

  /// The bytes of a file with these weights and this tokenizer, which `init(_:)` reads back.
  public static func file(
    weights: ModelWeights, tokenizer: TokenizerRecord, format: TensorFormat = .f32,
    history: TrainingHistory? = nil
  ) -> [UInt8] {
    var metadata = [(key: TokenizerRecord.key, value: tokenizer.json.serialized())]
    if let history {
      metadata.append((key: TrainingHistory.key, value: history.json.serialized()))
    }
    return weights.safetensors(format: format, metadata: metadata)
  }

  /// The token that ends a text, if there is one.
  public var endOfText: Int? {
    tokenizer.specialTokens.first { $0.text == TinyWorld.endOfText }?.id
  }
}
