import Bedrock
import Engine
import Models
import Notebook
import Synchronization

/// The models that were loaded: each is read once a process, however many labs ask for it.
enum ModelShelf {
  /// The most models that are kept, and the most parameters of all of them together; the one that was
  /// asked for least lately goes first.
  private static let capacity = (models: 8, parameters: 1 << 29)

  private static let models = Mutex<[(key: String, model: LanguageModel)]>([])
  private static let recipes = Mutex<[String: @Sendable () throws -> LanguageModel]>([:])

  /// A model by its key, loaded if it is not there; others that ask for one wait until it is.
  static func model(
    _ key: String, load: () throws -> LanguageModel
  ) throws -> LanguageModel {
    try models.withLock { models in
      if let index = models.firstIndex(where: { $0.key == key }) {
        let entry = models.remove(at: index)
        models.append(entry)
        return entry.model
      }
      let model = try load()
      models.append((key, model))
      while models.count > 1, models.count > capacity.models || isOverfull(models.map(\.model)) {
        models.removeFirst()
      }
      return model
    }
  }

  private static func isOverfull(_ models: [LanguageModel]) -> Bool {
    models.reduce(0) { $0 + $1.configuration.parameterCount } > capacity.parameters
  }

  /// A model without a file, as a value: it is made of its recipe when somebody runs it.
  ///
  /// - Parameter recipe: all that decides what it is.
  static func value(
    named name: String, recipe: String, make: @escaping @Sendable () throws -> LanguageModel
  ) -> ModelValue {
    let value = ModelValue(name: name, recipe: SHA256.hash(recipe)) {
      let model = try make()
      return LanguageModel.file(weights: try model.weights, tokenizer: model.tokenizerRecord)
    }
    recipes.withLock { $0[value.sha256] = make }
    return value
  }

  /// A model that was loaded before, or whose recipe is known.
  static func known(_ key: String) throws -> LanguageModel? {
    if let model = models.withLock({ models in models.first { $0.key == key }?.model }) {
      return model
    }
    guard let make = recipes.withLock({ $0[key] }) else { return nil }
    return try model(key, load: make)
  }
}

extension RunContext {
  /// The model that a reference names, ready to run.
  ///
  /// Throws `DirectiveError` if there is no such file, or if it is no model.
  func load(_ reference: ModelReference) throws -> LanguageModel {
    do {
      switch reference {
      case .builtIn(let name):
        return try ModelShelf.model(name) {
          guard let source = ModelLibrary.named(name) else {
            throw DirectiveError("there is no model '\(name)'", parameter: "model")
          }
          return try source.load()
        }
      case .made(let value):
        // Its bytes may have to be computed anew, by a directive that takes a model from the shelf.
        if let model = try ModelShelf.known(value.sha256) { return model }
        let bytes = try value.bytes()
        return try ModelShelf.model(value.sha256) { try LanguageModel(bytes) }
      case .fetched(let model):
        if let absence = ModelStore.absence(of: model.name) {
          throw DirectiveError(absence, parameter: "model")
        }
        let path = ModelStore.path(of: model) ?? model.file
        return try loadFile(path) { fingerprint in
          guard fingerprint != model.fingerprint else { return }
          throw DirectiveError(
            "the file of the model '\(model.name)' is not the one that is known by this name:"
              + " \(model.remedy)", parameter: "model")
        }
      case .file(let path):
        return try loadFile(path) { _ in }
      }
    } catch let error as DirectiveError {
      throw error
    } catch {
      throw DirectiveError("the model cannot be read: \(error)", parameter: "model")
    }
  }

  private func loadFile(
    _ path: String, check: (String) throws -> Void
  ) throws -> LanguageModel {
    if let folder = try ModelFolderFiles(path, in: self) {
      return try ModelShelf.model(folder.identity) { try LanguageModel(folder.folder) }
    }
    let file = try open(file: path)
    try check(file.contentHash.hex)
    return try ModelShelf.model("file " + file.contentHash.hex) { try LanguageModel(file.bytes) }
  }
}
