import Bedrock
import Numerics

/// A model and its tokenizer, as one file holds them: text to logits.
///
/// The tokenizer is there at once; weights and transformer are made when somebody first asks for
/// them, so that who only wants tokens or sizes does not wait for numbers.
public struct LanguageModel: Sendable {
  public let configuration: ModelConfiguration
  /// The tokenizer as files hold it.
  public let tokenizerRecord: TokenizerRecord
  public let tokenizer: any Tokenizer
  /// How it was trained, if its file tells.
  public let history: TrainingHistory?
  private let parts: ModelParts

  /// A model from the bytes of a file: GGUF, or safetensors with the configuration and the tokenizer
  /// among its metadata.
  public init(_ bytes: FileBytes, pool: WorkerPool = .default) throws {
    if GGUFFile.isGGUF(bytes) {
      try self.init(GGUFFile(bytes), pool: pool)
      return
    }
    if let disguise = bytes.withUnsafeBytes({ FileDisguise($0) }) {
      throw ModelError.file("it is \(disguise.description)")
    }
    try self.init(Safetensors(bytes), pool: pool)
  }

  /// A model from bytes in memory.
  public init(_ bytes: [UInt8], pool: WorkerPool = .default) throws {
    try self.init(FileBytes(bytes), pool: pool)
  }

  /// A model from a folder of Hugging Face's.
  public init(_ folder: ModelFolder, pool: WorkerPool = .default) throws {
    try self.init(FolderWeights(folder), TokenizerRecord(folder), history: nil, pool: pool)
  }

  private init(_ file: Safetensors, pool: WorkerPool) throws {
    guard let text = file.metadataValue(TokenizerRecord.key) else {
      throw ModelError.configuration(
        "the file has no tokenizer: of a model of Hugging Face's, name the folder that it lies in")
    }
    try self.init(
      ModelWeights(file), TokenizerRecord(json: JSON(parsing: text)),
      history: file.metadataValue(TrainingHistory.key)
        .flatMap { TrainingHistory(json: try JSON(parsing: $0)) }, pool: pool)
  }

  /// A model from a GGUF file, whose tensors are decoded when they are needed.
  public init(_ file: GGUFFile, pool: WorkerPool = .default) throws {
    try self.init(GGUFWeights(file), TokenizerRecord(file), history: nil, pool: pool)
  }

  private init(
    _ source: some WeightSource, _ record: TokenizerRecord, history: TrainingHistory?,
    pool: WorkerPool
  ) throws {
    configuration = source.configuration
    tokenizerRecord = record
    tokenizer = record.tokenizer()
    self.history = history
    guard tokenizer.vocabularySize <= configuration.vocabularySize else {
      throw ModelError.configuration(
        "its tokenizer has \(tokenizer.vocabularySize) tokens, but the model "
          + "\(configuration.vocabularySize)")
    }
    parts = ModelParts(source, pool: pool)
  }

  /// The model, ready to run.
  public var transformer: Transformer { get throws { try parts.transformer() } }

  /// The numbers that the transformer is made of.
  public var weights: ModelWeights { get throws { try parts.weights() } }

  /// Where the numbers come from: each is made when somebody asks for it.
  public var source: any WeightSource { parts.source }

  /// A model whose weights come from a source, with the tokenizer of another.
  public init(_ source: some WeightSource, tokenizerOf other: LanguageModel) throws {
    try self.init(source, other.tokenizerRecord, history: nil, pool: .default)
  }

  /// The numbers of one parameter, without making the others; nil if such a model has none.
  public func tensor(_ parameter: Parameter) throws -> Tensor? {
    try parts.source.tensor(of: parameter)
  }

  /// The map to logits, `[vocabulary, width]`: its own, or the token embedding.
  public var outputMatrix: Tensor {
    get throws {
      if let own = try tensor(.output) { return own }
      guard let embedding = try tensor(.tokenEmbedding) else {
        throw ModelError.missingTensor("\(Parameter.tokenEmbedding)")
      }
      return embedding
    }
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

  /// What a file with these sizes and this tokenizer holds besides the weights' numbers.
  public static func headerByteCount(
    _ configuration: ModelConfiguration, tokenizer: TokenizerRecord, format: TensorFormat = .f32
  ) -> Int {
    let metadata = [(key: TokenizerRecord.key, value: tokenizer.json.serialized())]
    return configuration.safetensorsHeader(format: format, metadata: metadata).count
  }

  /// The token that ends a text, if there is one.
  public var endOfText: Int? { tokenizerRecord.endIDs.first }
}
