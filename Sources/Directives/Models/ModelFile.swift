import Bedrock
import Engine
import Notebook

/// A model's weights and tokenizer, to be trained further.
struct ModelFile: Sendable {
  let weights: ModelWeights
  let tokenizer: TokenizerRecord

  var configuration: ModelConfiguration { weights.configuration }

  /// Reads a file. Throws if it has no tokenizer or is no model.
  init(_ bytes: [UInt8]) throws {
    let file = try Safetensors(bytes)
    guard let text = file.metadataValue(TokenizerRecord.key) else {
      throw ModelError.configuration("the file has no tokenizer")
    }
    tokenizer = try TokenizerRecord(json: JSON(parsing: text))
    weights = try ModelWeights(file)
  }

  init(weights: ModelWeights, tokenizer: TokenizerRecord) {
    self.weights = weights
    self.tokenizer = tokenizer
  }

  /// The file's bytes, in full floats.
  var bytes: [UInt8] {
    weights.safetensors(
      format: .f32, metadata: [(key: TokenizerRecord.key, value: tokenizer.json.serialized())])
  }

  /// The model as a lab's value.
  func value(named name: String) -> Value {
    let bytes = bytes
    return .model(
      ModelValue(name: name, sha256: SHA256.hash(bytes).hex, read: { bytes }))
  }
}

extension RunContext {
  /// The weights of the model that a reference names.
  ///
  /// Throws `DirectiveError` if there is no such file, or if it is no model.
  func weights(of reference: ModelReference) throws -> ModelFile {
    do {
      switch reference {
      case .builtIn(let name):
        guard let source = ModelLibrary.named(name) else {
          throw DirectiveError("there is no model '\(name)'", parameter: "model")
        }
        return try ModelFile(source.bytes)
      case .made(let value): return try ModelFile(value.bytes())
      case .file(let path): return try ModelFile(try read(file: path))
      }
    } catch let error as DirectiveError {
      throw error
    } catch {
      throw DirectiveError("the model cannot be read: \(error)", parameter: "model")
    }
  }
}
