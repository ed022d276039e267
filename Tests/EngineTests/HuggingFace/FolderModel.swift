import Bedrock
import Engine
import Foundation

/// A small folder as transformers saves it, as `make_folders.py` describes it.
struct FolderModel: Sendable {
  let name: String
  var config: JSON
  var tensors: [(name: String, shape: [Int], scale: Double, offset: Double)]
  let logits: [[Double]]
  /// Further files.
  var files: [String: [UInt8]] = [:]

  static let fixture = Result {
    try JSON(parsing: [UInt8](Data(contentsOf: Fixture.url("folders.json"))))
  }

  static func all() throws -> [FolderModel] {
    (try fixture.get()["kinds"]?.arrayValue ?? []).map(FolderModel.init)
  }

  static func named(_ name: String) throws -> FolderModel {
    guard let model = try all().first(where: { $0.name == name }) else {
      throw FileError("folders.json", "has no model", name)
    }
    return model
  }

  static func integers(_ name: String) throws -> [Int] {
    (try fixture.get()[name]?.arrayValue ?? []).compactMap(\.intValue)
  }

  private init(_ json: JSON) {
    name = json["name"]?.stringValue ?? ""
    config = json["config"] ?? .null
    tensors = (json["tensors"]?.arrayValue ?? []).map { tensor in
      (
        tensor[0]?.stringValue ?? "", (tensor[1]?.arrayValue ?? []).compactMap(\.intValue),
        tensor[2]?.doubleValue ?? 0, tensor[3]?.doubleValue ?? 0
      )
    }
    logits = (json["logits"]?.arrayValue ?? []).map { row in
      (row.arrayValue ?? []).compactMap(\.doubleValue)
    }
  }

  mutating func set(_ key: String, _ value: JSON?) {
    guard case .object(var object) = config else { return }
    object[key] = value
    config = .object(object)
  }

  /// The bytes of a safetensors file with some of the tensors.
  func weights(_ chosen: (String) -> Bool = { _ in true }) -> [UInt8] {
    var header: [(String, JSON)] = []
    var data: [UInt8] = []
    for tensor in tensors where chosen(tensor.name) {
      let start = data.count
      for number in SmallModel.numbers(tensor.name, tensor.shape.reduce(1, *)) {
        data += GGUFBytes.number(Float(number * tensor.scale + tensor.offset).bitPattern)
      }
      header.append(
        (
          tensor.name,
          .object([
            ("dtype", "F32"), ("shape", .integers(tensor.shape)),
            ("data_offsets", .integers([start, data.count])),
          ])
        ))
    }
    let text = Array(JSON.object(header).serialized().utf8)
    return GGUFBytes.number(UInt64(text.count)) + text + data
  }

  /// A tokenizer of bytes alone.
  static let tokenizer: String = {
    let tokens = (0...202).map { byte -> (String, JSON) in
      (GPT2Alphabet.spelling(of: [UInt8(byte)]), .integer(byte))
    }
    return JSON.object([
      ("model", .object([("type", "BPE"), ("vocab", .object(tokens)), ("merges", .array([]))])),
      ("pre_tokenizer", .object([("type", "ByteLevel"), ("add_prefix_space", .bool(false))])),
    ]).serialized()
  }()

  /// The folder's files; several with weights if there is more than one shard.
  func folder(shards: Int = 1) -> ModelFolder {
    var files = self.files
    files["config.json"] = files["config.json"] ?? Array(config.serialized().utf8)
    files["tokenizer.json"] = files["tokenizer.json"] ?? Array(Self.tokenizer.utf8)
    if shards == 1 {
      files["model.safetensors"] = files["model.safetensors"] ?? weights()
    } else {
      var map: [(String, JSON)] = []
      for shard in 0..<shards {
        let file = "model-0000\(shard + 1)-of-0000\(shards).safetensors"
        let names = Set(
          tensors.enumerated().filter { $0.offset % shards == shard }.map(\.element.name))
        map += names.sorted().map { ($0, .string(file)) }
        files[file] = files[file] ?? weights(names.contains)
      }
      let index = JSON.object([("weight_map", .object(map))])
      files["model.safetensors.index.json"] = Array(index.serialized().utf8)
    }
    return ModelFolder { [files] name in files[name].map { FileBytes($0) } }
  }

  func load(shards: Int = 1) throws -> LanguageModel { try LanguageModel(folder(shards: shards)) }
}
