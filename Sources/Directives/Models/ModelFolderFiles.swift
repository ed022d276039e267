import Bedrock
import Engine
import Notebook

/// The files of a folder that a lab names as a model.
struct ModelFolderFiles {
  private let files: [String: FileBytes]
  /// What tells one folder's content from another's.
  let identity: String

  /// Nil if the path leads to no folder with a model's configuration.
  init?(_ path: String, in context: RunContext) throws {
    let isFile = [".gguf", ".safetensors"].contains {
      path.utf8.reversed().starts(with: $0.utf8.reversed())
    }
    guard !isFile, let first = try? context.open(file: path + "/config.json") else { return nil }
    var files = ["config.json": first.bytes]
    var hashes = ["config.json " + first.contentHash.hex]
    func take(_ name: String) throws {
      guard files[name] == nil, let file = try? context.open(file: path + "/" + name) else {
        return
      }
      files[name] = file.bytes
      hashes.append(name + " " + file.contentHash.hex)
    }
    for name in ModelFolder.fileNames { try take(name) }
    if files["model.safetensors"] == nil, let index = files["model.safetensors.index.json"] {
      for name in ModelFolder.shardNames(index) { try take(name) }
    }
    if files["model.safetensors"] == nil, files.count < 3 { try take("pytorch_model.bin") }
    self.files = files
    identity = "folder " + SHA256.hash(hashes.joined(separator: "\n")).hex
  }

  var folder: ModelFolder { ModelFolder { files[$0] } }
}
