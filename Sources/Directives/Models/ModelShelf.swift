import Bedrock
import Engine
import Notebook
import Synchronization

/// The models that were loaded: each is read once a process, however many labs ask for it.
enum ModelShelf {
  /// The most models that are kept; the one that was asked for least lately goes first.
  private static let capacity = 8

  private static let models = Mutex<[(key: String, model: LanguageModel)]>([])

  /// A model by its key, loaded if it is not there. Who asks meanwhile waits.
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
      if models.count == capacity { models.removeFirst() }
      models.append((key, model))
      return model
    }
  }

  /// A model that was loaded before.
  static func known(_ key: String) -> LanguageModel? {
    models.withLock { models in models.first { $0.key == key }?.model }
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
        if let model = ModelShelf.known(value.sha256) { return model }
        let bytes = try value.bytes()
        return try ModelShelf.model(value.sha256) { try LanguageModel(bytes) }
      case .fetched(let model):
        if let absence = ModelStore.absence(of: model.name) {
          throw DirectiveError(absence, parameter: "model")
        }
        return try loadFile(ModelStore.path(of: model) ?? model.file)
      case .file(let path):
        return try loadFile(path)
      }
    } catch let error as DirectiveError {
      throw error
    } catch {
      throw DirectiveError("the model cannot be read: \(error)", parameter: "model")
    }
  }

  private func loadFile(_ path: String) throws -> LanguageModel {
    let file = try open(file: path)
    return try ModelShelf.model("file " + file.contentHash.hex) { try LanguageModel(file.bytes) }
  }
}
