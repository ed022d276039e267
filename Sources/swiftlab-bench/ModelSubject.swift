import Bedrock
import Engine
import Models
import Numerics

/// A model that is measured: its name and its file.
struct ModelSubject: Sendable {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let name: String
  let file: FileBytes

  /// A built-in model, one that was fetched, or a file.
  init(named name: String) throws {
    self.name = name
    if let source = ModelLibrary.named(name) {
      file = source.file
    } else if let known = ModelStore.model(named: name) {
      if let absence = ModelStore.absence(of: known) { throw Failure(description: absence) }
      guard let path = ModelStore.path(of: known) else {
        throw Failure(description: "there is no folder for models")
      }
      file = try FileSystem.map(path)
    } else {
      file = try FileSystem.map(name)
    }
  }

  func transformer(_ pool: WorkerPool) throws -> Transformer {
    try LanguageModel(file, pool: pool).transformer
  }
}
