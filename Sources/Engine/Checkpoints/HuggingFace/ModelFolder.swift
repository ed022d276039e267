import Bedrock

/// The files of a folder as Hugging Face lays them out, each opened when it is needed.
public struct ModelFolder {
  /// Opens a file by its name; nil where there is none.
  public typealias Opener = (String) throws -> FileBytes?

  private let opener: Opener

  /// The files that may be opened, the ones with weights besides.
  public static let fileNames = [
    "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json",
    "chat_template.jinja", "model.safetensors", "model.safetensors.index.json",
  ]

  /// The files with weights that an index names; none if it cannot be read.
  public static func shardNames(_ index: FileBytes) -> [String] {
    guard let json = try? JSON(parsing: index.bytes) else { return [] }
    var names: [String] = []
    for member in json["weight_map"]?.objectValue?.members ?? [] {
      guard let name = member.value.stringValue, !names.contains(name) else { continue }
      if !name.utf8.contains(UInt8(ascii: "/")) { names.append(name) }
    }
    return names
  }

  public init(_ opener: @escaping Opener) { self.opener = opener }

  /// A file as it is; nil where there is none.
  public func open(_ name: String) throws -> FileBytes? { try opener(name) }

  /// A file; nil where there is none. Throws if it is something else than its name says.
  func file(_ name: String) throws -> FileBytes? {
    guard let bytes = try opener(name) else { return nil }
    let isIndex = name.utf8.reversed().starts(with: ".index.json".utf8.reversed())
    if let disguise = bytes.withUnsafeBytes({ FileDisguise($0) }) {
      let isItself =
        disguise == .index && isIndex || disguise == .configuration && name == "config.json"
      guard isItself else { throw FolderError.disguised(name, as: disguise) }
    }
    return bytes
  }

  /// A file of JSON; nil where there is none.
  func json(_ name: String) throws -> JSON? {
    guard let bytes = try file(name) else { return nil }
    do { return try JSON(parsing: bytes.bytes) } catch {
      throw FolderError.unreadable(name, problem: "\(error)")
    }
  }

  /// A text; nil where there is none.
  func text(_ name: String) throws -> String? {
    try file(name).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  func required(_ name: String) throws -> JSON {
    guard let json = try json(name) else { throw FolderError.missing(name) }
    return json
  }

  /// The files with the weights: one, or those that the index names.
  func shards() throws -> [(name: String, file: Safetensors)] {
    if let bytes = try file("model.safetensors") {
      return [("model.safetensors", try Self.safetensors(bytes, "model.safetensors"))]
    }
    guard let index = try json("model.safetensors.index.json") else {
      for other in ["pytorch_model.bin", "pytorch_model.bin.index.json", "model.bin"] {
        guard try opener(other) == nil else {
          throw FolderError.disguised(other, as: .pickle)
        }
      }
      throw FolderError.missing("model.safetensors")
    }
    guard let map = index["weight_map"]?.objectValue else {
      throw FolderError.unreadable(
        "model.safetensors.index.json", problem: "it has no 'weight_map'")
    }
    var names: [String] = []
    for member in map.members {
      guard let name = member.value.stringValue, !name.utf8.contains(UInt8(ascii: "/")) else {
        throw FolderError.unreadable(
          "model.safetensors.index.json", problem: "'\(member.key)' names no file of the folder")
      }
      if !names.contains(name) { names.append(name) }
    }
    return try names.map { name in
      guard let bytes = try file(name) else { throw FolderError.missing(name) }
      return (name, try Self.safetensors(bytes, name))
    }
  }

  private static func safetensors(_ bytes: FileBytes, _ name: String) throws -> Safetensors {
    do { return try Safetensors(bytes) } catch {
      throw FolderError.unreadable(name, problem: "\(error)")
    }
  }
}
