import Bedrock
import Engine
import Notebook
import Numerics

/// A reward model as a file: its tensors, its configuration and the tokenizer of its body.
struct RewardFile {
  static let configurationKey = "reward_config"

  let model: RewardModel
  let tokenizer: TokenizerRecord

  init(model: RewardModel, tokenizer: TokenizerRecord) {
    self.model = model
    self.tokenizer = tokenizer
  }

  /// The model as a lab's value.
  func value(named name: String) -> Value {
    let bytes = Safetensors.encode(
      model.tensors.enumerated().map { (Self.name(of: $0.offset), $0.element) },
      metadata: [
        (key: Self.configurationKey, value: model.configuration.json.serialized()),
        (key: TokenizerRecord.key, value: tokenizer.json.serialized()),
      ])
    return .model(ModelValue(name: name, sha256: SHA256.hash(bytes).hex, read: { bytes }))
  }

  /// Reads what `value(named:)` wrote.
  init(_ value: ModelValue) throws {
    let file = try Safetensors(value.bytes())
    guard let text = file.metadataValue(Self.configurationKey),
      let tokens = file.metadataValue(TokenizerRecord.key)
    else { throw DirectiveError("'reward' is no reward model", parameter: "reward") }
    let configuration = try ModelConfiguration(json: JSON(parsing: text))
    tokenizer = try TokenizerRecord(json: JSON(parsing: tokens))
    model = RewardModel(
      configuration: configuration,
      tensors: try configuration.parameters.indices.map { try file.tensor(Self.name(of: $0)) })
  }

  private static func name(of index: Int) -> String { "parameter.\(index)" }
}
