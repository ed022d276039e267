import Bedrock
import Engine
import Notebook

extension ModelValue {
  /// A model that a directive made of weights, with the tokenizer that they were trained with.
  init(name: String, weights: ModelWeights, tokenizer: TokenizerRecord) {
    let bytes = LanguageModel.file(weights: weights, tokenizer: tokenizer)
    self.init(name: name, sha256: SHA256.hash(bytes).hex) { bytes }
  }
}

extension ModelConfiguration {
  /// Whether a model is too large for a file of each that a lab makes of it: the floats of 16 million
  /// parameters take 64 MB.
  var isLarge: Bool { parameterCount > 1 << 24 }
}

extension ModelQuantization {
  /// All that decides what it makes of a model.
  var identity: String {
    let parts = parts.map(\.rawValue).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let layers = layers?.sorted().map(String.init) ?? ["all"]
    let grid = "\(recipe.scheme) \(recipe.granularity) \(recipe.hasHalfScales) \(recipe.clips)"
    return [
      recipe.format.rawValue, grid, parts.joined(separator: " "), layers.joined(separator: " "),
      rest.rawValue,
    ].joined(separator: "\n")
  }
}

extension RunContext {
  /// What tells one model's numbers from another's.
  func identity(of reference: ModelReference) throws -> String {
    switch reference {
    case .builtIn(let name): return "built in " + name
    case .fetched(let model): return model.sha256
    case .made(let value): return value.sha256
    case .file(let path):
      if let folder = try ModelFolderFiles(path, in: self) { return folder.identity }
      return try open(file: path).contentHash.hex
    }
  }
}
